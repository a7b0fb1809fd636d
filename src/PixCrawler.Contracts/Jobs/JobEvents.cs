using System.Text.Json.Serialization;

namespace PixCrawler.Contracts.Jobs;

/// <summary>Something that happened to a job and is kept in its journal.</summary>
public interface IJobEvent : IWithJobId
{
    /// <summary>When it happened.</summary>
    DateTimeOffset At { get; }
}

/// <summary>The job was accepted.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Specification">What it is to do.</param>
/// <param name="Validators">How many validators it starts.</param>
/// <param name="At">When.</param>
public sealed record JobStarted(JobId JobId, JobSpecification Specification, int Validators, DateTimeOffset At) : IJobEvent;

/// <summary>A chunk's candidates lie in its plan file.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Number">The chunk's number; numbers follow each other from 0 without a gap.</param>
/// <param name="Source">Which source they come from, by its place in the specification.</param>
/// <param name="Slots">How many candidates there are.</param>
/// <param name="BadRows">Rows without a URL that were passed over on the way.</param>
/// <param name="At">When.</param>
public sealed record ChunkPlanned(JobId JobId, int Number, int Source, int Slots, int BadRows, DateTimeOffset At) : IJobEvent
{
    /// <summary>
    /// The hash of all candidates taken from the source so far, this chunk's included, so that a later run sees whether it reads the
    /// same list; null in journals that do not have it.
    /// </summary>
    public string? SourceHash { get; init; }
}

/// <summary>A source has no more candidates, or no more are wanted.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Source">Which source, by its place in the specification.</param>
/// <param name="BadRows">Rows without a URL since the last planned chunk.</param>
/// <param name="At">When.</param>
public sealed record SourceExhausted(JobId JobId, int Source, int BadRows, DateTimeOffset At) : IJobEvent;

/// <summary>A worker's run begins.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Worker">Which worker.</param>
/// <param name="Run">Which run, from 1; restarts are runs after the first.</param>
/// <param name="At">When.</param>
public sealed record WorkerStarted(JobId JobId, WorkerId Worker, int Run, DateTimeOffset At) : IJobEvent;

/// <summary>A worker's run failed.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Worker">Which worker.</param>
/// <param name="Run">Which run.</param>
/// <param name="Cause">Why.</param>
/// <param name="RestartDueAt">When the next run begins; null when the worker is given up.</param>
/// <param name="At">When.</param>
public sealed record WorkerFailed(
    JobId JobId,
    WorkerId Worker,
    int Run,
    FailureCause Cause,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? RestartDueAt,
    DateTimeOffset At) : IJobEvent
{
    /// <summary>Whether the disk was full: the next run begins once there is room, and is not one of the worker's restarts.</summary>
    public bool IsPause { get; init; }
}

/// <summary>
/// A worker's run ended with its process: it began and has no outcome. The next run begins at once, for there is nothing to wait for.
/// </summary>
/// <param name="JobId">The job.</param>
/// <param name="Worker">Which worker.</param>
/// <param name="Run">Which run.</param>
/// <param name="IsCounted">Whether it uses up one of the worker's restarts: nothing was achieved in the whole life of the process.</param>
/// <param name="Cause">Why the worker is given up; null when it runs again.</param>
/// <param name="At">When it was found.</param>
public sealed record WorkerInterrupted(
    JobId JobId,
    WorkerId Worker,
    int Run,
    bool IsCounted,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] FailureCause? Cause,
    DateTimeOffset At) : IJobEvent;

/// <summary>
/// The first slot in this life of the process is settled: should the process end now, no worker's run was fruitless. Kept once in each
/// life of the process.
/// </summary>
/// <param name="JobId">The job.</param>
/// <param name="Worker">Whose slot it is.</param>
/// <param name="Run">Which run of it.</param>
/// <param name="At">When.</param>
public sealed record RunProgressed(JobId JobId, WorkerId Worker, int Run, DateTimeOffset At) : IJobEvent;

/// <summary>The process ended in good order: nothing was under way any more. The runs it ended are not counted against anything.</summary>
/// <param name="JobId">The job.</param>
/// <param name="At">When.</param>
public sealed record JobSuspended(JobId JobId, DateTimeOffset At) : IJobEvent;

/// <summary>An ended job goes on with its failed slots; whatever else is settled stays as it is (failure-semantics E3).</summary>
/// <param name="JobId">The job.</param>
/// <param name="Chunks">The chunks with slots to redo, in rising order, at least one.</param>
/// <param name="Reason">The reason code of the slots to redo; null for all failed ones.</param>
/// <param name="At">When.</param>
public sealed record JobReopened(
    JobId JobId,
    IReadOnlyList<int> Chunks,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Reason,
    DateTimeOffset At) : IJobEvent;

/// <summary>Every slot of a chunk is settled and its manifest is written.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Number">The chunk's number.</param>
/// <param name="Tally">How its slots ended.</param>
/// <param name="At">When.</param>
public sealed record ChunkSettled(JobId JobId, int Number, Tally Tally, DateTimeOffset At) : IJobEvent;

/// <summary>
/// Images that are there twice have been dealt with: <c>duplicates.jsonl</c> and the manifests say so already. Nothing is deleted that a
/// kept slot refers to.
/// </summary>
/// <param name="JobId">The job.</param>
/// <param name="Found">How many there are, over the whole job.</param>
/// <param name="Chunks">The chunks whose account changed, with what their manifests say now.</param>
/// <param name="At">When.</param>
public sealed record DatasetDeduplicated(
    JobId JobId, DuplicateCounts Found, IReadOnlyList<DeduplicatedChunk> Chunks, DateTimeOffset At) : IJobEvent;

/// <summary>How many images are there twice, by what they have in common with their twin.</summary>
/// <param name="Url">Their URL.</param>
/// <param name="Exact">Their bytes.</param>
/// <param name="Near">Their look.</param>
public sealed record DuplicateCounts(int Url, int Exact, int Near)
{
    /// <summary>All of them.</summary>
    public int Total => Url + Exact + Near;
}

/// <summary>A chunk's account after duplicates were taken out.</summary>
/// <param name="Number">The chunk's number.</param>
/// <param name="Tally">How its slots ended.</param>
public sealed record DeduplicatedChunk(int Number, Tally Tally);

/// <summary>The caller wants the job to end.</summary>
/// <param name="JobId">The job.</param>
/// <param name="At">When.</param>
public sealed record JobCancelRequested(JobId JobId, DateTimeOffset At) : IJobEvent;

/// <summary>The job has ended.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Status">How.</param>
/// <param name="Tally">How its slots ended.</param>
/// <param name="At">When.</param>
public sealed record JobEnded(JobId JobId, JobStatus Status, Tally Tally, DateTimeOffset At) : IJobEvent;
