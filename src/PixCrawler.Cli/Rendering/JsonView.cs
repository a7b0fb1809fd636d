using PixCrawler.Cli.Commands;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Rendering;

/// <summary>A crawl for programs: one JSON object a line, nothing else.</summary>
internal sealed class JsonView(TextWriter output, TimeProvider time) : ICrawlView
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public void Rejected(IReadOnlyList<FieldError> errors) => JsonEventsContext.WriteLine(output, new JsonRejected(errors));

    public void Started(CrawlStart start) =>
        JsonEventsContext.WriteLine(output, new JsonStarted(start.JobId.ToString(), start.Name, start.OutputFolder, start.LogFile));

    public async Task<JobReport> FollowAsync(IAsyncEnumerable<JobReport> reports)
    {
        var meter = new ProgressMeter(time);
        JobReport? last = null;
        var writtenAt = DateTimeOffset.MinValue;
        await foreach (var report in reports)
        {
            var pace = meter.Measure(report);
            if (last?.Status != report.Status || last.PlanComplete != report.PlanComplete || time.GetUtcNow() - writtenAt >= Interval)
            {
                JsonEventsContext.WriteLine(output, Progress(report, pace));
                writtenAt = time.GetUtcNow();
            }

            last = report;
        }

        return last ?? throw new InvalidOperationException("the job sent no report");
    }

    public void Stopping()
    {
    }

    public void Suspended(CrawlStart start) =>
        JsonEventsContext.WriteLine(output, new JsonSuspended(ExitCodes.Suspended, start.JobId.ToString(), start.OutputFolder, $"pixcrawl crawl --resume -o {start.OutputFolder}"));

    public void Ended(CrawlEnd end)
    {
        var (start, report) = (end.Start, end.Report);
        var took = ((report.EndedAt - report.StartedAt) ?? TimeSpan.Zero).TotalSeconds;
        JsonEventsContext.WriteLine(output, new JsonEnded(
            Name(report.Status), end.ExitCode, start.JobId.ToString(), start.Name, start.OutputFolder, start.LogFile, report.PlannedSlots,
            JsonTally.Of(report.Tally), report.BadRows, report.Chunks, report.ChunksFailed, report.Restarts, report.StartedAt, report.EndedAt,
            Math.Round(took, 3), took > 0 ? Math.Round(report.Tally.Settled / took, 2) : 0, report.Problem, report.Advice,
            report.Duplicates is { } found ? new JsonDuplicates(found.Url, found.Exact, found.Near) : null));
    }

    public void Broken(string problem) => JsonEventsContext.WriteLine(output, new JsonBroken(problem));

    private static JsonProgress Progress(JobReport report, Pace pace) => new(
        Name(report.Status), report.PlannedSlots, report.PlanComplete, report.Progress is { } part ? Math.Round(part, 4) : null,
        JsonTally.Of(report.Tally), report.BadRows, report.Chunks, report.ChunksSettled, report.ChunksFailed, report.Restarts,
        Math.Round(pace.Elapsed.TotalSeconds, 3), Math.Round(pace.PerSecond, 2),
        pace.Remaining is { } remaining ? Math.Round(remaining.TotalSeconds, 1) : null,
        [.. report.Retries.Select(retry => new JsonRetry(retry.Url, retry.Attempt, retry.MaxAttempts, retry.Reason, retry.DueAt))],
        [.. report.Restarting.Select(wait => new JsonRestart(wait.Worker, wait.Restart, wait.MaxRestarts, wait.Cause, wait.DueAt))]);

    private static string Name(JobStatus status) => status.ToString().ToLowerInvariant();
}
