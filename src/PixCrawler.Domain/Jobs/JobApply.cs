using PixCrawler.Contracts.Jobs;

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
        ChunkPlanned planned => state with
        {
            Chunks = state.Chunks.Add(new JobChunk(planned.Slots, ChunkPhase.Planned)),
            PlannedSlots = state.PlannedSlots + planned.Slots,
            TakenFromSource = state.TakenFromSource + planned.Slots,
            BadRows = state.BadRows + planned.BadRows,
        },
        SourceExhausted exhausted => state with
        {
            CurrentSource = exhausted.Source + 1,
            TakenFromSource = 0,
            BadRows = state.BadRows + exhausted.BadRows,
        },
        WorkerStarted started => StartWorker(state, started),
        WorkerFailed failed => FailWorker(state, failed),
        ChunkSettled settled => SettleChunk(state, settled),
        JobCancelRequested => state with { CancelRequested = true },
        JobEnded ended => state with { Status = ended.Status, Tally = ended.Tally, EndedAt = ended.At },
        _ => throw new ArgumentOutOfRangeException(nameof(jobEvent), jobEvent, "unknown event"),
    };

    private static JobState StartWorker(JobState state, WorkerStarted started)
    {
        var before = state.Workers.GetValueOrDefault(started.Worker);
        var after = state with
        {
            Workers = state.Workers.SetItem(started.Worker, new JobWorker(started.Run) { Pauses = before.Pauses }),
            Restarts = state.Restarts + (started.Run > 1 && !before.IsPaused ? 1 : 0),
        };
        return started.Worker.Kind != WorkerKind.Chunk
            ? after
            : WithPhase(after, started.Worker.Number, ChunkPhase.Running) with
            {
                NextChunk = Math.Max(state.NextChunk, started.Worker.Number + 1),
                OpenChunks = state.OpenChunks.Add(started.Worker.Number),
            };
    }

    private static JobState FailWorker(JobState state, WorkerFailed failed)
    {
        var worker = new JobWorker(failed.Run, failed.RestartDueAt, failed.Cause)
        {
            Pauses = state.Workers.GetValueOrDefault(failed.Worker).Pauses + (failed.IsPause ? 1 : 0),
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
        return WithPhase(state, settled.Number, ChunkPhase.Settled, state.Chunks[settled.Number].Failure) with
        {
            OpenChunks = state.OpenChunks.Remove(settled.Number),
            Tally = state.Tally.Add(settled.Tally),
            Workers = state.Workers.TryGetValue(worker, out var entry) && !entry.IsGivenUp
                ? state.Workers.Remove(worker)
                : state.Workers,
        };
    }

    private static JobState WithPhase(JobState state, int chunk, ChunkPhase phase, FailureCause? failure = null) => state with
    {
        Chunks = state.Chunks.SetItem(chunk, state.Chunks[chunk] with { Phase = phase, Failure = failure }),
    };
}
