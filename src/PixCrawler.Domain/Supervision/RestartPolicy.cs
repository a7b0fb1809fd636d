using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Domain.Supervision;

/// <summary>
/// The one rule of the supervision layer (failure-semantics, section A): infrastructure failures are followed by a new run after
/// a fixed delay, a limited number of times; everything else ends the worker at once.
/// </summary>
/// <param name="MaxRestarts">New runs after the first, 0 to 10. Default 3, so 4 runs in all.</param>
/// <param name="RestartDelay">From the failure to the new run, 1 s to 1 h. Default 60 s.</param>
public sealed record RestartPolicy(int MaxRestarts, TimeSpan RestartDelay)
{
    /// <summary>3 restarts, 60 s apart.</summary>
    public static RestartPolicy Default { get; } = new(3, TimeSpan.FromSeconds(60));

    /// <summary>Says when a failed worker runs again.</summary>
    /// <param name="cause">Why it failed.</param>
    /// <param name="run">The run that failed, from 1.</param>
    /// <param name="failedAt">When it failed.</param>
    /// <returns>The time of the next run; null when the worker is given up.</returns>
    public DateTimeOffset? NextRunAt(FailureCause cause, int run, DateTimeOffset failedAt)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return cause.Kind == FailureKind.Infrastructure && run <= MaxRestarts ? failedAt + RestartDelay : null;
    }
}
