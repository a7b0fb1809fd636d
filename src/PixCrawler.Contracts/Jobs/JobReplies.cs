using System.Collections.Immutable;
using PixCrawler.Contracts.Chunks;

namespace PixCrawler.Contracts.Jobs;

/// <summary>The job is accepted; from here on it survives.</summary>
/// <param name="JobId">The job.</param>
public sealed record JobAccepted(JobId JobId) : IWithJobId;

/// <summary>The job is not accepted, and nothing was begun.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Errors">What is wrong, field by field.</param>
public sealed record JobRejected(JobId JobId, IReadOnlyList<FieldError> Errors) : IWithJobId;

/// <summary>The job ends, or had already ended.</summary>
/// <param name="JobId">The job.</param>
public sealed record CancelAccepted(JobId JobId) : IWithJobId;

/// <summary>The job runs again with its failed slots.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Slots">How many slots failed in the chunks that are begun anew; with a reason given, those of other reasons stay as they are.</param>
public sealed record RetryAccepted(JobId JobId, int Slots) : IWithJobId;

/// <summary>There is nothing to redo.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Problem">Why, for people.</param>
public sealed record RetryRefused(JobId JobId, string Problem) : IWithJobId;

/// <summary>The job wrote its figures to the log; its workers follow.</summary>
/// <param name="JobId">The job.</param>
public sealed record StateLogged(JobId JobId) : IWithJobId;

/// <summary>There is no such job.</summary>
/// <param name="JobId">The job.</param>
public sealed record JobNotFound(JobId JobId) : IWithJobId;

/// <summary>How a job stands at one moment.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Tally">How many slots ended how, the running chunks included.</param>
public sealed record JobReport(JobId JobId, JobStatus Status, Tally Tally) : IWithJobId
{
    /// <summary>The dataset's name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Slots planned so far; final once <see cref="PlanComplete"/>.</summary>
    public int PlannedSlots { get; init; }

    /// <summary>Whether the sources are exhausted, so that <see cref="PlannedSlots"/> is the whole.</summary>
    public bool PlanComplete { get; init; }

    /// <summary>Settled slots over planned slots, 0 to 1; null while the plan still grows, so that it never goes back.</summary>
    public double? Progress { get; init; }

    /// <summary>Chunks planned so far.</summary>
    public int Chunks { get; init; }

    /// <summary>Chunks settled.</summary>
    public int ChunksSettled { get; init; }

    /// <summary>Chunks given up after their restarts; their open slots are counted as failed.</summary>
    public int ChunksFailed { get; init; }

    /// <summary>Rows of the lists that held no URL.</summary>
    public int BadRows { get; init; }

    /// <summary>Worker restarts so far, over all workers.</summary>
    public int Restarts { get; init; }

    /// <summary>How many images are there twice, also when they were only to be reported; null until that was looked for.</summary>
    public DuplicateCounts? Duplicates { get; init; }

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why the job itself failed, where it did; what to do about it.</summary>
    public string? Problem { get; init; }

    /// <summary>Why the job is paused and what it waits for, for people; null while it is not.</summary>
    public string? Paused { get; init; }

    /// <summary>Whether its process ended in good order; it goes on when it is started again.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>What the operator can do about the surroundings, for people: a resolver that refuses, say; null while nothing is wrong.</summary>
    public string? Advice { get; init; }

    /// <summary>Retries that are waiting for their time, the soonest first; a sample of at most 20.</summary>
    public ImmutableArray<PendingRetry> Retries { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Hosts the job has to leave alone for a while, the soonest free first; a sample of at most 20.</summary>
    public ImmutableArray<HostPause> HostPauses { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Workers that wait for their restart.</summary>
    public ImmutableArray<PendingRestart> Restarting { get; init => field = value.IsDefault ? [] : value; } = [];
}

/// <summary>An attempt that waits for its time.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Slot">The slot in it.</param>
/// <param name="Url">The URL, redacted for display.</param>
/// <param name="Attempt">The attempt that will be made, 2 or 3.</param>
/// <param name="MaxAttempts">The most attempts there can be.</param>
/// <param name="Reason">Why the last one failed.</param>
/// <param name="DueAt">When it will be made.</param>
public sealed record PendingRetry(
    ChunkId Chunk, int Slot, string Url, int Attempt, int MaxAttempts, string Reason, DateTimeOffset DueAt);

/// <summary>A host that is left alone for a while.</summary>
/// <param name="Host">The host.</param>
/// <param name="Until">Until when.</param>
/// <param name="Reason">The stable code of the cause: <c>retry-after</c>, <c>circuit-open</c>, <c>crawl-delay</c>, or why robots.txt can't be read.</param>
public sealed record HostPause(string Host, DateTimeOffset Until, string Reason);

/// <summary>A worker that waits for its restart.</summary>
/// <param name="Worker">Which worker, for example <c>chunk-3</c>.</param>
/// <param name="Restart">Which restart it will be, from 1.</param>
/// <param name="MaxRestarts">The most restarts there can be.</param>
/// <param name="Cause">Why it failed.</param>
/// <param name="DueAt">When it will be started again.</param>
public sealed record PendingRestart(string Worker, int Restart, int MaxRestarts, string Cause, DateTimeOffset DueAt)
{
    /// <summary>
    /// Whether it waits for room on the disk: <see cref="DueAt"/> is then when it looks again, and no restart is used up.
    /// </summary>
    public bool IsPause { get; init; }
}
