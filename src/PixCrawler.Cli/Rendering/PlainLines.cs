using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Rendering;

/// <summary>Progress where nobody can redraw: one line every two seconds, and one when the job's state changes.</summary>
internal sealed class PlainLines(TextWriter output, TimeProvider time) : IProgressStyle
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    public async Task<JobReport> FollowAsync(IAsyncEnumerable<JobReport> reports)
    {
        var meter = new ProgressMeter(time);
        JobReport? last = null;
        var writtenAt = DateTimeOffset.MinValue;
        await foreach (var report in reports)
        {
            var pace = meter.Measure(report);
            if (last is null || State(last) != State(report) || time.GetUtcNow() - writtenAt >= Interval)
            {
                await output.WriteLineAsync(Line(report, pace, time.GetUtcNow()));
                await output.FlushAsync();
                writtenAt = time.GetUtcNow();
            }

            last = report;
        }

        return last ?? throw new InvalidOperationException("the job sent no report");
    }

    /// <summary>A report on one line.</summary>
    public static string Line(JobReport report, Pace pace, DateTimeOffset now)
    {
        var tally = report.Tally;
        var whole = report.PlanComplete ? Figures.Count(report.PlannedSlots) : $"{Figures.Count(report.PlannedSlots)} so far";
        var line = $"{Figures.Duration(pace.Elapsed)} {report.Status.ToString().ToLowerInvariant()}: "
            + $"{Figures.Count(tally.Settled)} of {whole}, {Figures.Rate(pace.PerSecond)}/s"
            + (pace.Remaining is { } remaining && !report.Status.IsTerminal() ? $", {Figures.Duration(remaining)} left" : "")
            + $"; {ProgressText.Counts(tally)}";
        var waiting = report.Retries.Select(retry => ProgressText.Retry(retry, now))
            .Concat(report.Restarting.Select(restart => ProgressText.Restart(restart, now))).ToList();
        return waiting.Count switch
        {
            0 => line,
            1 => $"{line}; {waiting[0]}",
            _ => $"{line}; {waiting[0]} and {waiting.Count - 1} more wait",
        };
    }

    private static (JobStatus, bool, int) State(JobReport report) => (report.Status, report.PlanComplete, report.Restarting.Length);
}
