using System.Globalization;
using PixCrawler.Actors.Hosting;
using PixCrawler.Cli.Logs;

namespace PixCrawler.Cli.Explain;

/// <summary>What a job that has not ended waits for, read out of its log line by line.</summary>
internal sealed class WaitingWork(DateTimeOffset now)
{
    private const int MaxShown = 20;

    private readonly Dictionary<string, LogLine> _due = [];
    private LogLine? _state;
    private LogLine? _last;

    /// <summary>Whether the log holds anything.</summary>
    public bool IsKnown => _last is not null;

    /// <summary>Takes the next line.</summary>
    public void Take(LogLine line)
    {
        _last = line;
        if (line.EventId == EventIds.JobState)
            _state = line;
        // What is about the same slot, worker or host later replaces what was said before.
        var key = line["Slot"] is { } slot ? $"{line.Chunk}/{slot}" : line["ResourceId"] ?? line["Host"];
        if (key is null)
            return;
        if (line.DueAt > now)
            _due[key] = line;
        else
            _due.Remove(key);
    }

    /// <summary>Says it in lines.</summary>
    public IEnumerable<string> Describe()
    {
        if (_state is not null)
            yield return $"As of {Time(_state.Time)}: {_state.Message}.";
        foreach (var line in _due.Values.OrderBy(line => line.DueAt).Take(MaxShown))
            yield return $"  due in {Seconds(line.DueAt!.Value)} s: {line.Message}{(line.Url is { } url ? " " + url : "")}";
        if (_due.Count > MaxShown)
            yield return $"  and {_due.Count - MaxShown} more";
        if (_due.Count == 0)
            yield return "Nothing waits for a retry, a restart or a host, as far as the log says.";
        yield return $"The newest log line is {Seconds(now + (now - _last!.Time))} s old: {_last.Message}.";
    }

    private long Seconds(DateTimeOffset due) => (long)Math.Max(0, Math.Ceiling((due - now).TotalSeconds));

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
