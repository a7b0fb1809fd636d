using System.Diagnostics.CodeAnalysis;

namespace PixCrawler.Contracts.Jobs;

/// <summary>The identity of a job: 32 lower-case hexadecimal digits in text.</summary>
/// <param name="Value">The identity's value.</param>
public readonly record struct JobId(Guid Value)
{
    /// <summary>Reads an identity from its text form.</summary>
    /// <param name="text">32 hexadecimal digits, or any form <see cref="Guid"/> reads.</param>
    /// <param name="id">The identity, when the text is one.</param>
    /// <returns>Whether the text is an identity.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out JobId id)
    {
        var ok = Guid.TryParse(text, out var value);
        id = new JobId(value);
        return ok;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("N");
}

/// <summary>Marks everything that is about one job; routing, logging and serialization hang on it.</summary>
public interface IWithJobId
{
    /// <summary>The job it is about.</summary>
    JobId JobId { get; }
}
