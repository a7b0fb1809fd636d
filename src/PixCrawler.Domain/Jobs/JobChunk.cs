using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Domain.Jobs;

/// <summary>Where a chunk stands in its job.</summary>
public enum ChunkPhase
{
    /// <summary>Planned, not begun.</summary>
    Planned,

    /// <summary>A run is under way.</summary>
    Running,

    /// <summary>Its run failed; the next one waits for its time.</summary>
    Restarting,

    /// <summary>Its restarts are used up; its open slots are being settled as failed.</summary>
    GivenUp,

    /// <summary>Settled.</summary>
    Settled,
}

/// <summary>A chunk as its job sees it.</summary>
/// <param name="Slots">How many slots it has.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="Failure">Why it was given up; null unless it was.</param>
public readonly record struct JobChunk(int Slots, ChunkPhase Phase, FailureCause? Failure = null)
{
    /// <summary>How its slots ended when it was settled last; null until it was.</summary>
    public Tally? Tally { get; init; }

    /// <summary>The last run it had when it was settled, the one that only closes included; 0 until it was settled.</summary>
    public int LastRun { get; init; }

    /// <summary>The run that begins it anew; 0 when it is not reopened.</summary>
    public int ReopenedRun { get; init; }
}

/// <summary>A worker as its job sees it.</summary>
/// <param name="Run">Its latest run, from 1.</param>
/// <param name="RestartDueAt">When the next run begins; null while a run is under way or when it is given up.</param>
/// <param name="Cause">Why its latest run failed; null when it has not.</param>
public readonly record struct JobWorker(int Run, DateTimeOffset? RestartDueAt = null, FailureCause? Cause = null)
{
    /// <summary>Whether it failed for good.</summary>
    public bool IsGivenUp => Cause is not null && RestartDueAt is null;

    /// <summary>
    /// Runs that are not counted against its restarts: the disk was full, the process ended in good order, or it was killed after
    /// something had been achieved.
    /// </summary>
    public int Uncounted { get; init; }

    /// <summary>Runs that were interrupted since anything was achieved; they are counted until something is.</summary>
    public int Fruitless { get; init; }

    /// <summary>Whether it waits for room on the disk.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Whether a run is under way.</summary>
    public bool IsRunning => Run > 0 && Cause is null && RestartDueAt is null;

    /// <summary>Which restart the next run is, from 1; while it is paused, the restarts it has had.</summary>
    public int RestartCount => Run - Uncounted;
}
