using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Tests;

/// <summary>Reports to show.</summary>
internal static class Reports
{
    public static readonly JobId Id = new(Guid.Parse("0123456789abcdef0123456789abcdef"));

    public static JobReport Running(int settled, int planned, bool planComplete = true) => new(Id, JobStatus.Running, Kept(settled))
    {
        Name = "birds",
        PlannedSlots = planned,
        PlanComplete = planComplete,
        Progress = planComplete ? (double)settled / planned : null,
        StartedAt = ManualTime.Start,
        Chunks = 1,
    };

    public static JobReport Ended(JobStatus status = JobStatus.Partial) => new(Id, status, Mixed)
    {
        Name = "birds",
        PlannedSlots = 1240,
        PlanComplete = true,
        Progress = 1,
        Chunks = 3,
        ChunksSettled = 3,
        BadRows = 2,
        StartedAt = ManualTime.Start,
        EndedAt = ManualTime.Start.AddSeconds(62),
    };

    public static Tally Mixed { get; } = new(
        1200, 25, 0, 15, 0, 3 * 1024 * 1024, 1290, new Dictionary<string, int> { ["truncated"] = 25, ["http-404"] = 10, ["http-503"] = 5 });

    public static Tally Kept(int count) => new(count, 0, 0, 0, 0, 0, count, new Dictionary<string, int>());

    public static PendingRetry Retry(string url, int seconds, string reason = "http-503") =>
        new(new ChunkId(Id, 0), 1, url, 2, 3, reason, ManualTime.Start.AddSeconds(seconds));

    /// <summary>The reports in order; the clock moves on by this much before each but the first.</summary>
    public static async IAsyncEnumerable<JobReport> Every(ManualTime time, TimeSpan step, params JobReport[] reports)
    {
        foreach (var (n, report) in reports.Index())
        {
            if (n > 0)
                time.Advance(step);
            await Task.Yield();
            yield return report;
        }
    }
}
