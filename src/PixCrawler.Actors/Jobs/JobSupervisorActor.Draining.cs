using Akka.Actor;
using Akka.Persistence;
using PixCrawler.Actors.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Jobs;

namespace PixCrawler.Actors.Jobs;

/// <summary>How a job comes to rest when its process ends in good order, and how its state is saved now and then.</summary>
internal sealed partial class JobSupervisorActor
{
    private HashSet<int>? _draining;
    private long _lastSnapshot;
    private long _snapshotBefore;

    private void Drain()
    {
        if (_draining is not null || _exportsSuspended)
            return;
        SuspendExports(DrainJob);
    }

    private void DrainJob()
    {
        // A job that does not go on in this process has nothing under way.
        if (_state.Specification is null || _state.Status.IsTerminal() || !_services.Options.GoesOnWithJobs)
        {
            Context.Parent.Tell(JobDrained.Instance);
            return;
        }

        _draining = [.. _chunks.Keys];
        LogDraining();
        Timers.CancelAll();
        Timers.StartSingleTimer(nameof(DrainDue), DrainDue.Instance, _services.Options.DrainTime);
        if (_discovery is not null)
            StopWorker(_discovery);
        foreach (var chunk in _chunks.Values)
            chunk.Tell(DrainChunk.Instance);
        if (_isResuming)
            AskAllFigures();
        SuspendWhenDrained();
    }

    private void CutOff()
    {
        foreach (var number in _draining!)
        {
            if (_chunks.TryGetValue(number, out var chunk))
                chunk.Tell(CutChunk.Instance);
        }

        if (_unknown.Count == 0)
            return;
        _unknown.Clear();
        SuspendWhenDrained();
    }

    private void ChunkIsDrained(int number)
    {
        if (_draining is { } draining && draining.Remove(number))
            SuspendWhenDrained();
    }

    private void SuspendWhenDrained()
    {
        if (_draining is { Count: 0 } && _unknown.Count == 0)
            Carry(new JobCommand.Suspend(), Rest);
    }

    private void Rest()
    {
        LogSuspended();
        AnswerAll();
        Context.Parent.Tell(new LastReport(Report()));
        Context.Parent.Tell(JobDrained.Instance);
        Context.Stop(Self);
    }

    private void SaveSnapshotNowAndThen()
    {
        if (LastSequenceNr - _lastSnapshot < _services.Options.SnapshotEvents)
            return;
        _lastSnapshot = LastSequenceNr;
        SaveSnapshot(_state);
    }

    // The one before is kept, should the new one turn out not to be readable.
    private void PruneSnapshots(long saved)
    {
        if (_snapshotBefore > 1)
            DeleteSnapshots(new SnapshotSelectionCriteria(_snapshotBefore - 1));
        _snapshotBefore = saved;
    }

    private sealed record DrainDue
    {
        public static DrainDue Instance { get; } = new();
    }
}
