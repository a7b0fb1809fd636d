namespace PixCrawler.Domain.Politeness;

/// <summary>How one request to a host went, as far as the host's pace depends on it.</summary>
/// <param name="HttpStatus">The status the host answered with; null where it gave no answer.</param>
/// <param name="Latency">From the request to the answer's headers, or to the failure.</param>
/// <param name="RetryAfter">How long the host asked to be left alone, whatever its status.</param>
public sealed record RequestOutcome(int? HttpStatus, TimeSpan Latency, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether the host is overloaded: it said so (429, 503).</summary>
    public bool IsOverloaded => HttpStatus is 429 or 503;

    /// <summary>Whether the host failed: it did not answer, or is not able to (429, 5xx).</summary>
    public bool IsFailure => HttpStatus is null or 429 or >= 500;
}
