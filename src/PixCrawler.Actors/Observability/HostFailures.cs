using System.Collections.Concurrent;
using Serilog.Events;

namespace PixCrawler.Actors.Observability;

/// <summary>
/// Counts what fails at one host for one reason within a job, so that the 1st, 10th, 100th ... line stands out at its own level and
/// the rest is Debug: a dead host of a million URLs makes seven lines.
/// </summary>
internal sealed class HostFailures
{
    private const int MaxEntries = 10_000;
    private const string Others = "";

    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts one failure.</summary>
    /// <param name="host">Where.</param>
    /// <param name="reason">Why; a stable code.</param>
    /// <returns>How many there have been with it; beyond 10,000 pairs of host and reason the rest is counted together.</returns>
    public int Count(string host, string reason)
    {
        var key = $"{host} {reason}";
        if (!_counts.ContainsKey(key) && _counts.Count >= MaxEntries)
            key = Others;
        return _counts.AddOrUpdate(key, 1, (_, count) => count + 1);
    }

    /// <summary>The level of the line about the <paramref name="count"/>th failure.</summary>
    public static LogEventLevel LevelOf(int count, LogEventLevel level)
    {
        while (count > 1 && count % 10 == 0)
            count /= 10;
        return count == 1 ? level : LogEventLevel.Debug;
    }
}
