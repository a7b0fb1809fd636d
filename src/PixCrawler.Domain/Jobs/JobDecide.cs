using System.Collections.Immutable;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Supervision;

namespace PixCrawler.Domain.Jobs;

/// <summary>What a job does about a command. Pure; a command that makes no sense in the state yields no events.</summary>
public static class JobDecide
{
    /// <summary>Decides.</summary>
    /// <param name="state">The state.</param>
    /// <param name="command">The command.</param>
    /// <param name="now">The time, for the events.</param>
    /// <returns>What happens, in order.</returns>
    public static ImmutableArray<IJobEvent> Decide(this JobState state, JobCommand command, DateTimeOffset now)
    {
        if (command is JobCommand.Reopen reopen)
            return Reopen(state, reopen.Reason, now);
        if (state.Status.IsTerminal() || (state.Specification is null && command is not JobCommand.Start))
            return [];
        return command switch
        {
            JobCommand.Start start => state.Specification is null
                ? [new JobStarted(state.Id, start.Specification, start.Validators, now)]
                : [],
            JobCommand.PlanChunk plan => Plan(state, plan, now),
            JobCommand.ExhaustSource exhaust => exhaust.Source == state.CurrentSource && !state.PlanComplete
                ? [new SourceExhausted(state.Id, exhaust.Source, exhaust.BadRows, now)]
                : [],
            JobCommand.BeginChunks begin => BeginChunks(state, begin.MaxOpenChunks, now),
            JobCommand.BeginRun begin => BeginRun(state, begin.Worker, now),
            JobCommand.BeginRuns begin => [.. begin.Workers.SelectMany(worker => BeginRun(state, worker, now))],
            JobCommand.Fail fail => Fail(state, fail, now),
            JobCommand.Resume resume => Resume(state, resume, now),
            JobCommand.NoteProgress progress => !state.Progressed && IsUnderWay(state, progress.Worker, progress.Run)
                ? [new RunProgressed(state.Id, progress.Worker, progress.Run, now)]
                : [],
            JobCommand.Suspend => state.IsSuspended ? [] : [new JobSuspended(state.Id, now)],
            JobCommand.SettleChunk settle => state.OpenChunks.Contains(settle.Number)
                ? [new ChunkSettled(state.Id, settle.Number, settle.Tally, now)]
                : [],
            JobCommand.Deduplicate deduplicate => Deduplicate(state, deduplicate, now),
            JobCommand.Cancel => state.CancelRequested ? [] : [new JobCancelRequested(state.Id, now)],
            JobCommand.End => state.WorkDone ? [End(state, now)] : [],
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "unknown command"),
        };
    }

    /// <summary>The reason code of slots whose chunk was never begun.</summary>
    public const string NotBegun = "not-begun";

    /// <summary>The reason code of what was given up because the process ended again and again.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>How the job ends if it ends now, with everything it planned in its account (failure-semantics E1).</summary>
    /// <param name="state">The state.</param>
    /// <returns>The status and the final tally.</returns>
    public static (JobStatus Status, Tally Tally) Outcome(this JobState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var tally = state.Tally.AddCancelled(state.PlannedSlots - state.Tally.Settled, NotBegun);
        var failed = tally.Failed > 0 || state.Problem is not null
            || state.Workers.Any(worker => worker.Value.IsGivenUp);
        var status = state.CancelRequested ? JobStatus.Cancelled
            : tally.Kept == 0 ? JobStatus.Failed
            : failed || tally.Cancelled > 0 ? JobStatus.Partial
            : JobStatus.Completed;
        return (status, tally);
    }

    private static ImmutableArray<IJobEvent> Plan(JobState state, JobCommand.PlanChunk plan, DateTimeOffset now) =>
        plan.Number == state.Chunks.Count && plan.Source == state.CurrentSource && !state.PlanComplete
            && plan.Slots > 0 && plan.Slots <= state.PlanBudget
            ?
            [
                new ChunkPlanned(state.Id, plan.Number, plan.Source, plan.Slots, plan.BadRows, now) { SourceHash = plan.SourceHash },
                // In one write: a run that died in between would count the rows at the list's end twice.
                .. plan.IsLast ? [new SourceExhausted(state.Id, plan.Source, 0, now)] : Array.Empty<IJobEvent>(),
            ]
            : [];

    private static ImmutableArray<IJobEvent> BeginChunks(JobState state, int maxOpenChunks, DateTimeOffset now)
    {
        if (state.StopsBeginning)
            return [];
        var room = Math.Max(0, maxOpenChunks - state.OpenChunks.Count);
        if (state.IsReopened)
        {
            return
            [
                .. state.Redo.Take(room).Select(number => new WorkerStarted(
                    state.Id, new WorkerId(WorkerKind.Chunk, number), state.Chunks[number].LastRun + 1, now)),
            ];
        }

        var count = Math.Min(room, state.Chunks.Count - state.NextChunk);
        return
        [
            .. Enumerable.Range(state.NextChunk, count)
                .Select(number => new WorkerStarted(state.Id, new WorkerId(WorkerKind.Chunk, number), 1, now)),
        ];
    }

    private static ImmutableArray<IJobEvent> BeginRun(JobState state, WorkerId worker, DateTimeOffset now)
    {
        if (!state.Workers.TryGetValue(worker, out var entry))
            return MayBegin(state, worker) ? [new WorkerStarted(state.Id, worker, 1, now)] : [];
        return entry.RestartDueAt is { } due && (due <= now || IsClosing(state, worker))
            ? [new WorkerStarted(state.Id, worker, entry.Run + 1, now)]
            : [];
    }

    // A chunk's first run comes from BeginChunks alone: a settled chunk is not known as a worker any more, and must not run again.
    private static bool MayBegin(JobState state, WorkerId worker) => worker.Kind switch
    {
        WorkerKind.Discovery => worker.Number == state.CurrentSource && !state.PlanComplete,
        WorkerKind.Validator => worker.Number >= 0 && worker.Number < state.Validators,
        WorkerKind.Deduplication => worker == JobState.Deduplication && state.WorkDone && state.NeedsDeduplication,
        WorkerKind.Packaging => worker == JobState.Packaging && state.WorkDone && !state.NeedsDeduplication,
        _ => false,
    };

    // Nobody waits for a cancelled job: the run that brings the account of duplicates to an end comes at once, and is the last.
    private static bool IsClosing(JobState state, WorkerId worker) => state.CancelRequested && worker == JobState.Deduplication;

    // A tally that does not account for each slot once is not taken in, whatever was written into the folder.
    private static ImmutableArray<IJobEvent> Deduplicate(JobState state, JobCommand.Deduplicate deduplicate, DateTimeOffset now) =>
        state.NeedsDeduplication && state.WorkDone && IsUnderWay(state, JobState.Deduplication, deduplicate.Run)
            ?
            [
                new DatasetDeduplicated(
                    state.Id,
                    deduplicate.Found,
                    [
                        .. deduplicate.Chunks.Where(chunk => chunk.Number >= 0 && chunk.Number < state.Chunks.Count
                            && state.Chunks[chunk.Number].Tally is { } before && before.Settled == chunk.Tally.Settled),
                    ],
                    now),
            ]
            : [];

    private static ImmutableArray<IJobEvent> Fail(JobState state, JobCommand.Fail fail, DateTimeOffset now)
    {
        if (!IsUnderWay(state, fail.Worker, fail.Run))
            return [];
        var entry = state.Workers[fail.Worker];
        // Without a validator another run of a chunk could settle nothing.
        var isFutile = fail.Worker.Kind == WorkerKind.Chunk && state.ValidatorsLost;
        var isLast = isFutile || IsClosing(state, fail.Worker);
        var isPause = fail.DiskIsFull && !isLast && fail.Cause.Kind == FailureKind.Infrastructure;
        DateTimeOffset? restartDueAt = isLast ? null
            : isPause ? now + fail.Policy.RestartDelay
            : fail.Policy.NextRunAt(fail.Cause, entry.RestartCount, now);
        return [new WorkerFailed(state.Id, fail.Worker, fail.Run, fail.Cause, restartDueAt, now) { IsPause = isPause }];
    }

    private static bool IsUnderWay(JobState state, WorkerId worker, int run) =>
        state.Workers.TryGetValue(worker, out var entry) && entry.Run == run && entry.IsRunning;

    // A validator's run ends with the process it lives in, whatever it was doing: the chunk's run is what is counted.
    private static ImmutableArray<IJobEvent> Resume(JobState state, JobCommand.Resume resume, DateTimeOffset now) =>
    [
        .. state.Workers.Where(worker => worker.Value.IsRunning && state.Needs(worker.Key)).Select(worker =>
        {
            var isCounted = !resume.AfterPause && !state.Progressed && worker.Key.Kind != WorkerKind.Validator;
            var cause = isCounted && worker.Value.RestartCount > resume.Policy.MaxRestarts ? Fruitless(worker.Value) : null;
            return new WorkerInterrupted(state.Id, worker.Key, worker.Value.Run, isCounted, cause, now);
        }),
    ];

    private static FailureCause Fruitless(JobWorker worker) => new(
        FailureKind.Transient, Interrupted, nameof(WorkerInterrupted),
        $"the process ended {worker.Fruitless + 1} times in a row before anything was settled");

    private static ImmutableArray<IJobEvent> Reopen(JobState state, string? reason, DateTimeOffset now)
    {
        if (!state.Status.IsTerminal())
            return [];
        int[] chunks =
        [
            .. Enumerable.Range(0, state.Chunks.Count).Where(number => state.Chunks[number].Tally is { Failed: > 0 } tally
                && (reason is null || tally.Reasons.ContainsKey(reason))),
        ];
        return chunks.Length == 0 ? [] : [new JobReopened(state.Id, chunks, reason, now)];
    }

    private static JobEnded End(JobState state, DateTimeOffset now)
    {
        var (status, tally) = state.Outcome();
        return new JobEnded(state.Id, status, tally, now);
    }
}
