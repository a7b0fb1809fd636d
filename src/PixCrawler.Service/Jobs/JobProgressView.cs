using PixCrawler.Contracts.Jobs;
using PixCrawler.Service.Hosting;

namespace PixCrawler.Service.Jobs;

/// <summary>A job with what it waits for, for clients.</summary>
/// <param name="Job">The job.</param>
/// <param name="Paused">Why it is paused and what it waits for; null while it is not.</param>
/// <param name="Advice">What the operator can do about the surroundings; null while nothing is wrong.</param>
/// <param name="Retries">Attempts that wait for their time, the soonest first; a sample.</param>
/// <param name="HostPauses">Hosts that are left alone for a while, the soonest free first; a sample.</param>
/// <param name="Restarting">Workers that wait for their next run.</param>
internal sealed record JobProgressView(
    JobView Job,
    string? Paused,
    string? Advice,
    IReadOnlyList<RetryView> Retries,
    IReadOnlyList<HostPauseView> HostPauses,
    IReadOnlyList<RestartView> Restarting)
{
    public static JobProgressView Of(JobView job, JobReport? report, DataFolder folder) => new(
        job,
        folder.Hide(report?.Paused),
        folder.Hide(report?.Advice),
        [.. (report?.Retries ?? []).Select(retry => new RetryView(retry.Url, retry.Attempt, retry.MaxAttempts, retry.Reason, retry.DueAt))],
        [.. (report?.HostPauses ?? []).Select(pause => new HostPauseView(pause.Host, pause.Until, pause.Reason))],
        [.. (report?.Restarting ?? []).Select(restart => new RestartView(
            restart.Worker, restart.Restart, restart.MaxRestarts, folder.Hide(restart.Cause)!, restart.DueAt, restart.IsPause))]);
}

/// <summary>An attempt that waits: number <paramref name="Attempt"/> of <paramref name="MaxAttempts"/>, at <paramref name="DueAt"/>.</summary>
internal sealed record RetryView(string Url, int Attempt, int MaxAttempts, string Reason, DateTimeOffset DueAt);

/// <summary>A host that is left alone until a moment.</summary>
internal sealed record HostPauseView(string Host, DateTimeOffset Until, string Reason);

/// <summary>A worker that waits for its next run.</summary>
internal sealed record RestartView(string Worker, int Restart, int MaxRestarts, string Cause, DateTimeOffset DueAt, bool IsPause);
