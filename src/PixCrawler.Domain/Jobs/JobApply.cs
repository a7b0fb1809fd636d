using System.Collections.Immutable;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Exports;

namespace PixCrawler.Domain.Jobs;

/// <summary>How a job's events change its state. Pure and total over the job's events.</summary>
public static class JobApply
{
    /// <summary>The state after one more event.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="jobEvent">What happened.</param>
    /// <returns>The state after.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The event is of a kind this version does not know.</exception>
    public static JobState Apply(this JobState state, IJobEvent jobEvent) => jobEvent switch
    {
        JobStarted started => state with
        {
            Status = JobStatus.Running,
            Specification = started.Specification,
            Validators = started.Validators,
            StartedAt = started.At,
        },
        ChunkPlanned planned => Progress(state) with
        {
            Chunks = state.Chunks.Add(new JobChunk(planned.Slots, ChunkPhase.Planned)),
            PlannedSlots = state.PlannedSlots + planned.Slots,
            TakenFromSource = state.TakenFromSource + planned.Slots,
            TakenHash = planned.SourceHash,
            BadRows = state.BadRows + planned.BadRows,
        },
        SourceExhausted exhausted => Progress(state) with
        {
            CurrentSource = exhausted.Source + 1,
            TakenFromSource = 0,
            TakenHash = null,
            BadRows = state.BadRows + exhausted.BadRows,
        },
        WorkerStarted started => StartWorker(state, started),
        WorkerFailed failed => FailWorker(state, failed),
        WorkerInterrupted interrupted => Interrupt(state, interrupted),
        RunProgressed => Progress(state),
        JobSuspended suspended => Suspend(state, suspended),
        ChunkSettled settled => SettleChunk(state, settled),
        DatasetDeduplicated deduplicated => Deduplicate(state, deduplicated),
        JobCancelRequested => state with { CancelRequested = true },
        JobEnded ended => state with { Status = ended.Status, Tally = ended.Tally, EndedAt = ended.At },
        JobReopened reopened => Reopen(state, reopened),
        IExportEvent exportEvent => state with { Exports = state.Exports.Apply(exportEvent) },
        _ => throw new ArgumentOutOfRangeException(nameof(jobEvent), jobEvent, "unknown event"),
    };

    private static JobState StartWorker(JobState state, WorkerStarted started)
    {
        var before = state.Workers.GetValueOrDefault(started.Worker);
        var after = state with
        {
            IsSuspended = false,
            Workers = state.Workers.SetItem(
                started.Worker,
                new JobWorker(started.Run)
                {
                    Uncounted = state.Workers.ContainsKey(started.Worker) ? before.Uncounted : started.Run - 1,
                    Fruitless = before.Fruitless,
                }),
            Restarts = state.Restarts + (before.Cause is not null && !before.IsPaused ? 1 : 0),
        };
        return started.Worker.Kind != WorkerKind.Chunk ? after : StartChunk(after, started.Worker.Number, started.Run);
    }

    private static JobState StartChunk(JobState state, int number, int run)
    {
        var started = WithPhase(state, number, ChunkPhase.Running) with
        {
            NextChunk = Math.Max(state.NextChunk, number + 1),
            OpenChunks = state.OpenChunks.Add(number),
        };
        if (!state.Redo.Contains(number))
            return started;
        // From here on it speaks for itself again.
        var chunks = started.Chunks.SetItem(number, started.Chunks[number] with { ReopenedRun = run });
        return started with
        {
            Redo = state.Redo.Remove(number),
            Chunks = chunks,
            Tally = Sum(chunks, started.OpenChunks),
        };
    }

    private static JobState Interrupt(JobState state, WorkerInterrupted interrupted)
    {
        var entry = Ended(state.Workers.GetValueOrDefault(interrupted.Worker), interrupted.At) with
        {
            Cause = interrupted.Cause,
            RestartDueAt = interrupted.Cause is null ? interrupted.At : null,
        };
        entry = interrupted.IsCounted
            ? entry with { Fruitless = entry.Fruitless + 1 }
            : entry with { Uncounted = entry.Uncounted + 1 };
        var after = state with { Progressed = false, Workers = state.Workers.SetItem(interrupted.Worker, entry) };
        if (interrupted.Worker.Kind != WorkerKind.Chunk)
            return after;
        return interrupted.Cause is null
            ? WithPhase(after, interrupted.Worker.Number, ChunkPhase.Restarting)
            : WithPhase(after, interrupted.Worker.Number, ChunkPhase.GivenUp, interrupted.Cause);
    }

    private static JobState Suspend(JobState state, JobSuspended suspended)
    {
        var after = state with { Progressed = false, IsSuspended = true };
        foreach (var (worker, entry) in state.Workers.Where(worker => worker.Value.IsRunning && state.Needs(worker.Key)))
        {
            after = after with
            {
                Workers = after.Workers.SetItem(worker, Ended(entry, suspended.At) with { Uncounted = entry.Uncounted + 1 }),
            };
            if (worker.Kind == WorkerKind.Chunk)
                after = WithPhase(after, worker.Number, ChunkPhase.Restarting);
        }

        return after;
    }

    // Nothing is wrong with it: its next run is due.
    private static JobWorker Ended(JobWorker worker, DateTimeOffset at) => worker with { RestartDueAt = at, Cause = null, IsPaused = false };

    private static JobState Progress(JobState state) => state.Progressed ? state : state with
    {
        Progressed = true,
        Workers = state.Workers.SetItems(state.Workers.Where(worker => worker.Value.Fruitless > 0).Select(worker => KeyValuePair.Create(
            worker.Key,
            worker.Value with { Uncounted = worker.Value.Uncounted + worker.Value.Fruitless, Fruitless = 0 }))),
    };

    private static JobState Reopen(JobState state, JobReopened reopened)
    {
        var chunks = state.Chunks.ToBuilder();
        foreach (var number in reopened.Chunks)
            chunks[number] = chunks[number] with { Phase = ChunkPhase.Planned, Failure = null };
        return state with
        {
            Status = JobStatus.Running,
            EndedAt = null,
            CancelRequested = false,
            IsReopened = true,
            IsDeduplicated = false,
            RedoReason = reopened.Reason,
            Redo = [.. reopened.Chunks],
            Chunks = chunks.ToImmutable(),
            Tally = Sum(state.Chunks, []),
            // A list that could not be read is still a reason why the dataset is not whole.
            Workers = state.Workers.RemoveRange(state.Workers
                .Where(worker => worker.Key.Kind != WorkerKind.Discovery || !worker.Value.IsGivenUp).Select(worker => worker.Key)),
        };
    }

    private static JobState Deduplicate(JobState state, DatasetDeduplicated deduplicated)
    {
        var chunks = state.Chunks.ToBuilder();
        foreach (var (number, tally) in deduplicated.Chunks)
            chunks[number] = chunks[number] with { Tally = tally };
        var after = chunks.ToImmutable();
        return Progress(state) with
        {
            IsDeduplicated = true,
            // Its run is over; a failure that comes late is nobody's.
            Workers = Progress(state).Workers.Remove(JobState.Deduplication),
            Duplicates = deduplicated.Found,
            Chunks = after,
            Tally = Sum(after, state.OpenChunks),
        };
    }

    private static Tally Sum(ImmutableList<JobChunk> chunks, ImmutableSortedSet<int> except) => chunks
        .Where((chunk, number) => chunk.Tally is not null && !except.Contains(number))
        .Aggregate(Tally.Empty, (sum, chunk) => sum.Add(chunk.Tally!));

    private static JobState FailWorker(JobState state, WorkerFailed failed)
    {
        var before = state.Workers.GetValueOrDefault(failed.Worker);
        var worker = before with
        {
            Run = failed.Run,
            RestartDueAt = failed.RestartDueAt,
            Cause = failed.Cause,
            Uncounted = before.Uncounted + (failed.IsPause ? 1 : 0),
            IsPaused = failed.IsPause,
        };
        var after = state with { Workers = state.Workers.SetItem(failed.Worker, worker) };
        if (failed.Worker.Kind != WorkerKind.Chunk)
            return after;
        return failed.RestartDueAt is null
            ? WithPhase(after, failed.Worker.Number, ChunkPhase.GivenUp, failed.Cause)
            : WithPhase(after, failed.Worker.Number, ChunkPhase.Restarting);
    }

    private static JobState SettleChunk(JobState state, ChunkSettled settled)
    {
        if (state.Chunks[settled.Number].Phase == ChunkPhase.Settled)
            return state;
        var worker = new WorkerId(WorkerKind.Chunk, settled.Number);
        var isKnown = state.Workers.TryGetValue(worker, out var entry);
        var chunk = state.Chunks[settled.Number];
        return Progress(state) with
        {
            Chunks = state.Chunks.SetItem(settled.Number, chunk with
            {
                Phase = ChunkPhase.Settled,
                Tally = settled.Tally,
                // One more than the worker's: a run that only closes has no event.
                LastRun = (isKnown ? entry.Run : chunk.LastRun) + 1,
            }),
            OpenChunks = state.OpenChunks.Remove(settled.Number),
            Tally = state.Tally.Add(settled.Tally),
            Workers = isKnown && !entry.IsGivenUp ? Progress(state).Workers.Remove(worker) : Progress(state).Workers,
        };
    }

    private static JobState WithPhase(JobState state, int chunk, ChunkPhase phase, FailureCause? failure = null) => state with
    {
        Chunks = state.Chunks.SetItem(chunk, state.Chunks[chunk] with { Phase = phase, Failure = failure }),
    };
}
