namespace PixCrawler.Domain.Failures;

/// <summary>An answer that is no success, as far as it decides what its error means.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Host">The host that answered, for messages.</param>
/// <param name="RetryAfter">How long it asked to be left alone.</param>
public sealed record ErrorAnswer(int Status, string Host, TimeSpan? RetryAfter = null)
{
    /// <summary>The machine-readable error codes of its body (<see cref="ErrorCodes"/>). Default: none.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];
}
