using Akka.Event;

namespace Akka.Persistence;

// Getting the state back: the snapshot, the highest sequence number, then page after page of events up to it. The number is read before
// the events: what another incarnation adds meanwhile is not replayed, and then its number collides with the first event of this one.
public abstract partial class Eventsourced
{
    private long _leftToReplay;
    private long _highestStored;

    /// <summary>Called when all events are replayed, before <see cref="RecoveryCompleted"/>.</summary>
    protected virtual void OnReplaySuccess() { }

    /// <summary>
    /// Called when the recovery failed; the actor is stopped afterwards, whatever this does. Logs an error.
    /// </summary>
    /// <param name="reason">The failure of the journal, of the snapshot storage or of the handler.</param>
    /// <param name="message">What was being handled, or null.</param>
    protected virtual void OnRecoveryFailure(Exception reason, object? message = null)
    {
        if (message is null)
            Log.Error(
                reason,
                "Persistence failure when replaying events for persistenceId [{0}]. Last known sequence number [{1}]",
                PersistenceId, LastSequenceNr);
        else
            Log.Error(
                reason,
                "Exception in ReceiveRecover when replaying event type [{0}] with sequence number [{1}] for persistenceId [{2}]",
                message.GetType(), LastSequenceNr, PersistenceId);
    }

    private void BeginRecovery()
    {
        if (string.IsNullOrEmpty(PersistenceId))
            throw new ArgumentException($"PersistenceId is [null] or empty for PersistentActor [{Self.Path}]");
        _cell.HoldUserMessages(true);
        var recovery = Recovery;
        _leftToReplay = recovery.ReplayMax;
        if (recovery.FromSnapshot == SnapshotSelectionCriteria.None) FindHighest(recovery);
        else
            Await(
                () => Extension.Snapshots.LoadAsync(SnapshotterId, recovery.FromSnapshot.UpTo(recovery.ToSequenceNr)),
                selected =>
                {
                    if (selected is null || TryReplay(new SnapshotOffer(selected.Metadata, selected.Snapshot), selected.Metadata.SequenceNr))
                        FindHighest(recovery);
                });
    }

    private void FindHighest(Recovery recovery) => Await(
        () => Extension.Journal.ReadHighestSequenceNrAsync(PersistenceId),
        highest =>
        {
            _highestStored = Math.Max(highest, LastSequenceNr);
            ReplayTo(Math.Min(highest, recovery.ToSequenceNr));
        });

    private void ReplayTo(long toSequenceNr)
    {
        var max = (int)Math.Min(Extension.Settings.ReplayPageEvents, _leftToReplay);
        if (LastSequenceNr >= toSequenceNr || max <= 0)
        {
            CompleteRecovery();
            return;
        }

        Await(
            () => Extension.Journal.ReadAsync(PersistenceId, LastSequenceNr + 1, toSequenceNr, max),
            page =>
            {
                foreach (var stored in page)
                    if (!TryReplay(stored.Event, stored.SequenceNr)) return;
                _leftToReplay -= page.Count;
                if (page.Count < max) CompleteRecovery();
                else ReplayTo(toSequenceNr);
            });
    }

    private bool TryReplay(object message, long sequenceNr)
    {
        LastSequenceNr = sequenceNr;
        try
        {
            base.AroundReceive(ReceiveRecover, message);
            return true;
        }
        catch (Exception cause)
        {
            FailRecovery(cause, message);
            return false;
        }
    }

    private void CompleteRecovery()
    {
        EndRecoveryTimeout();
        OnReplaySuccess();
        LastSequenceNr = _sequenceNr = _highestStored;
        IsRecovering = false;
        try
        {
            base.AroundReceive(ReceiveRecover, RecoveryCompleted.Instance);
        }
        finally
        {
            EndTurn();
        }
    }

    private void FailRecovery(Exception reason, object? message)
    {
        EndRecoveryTimeout();
        try
        {
            OnRecoveryFailure(reason, message);
        }
        finally
        {
            StopForGood();
        }
    }

    // Nothing more is handled: user messages are held until the end makes dead letters of them, replies are not awaited any more.
    private void StopForGood()
    {
        _awaited = null;
        _cell.HoldUserMessages(true);
        Context.Stop(Self);
    }
}
