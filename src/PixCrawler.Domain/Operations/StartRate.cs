using System.Collections.Immutable;

namespace PixCrawler.Domain.Operations;

/// <summary>
/// Keeps starts to a rate: never more than so many in any 60 s. The starts themselves are remembered, for a bucket of tokens would let
/// nearly twice as many pass in its first minute.
/// </summary>
/// <param name="StartsPerMinute">The most starts in any 60 s; null for no rate.</param>
public sealed record StartRate(int? StartsPerMinute)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private ImmutableQueue<DateTimeOffset> Starts { get; init; } = [];

    private int Count { get; init; }

    /// <summary>When the next start may be made.</summary>
    /// <param name="now">The time.</param>
    /// <returns>Now, or the time at which the oldest of the last starts is 60 s past.</returns>
    public DateTimeOffset NextStartAt(DateTimeOffset now)
    {
        var current = Forget(now);
        return current.Count < StartsPerMinute || StartsPerMinute is null ? now : current.Starts.Peek() + Window;
    }

    /// <summary>Notes a start.</summary>
    /// <param name="now">When it is made.</param>
    /// <returns>The state after.</returns>
    public StartRate Start(DateTimeOffset now)
    {
        if (StartsPerMinute is null)
            return this;
        var current = Forget(now);
        return current with { Starts = current.Starts.Enqueue(now), Count = current.Count + 1 };
    }

    /// <summary>Whether there is nothing to remember: no start in the last 60 s.</summary>
    /// <param name="now">The time.</param>
    /// <returns>Whether a new rate would do as well.</returns>
    public bool IsIdle(DateTimeOffset now) => Forget(now).Count == 0;

    private StartRate Forget(DateTimeOffset now)
    {
        var (starts, count) = (Starts, Count);
        while (count > 0 && starts.Peek() + Window <= now)
        {
            starts = starts.Dequeue();
            count--;
        }

        return count == Count ? this : this with { Starts = starts, Count = count };
    }
}
