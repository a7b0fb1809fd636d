using System.Collections.Immutable;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Exports;

namespace PixCrawler.Domain.Jobs;

/// <summary>A job's state: what its journal says, nothing else.</summary>
public sealed record JobState
{
    private static readonly ImmutableSortedDictionary<string, JobExport> NoExports =
        ImmutableSortedDictionary.Create<string, JobExport>(StringComparer.Ordinal);

    /// <summary>The job.</summary>
    public required JobId Id { get; init; }

    /// <summary>Where it stands.</summary>
    public JobStatus Status { get; init; } = JobStatus.Pending;

    /// <summary>What it is to do; null until it is accepted.</summary>
    public JobSpecification? Specification { get; init; }

    /// <summary>How many validators it starts.</summary>
    public int Validators { get; init; }

    /// <summary>The chunks by number.</summary>
    public ImmutableList<JobChunk> Chunks { get; init; } = [];

    /// <summary>The first chunk that has not been begun; chunks are begun in order.</summary>
    public int NextChunk { get; init; }

    /// <summary>Chunks that are begun and not settled.</summary>
    public ImmutableSortedSet<int> OpenChunks { get; init; } = [];

    /// <summary>The source being read; equal to the number of sources once all are exhausted.</summary>
    public int CurrentSource { get; init; }

    /// <summary>Candidates already taken from the current source.</summary>
    public int TakenFromSource { get; init; }

    /// <summary>The hash of the candidates taken from the current source; null before the first.</summary>
    public string? TakenHash { get; init; }

    /// <summary>Slots planned so far.</summary>
    public int PlannedSlots { get; init; }

    /// <summary>Rows without a URL so far.</summary>
    public int BadRows { get; init; }

    /// <summary>Every worker that ever ran, but for settled chunks without a failure.</summary>
    public ImmutableSortedDictionary<WorkerId, JobWorker> Workers { get; init; } = ImmutableSortedDictionary<WorkerId, JobWorker>.Empty;

    /// <summary>Worker restarts so far.</summary>
    public int Restarts { get; init; }

    /// <summary>Whether anything was achieved since the process began.</summary>
    public bool Progressed { get; init; }

    /// <summary>Whether the process ended in good order and nothing has been begun since.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>Whether it had ended and goes on with what failed: nothing more is planned.</summary>
    public bool IsReopened { get; init; }

    /// <summary>The reason code of the slots to redo; null for all failed ones.</summary>
    public string? RedoReason { get; init; }

    /// <summary>Chunks that are to be begun anew, and are not yet.</summary>
    public ImmutableSortedSet<int> Redo { get; init; } = [];

    /// <summary>Whether images that are there twice have been dealt with since the last chunk was settled.</summary>
    public bool IsDeduplicated { get; init; }

    /// <summary>How many images are there twice; null until that was looked for.</summary>
    public DuplicateCounts? Duplicates { get; init; }

    /// <summary>How the slots of the settled chunks ended.</summary>
    public Tally Tally { get; init; } = Tally.Empty;

    /// <summary>Its exports by name; they begin and end whatever the job does.</summary>
    public ImmutableSortedDictionary<string, JobExport> Exports
    {
        get;
        // What was read from a snapshot has lost its order, and an old snapshot has none of it.
        init => field = value is null or { Count: 0 } ? NoExports : value.WithComparers(StringComparer.Ordinal);
    } = NoExports;

    /// <summary>Whether an export has not ended.</summary>
    public bool IsExporting => Exports.Values.Any(export => export.IsOpen);

    /// <summary>Whether the caller wants it to end.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether no more chunks will be planned.</summary>
    public bool PlanComplete =>
        Specification is not null
        && (CancelRequested || IsReopened || Problem is not null || CurrentSource >= Specification.Sources.Count);

    /// <summary>Whether the job cannot be carried on, and why: its list cannot be read or it has no validators left.</summary>
    public FailureCause? Problem =>
        Workers.Where(worker => worker.Key.Kind == WorkerKind.Discovery && worker.Value.IsGivenUp)
            .Select(worker => worker.Value.Cause).FirstOrDefault()
        ?? (ValidatorsLost ? Workers.Last(worker => worker.Key.Kind == WorkerKind.Validator).Value.Cause : null);

    /// <summary>Whether every validator failed for good.</summary>
    public bool ValidatorsLost => Validators > 0
        && Workers.Count(worker => worker.Key.Kind == WorkerKind.Validator && worker.Value.IsGivenUp) == Validators;

    /// <summary>Slots that may still be planned.</summary>
    public int PlanBudget => (Specification?.MaxUrls ?? int.MaxValue) - PlannedSlots;

    /// <summary>Whether all chunks that will be begun are settled.</summary>
    public bool WorkDone => PlanComplete && OpenChunks.IsEmpty
        && (StopsBeginning || (Redo.IsEmpty && (IsReopened || NextChunk == Chunks.Count)));

    /// <summary>
    /// Whether images that are there twice are still to be dealt with. A cancelled job does not begin with it; what was begun is brought
    /// to an end, for the manifests may have changed already.
    /// </summary>
    public bool NeedsDeduplication => Specification?.Deduplication is { Mode: not DuplicateMode.Off } && !IsDeduplicated
        && (Workers.TryGetValue(Deduplication, out var worker) ? !worker.IsGivenUp : !CancelRequested);

    /// <summary>The worker that deals with images that are there twice.</summary>
    public static WorkerId Deduplication { get; } = new(WorkerKind.Deduplication, 0);

    /// <summary>The worker that writes the account of the whole dataset.</summary>
    public static WorkerId Packaging { get; } = new(WorkerKind.Packaging, 0);

    /// <summary>What comes next once the work is done.</summary>
    public WorkerId Finisher => NeedsDeduplication ? Deduplication : Packaging;

    /// <summary>Whether nothing new is begun because the disk is full.</summary>
    public bool IsPaused => !CancelRequested && Workers.Values.Any(worker => worker.IsPaused);

    /// <summary>Whether chunks that are not begun stay so.</summary>
    public bool StopsBeginning => CancelRequested || ValidatorsLost;

    /// <summary>Chunks given up after their restarts.</summary>
    public int ChunksFailed => Workers.Count(worker => worker.Key.Kind == WorkerKind.Chunk && worker.Value.IsGivenUp);

    /// <summary>Whether a worker has something to do still; one that read an exhausted list, for example, has not.</summary>
    /// <param name="worker">The worker.</param>
    /// <returns>Whether its run would be missed.</returns>
    public bool Needs(WorkerId worker) => worker.Kind switch
    {
        WorkerKind.Discovery => worker.Number == CurrentSource && !PlanComplete,
        WorkerKind.Chunk => OpenChunks.Contains(worker.Number),
        WorkerKind.Deduplication => NeedsDeduplication,
        _ => true,
    };

    /// <summary>The state before anything happened.</summary>
    /// <param name="id">The job.</param>
    /// <returns>An empty state.</returns>
    public static JobState New(JobId id) => new() { Id = id };
}
