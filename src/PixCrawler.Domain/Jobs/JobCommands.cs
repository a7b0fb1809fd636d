using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Supervision;

namespace PixCrawler.Domain.Jobs;

/// <summary>Something a job is asked to decide.</summary>
public abstract record JobCommand
{
    private JobCommand()
    {
    }

    /// <summary>Accept the job.</summary>
    /// <param name="Specification">What it is to do.</param>
    /// <param name="Validators">How many validators it starts.</param>
    public sealed record Start(JobSpecification Specification, int Validators) : JobCommand;

    /// <summary>Take up a chunk that discovery wrote down.</summary>
    /// <param name="Number">Its number.</param>
    /// <param name="Source">Its source.</param>
    /// <param name="Slots">How many candidates it has.</param>
    /// <param name="BadRows">Rows passed over on the way.</param>
    /// <param name="SourceHash">The hash of what was taken from the source so far.</param>
    /// <param name="IsLast">Whether the source has no more, or no more is wanted of it.</param>
    public sealed record PlanChunk(int Number, int Source, int Slots, int BadRows, string? SourceHash = null, bool IsLast = false) : JobCommand;

    /// <summary>Note that a source has no more.</summary>
    /// <param name="Source">The source.</param>
    /// <param name="BadRows">Rows passed over since its last chunk.</param>
    public sealed record ExhaustSource(int Source, int BadRows) : JobCommand;

    /// <summary>Begin chunks, as many as may run at once.</summary>
    /// <param name="MaxOpenChunks">How many may be open.</param>
    public sealed record BeginChunks(int MaxOpenChunks) : JobCommand;

    /// <summary>Begin a worker's next run: the first, or the one that was waited for.</summary>
    /// <param name="Worker">The worker.</param>
    public sealed record BeginRun(WorkerId Worker) : JobCommand;

    /// <summary>Begin the next run of several workers, each as <see cref="BeginRun"/> does.</summary>
    /// <param name="Workers">They, each once.</param>
    public sealed record BeginRuns(IReadOnlyList<WorkerId> Workers) : JobCommand;

    /// <summary>Judge a worker's failure.</summary>
    /// <param name="Worker">The worker.</param>
    /// <param name="Run">The run that failed.</param>
    /// <param name="Cause">Why.</param>
    /// <param name="Policy">The rule.</param>
    /// <param name="DiskIsFull">Whether the disk it writes to was measured to be full.</param>
    public sealed record Fail(WorkerId Worker, int Run, FailureCause Cause, RestartPolicy Policy, bool DiskIsFull = false)
        : JobCommand;

    /// <summary>Go on after the process was killed or ended: judge the runs that have no outcome.</summary>
    /// <param name="Policy">The rule.</param>
    /// <param name="AfterPause">Whether the job itself stopped for lack of room on a disk: nobody's run is counted for that.</param>
    public sealed record Resume(RestartPolicy Policy, bool AfterPause = false) : JobCommand;

    /// <summary>Note that a run has settled a slot.</summary>
    /// <param name="Worker">The worker.</param>
    /// <param name="Run">The run.</param>
    public sealed record NoteProgress(WorkerId Worker, int Run) : JobCommand;

    /// <summary>Note that the process ends in good order.</summary>
    public sealed record Suspend : JobCommand;

    /// <summary>Redo what failed.</summary>
    /// <param name="Reason">The reason code of what to redo; null for all that failed.</param>
    public sealed record Reopen(string? Reason) : JobCommand;

    /// <summary>Take a chunk's account into the job's.</summary>
    /// <param name="Number">The chunk.</param>
    /// <param name="Tally">How its slots ended.</param>
    public sealed record SettleChunk(int Number, Tally Tally) : JobCommand;

    /// <summary>Take what became of duplicates into the account.</summary>
    /// <param name="Run">The run that dealt with them.</param>
    /// <param name="Found">How many there are.</param>
    /// <param name="Chunks">The chunks whose account changed.</param>
    public sealed record Deduplicate(int Run, DuplicateCounts Found, IReadOnlyList<DeduplicatedChunk> Chunks) : JobCommand;

    /// <summary>End early.</summary>
    public sealed record Cancel : JobCommand;

    /// <summary>End, for all work is done and its account is written (or could not be).</summary>
    public sealed record End : JobCommand;
}
