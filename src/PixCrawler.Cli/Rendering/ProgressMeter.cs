using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Rendering;

/// <summary>How fast a job goes.</summary>
/// <param name="Elapsed">Since it was accepted.</param>
/// <param name="PerSecond">URLs settled a second, over the last ten seconds; over the whole once it has ended.</param>
/// <param name="Remaining">Until its end at this rate; null while the plan still grows or nothing moves.</param>
internal readonly record struct Pace(TimeSpan Elapsed, double PerSecond, TimeSpan? Remaining);

/// <summary>Measures a job's pace from its reports.</summary>
internal sealed class ProgressMeter(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Queue<(DateTimeOffset At, int Settled)> _samples = new();

    /// <summary>Takes a report in and says how fast the job goes now.</summary>
    public Pace Measure(JobReport report)
    {
        var now = report.EndedAt ?? time.GetUtcNow();
        var begin = report.StartedAt ?? now;
        if (_samples.Count == 0)
            _samples.Enqueue((begin, 0));
        _samples.Enqueue((now, report.Tally.Settled));
        // The newest sample that is old enough is the window's start; those before it are done with.
        while (!report.Status.IsTerminal() && _samples.Count > 2 && now - _samples.ElementAt(1).At >= Window)
            _samples.Dequeue();
        var (from, settled) = report.Status.IsTerminal() ? (begin, 0) : _samples.Peek();
        var rate = now > from ? (report.Tally.Settled - settled) / (now - from).TotalSeconds : 0;
        return new Pace(now - begin, rate, Remaining(report, rate));
    }

    private static TimeSpan? Remaining(JobReport report, double rate) =>
        report.Status.IsTerminal() ? TimeSpan.Zero
        : report.PlanComplete && rate > 0 ? TimeSpan.FromSeconds(Math.Min((report.PlannedSlots - report.Tally.Settled) / rate, 8_640_000))
        : null;
}
