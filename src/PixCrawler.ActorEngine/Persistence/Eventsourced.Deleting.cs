using Akka.Actor;

namespace Akka.Persistence;

// Snapshots and deletion: each answer is a message that follows.
public abstract partial class Eventsourced
{
    /// <inheritdoc />
    public void SaveSnapshot(object snapshot)
    {
        var metadata = new SnapshotMetadata(SnapshotterId, SnapshotSequenceNr, Context.System.Scheduler.Now.UtcDateTime);
        Pipe(
            () => Extension.Snapshots.SaveAsync(metadata, snapshot),
            new SaveSnapshotSuccess(metadata),
            cause => new SaveSnapshotFailure(metadata, cause));
    }

    /// <inheritdoc />
    public void DeleteSnapshot(long sequenceNr)
    {
        var metadata = new SnapshotMetadata(SnapshotterId, sequenceNr);
        Pipe(
            () => Extension.Snapshots.DeleteAsync(SnapshotterId, new SnapshotSelectionCriteria(sequenceNr, DateTime.MaxValue, sequenceNr)),
            new DeleteSnapshotSuccess(metadata),
            cause => new DeleteSnapshotFailure(metadata, cause));
    }

    /// <inheritdoc />
    public void DeleteSnapshots(SnapshotSelectionCriteria criteria) => Pipe(
        () => Extension.Snapshots.DeleteAsync(SnapshotterId, criteria),
        new DeleteSnapshotsSuccess(criteria),
        cause => new DeleteSnapshotsFailure(criteria, cause));

    /// <summary>
    /// Deletes the events up to and including a sequence number, which must have been handled; <see cref="long.MaxValue"/> stands for the
    /// last one handled. <see cref="DeleteMessagesSuccess"/> or <see cref="DeleteMessagesFailure"/> follows. Numbers are never used again.
    /// </summary>
    public void DeleteMessages(long toSequenceNr)
    {
        if (toSequenceNr != long.MaxValue && toSequenceNr > LastSequenceNr)
        {
            var tooHigh = new InvalidOperationException(
                $"toSequenceNr [{toSequenceNr}] must be less than or equal to LastSequenceNr [{LastSequenceNr}]");
            Self.Tell(new DeleteMessagesFailure(tooHigh, toSequenceNr), Self);
            return;
        }

        var last = Math.Min(toSequenceNr, LastSequenceNr);
        Pipe(
            () => Extension.Journal.DeleteToAsync(PersistenceId, last),
            new DeleteMessagesSuccess(toSequenceNr),
            cause => new DeleteMessagesFailure(cause, toSequenceNr));
    }

    private void Pipe(Func<ValueTask> start, object success, Func<Exception, object> failure)
    {
        ValueTask task;
        try
        {
            task = start();
        }
        catch (Exception cause)
        {
            task = ValueTask.FromException(cause);
        }

        task.PipeTo(Self, ActorRefs.NoSender, () => success, failure);
    }
}
