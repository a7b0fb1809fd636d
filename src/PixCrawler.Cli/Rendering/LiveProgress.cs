using PixCrawler.Contracts.Jobs;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PixCrawler.Cli.Rendering;

/// <summary>Progress on a terminal: a few lines that are drawn again, at most five times a second.</summary>
internal sealed class LiveProgress(IAnsiConsole console, TimeProvider time) : IProgressStyle
{
    private const int BarWidth = 30;
    private const int ShownReasons = 5;
    private const int ShownRetries = 3;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    public async Task<JobReport> FollowAsync(IAsyncEnumerable<JobReport> reports)
    {
        var meter = new ProgressMeter(time);
        JobReport? last = null;
        await console.Live(new Text("")).AutoClear(true).StartAsync(async live =>
        {
            var drawnAt = DateTimeOffset.MinValue;
            await foreach (var report in reports)
            {
                last = report;
                var pace = meter.Measure(report);
                if (time.GetUtcNow() - drawnAt < Interval)
                    continue;
                live.UpdateTarget(Draw(report, pace));
                drawnAt = time.GetUtcNow();
            }
        });
        return last ?? throw new InvalidOperationException("the job sent no report");
    }

    /// <summary>Draws a report.</summary>
    public IRenderable Draw(JobReport report, Pace pace)
    {
        var now = time.GetUtcNow();
        var lines = new List<string> { $"[bold]{SafeText.Markup(report.Name)}[/] {Position(report, pace)}", Counts(report.Tally) };
        lines.AddRange(ProgressText.Top(report.Tally, ShownReasons)
            .Select(reason => $"[grey]{Figures.Count(reason.Value),7} {SafeText.Markup(reason.Key)}[/]"));
        lines.AddRange(report.Retries.Take(ShownRetries).Select(retry => $"[yellow]{ProgressText.Retry(retry, now).EscapeMarkup()}[/]"));
        lines.AddRange(report.Restarting.Select(restart => $"[red]{ProgressText.Restart(restart, now).EscapeMarkup()}[/]"));
        return new Rows(lines.Select(line => new Markup(line) { Overflow = Overflow.Ellipsis }));
    }

    private string Position(JobReport report, Pace pace)
    {
        var settled = Figures.Count(report.Tally.Settled);
        var rate = $"{Figures.Rate(pace.PerSecond)}/s";
        if (report.Progress is not { } part)
            return $"{settled} of {Figures.Count(report.PlannedSlots)} so far, {rate}, {Figures.Duration(pace.Elapsed)}";
        var left = pace.Remaining is { } remaining ? $"{Figures.Duration(remaining)} left" : "waiting";
        return $"{Bar(part)} {Figures.Percent(part)} {settled} of {Figures.Count(report.PlannedSlots)}, {rate}, {left}";
    }

    private string Bar(double part)
    {
        var done = (int)Math.Floor(Math.Clamp(part, 0, 1) * BarWidth);
        var (full, empty) = console.Profile.Capabilities.Unicode ? ('\u2588', '\u2591') : ('#', '.');
        return $"[green]{new string(full, done)}[/][grey]{new string(empty, BarWidth - done)}[/]";
    }

    private static string Counts(Tally tally) =>
        $"[green]{Figures.Count(tally.Kept)} kept[/]  {Figures.Count(tally.Rejected)} rejected  {Figures.Count(tally.Refused)} refused  "
        + $"[{(tally.Failed > 0 ? "red" : "default")}]{Figures.Count(tally.Failed)} failed[/]  {Figures.Count(tally.Cancelled)} cancelled  "
        + $"[grey]{Figures.Bytes(tally.Bytes)}[/]";
}
