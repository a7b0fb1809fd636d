using Akka.Actor;

namespace Akka.Persistence;

/// <summary>How an actor gets its state back.</summary>
public sealed class Recovery
{
    /// <summary>The latest snapshot and all events after it.</summary>
    public Recovery() : this(SnapshotSelectionCriteria.Latest) { }

    /// <summary>The latest of some snapshots and all events after it.</summary>
    public Recovery(SnapshotSelectionCriteria fromSnapshot) : this(fromSnapshot, long.MaxValue) { }

    /// <summary>The latest of some snapshots and the events after it, up to a sequence number.</summary>
    public Recovery(SnapshotSelectionCriteria fromSnapshot, long toSequenceNr) : this(fromSnapshot, toSequenceNr, long.MaxValue) { }

    /// <summary>The latest of some snapshots and the events after it, up to a sequence number and at most so many.</summary>
    public Recovery(SnapshotSelectionCriteria? fromSnapshot = null, long toSequenceNr = long.MaxValue, long replayMax = long.MaxValue)
    {
        FromSnapshot = fromSnapshot ?? SnapshotSelectionCriteria.Latest;
        ToSequenceNr = toSequenceNr;
        ReplayMax = replayMax;
    }

    /// <summary>The latest snapshot and all events after it.</summary>
    public static Recovery Default { get; } = new();

    /// <summary>No snapshot and no event; new events are still numbered after the stored ones.</summary>
    public static Recovery None { get; } = new(SnapshotSelectionCriteria.None, 0);

    /// <summary>The snapshots that may be used.</summary>
    public SnapshotSelectionCriteria FromSnapshot { get; }

    /// <summary>The last event to replay.</summary>
    public long ToSequenceNr { get; }

    /// <summary>The most events to replay.</summary>
    public long ReplayMax { get; }
}

/// <summary>The last message of a recovery: from here on the actor may persist and is sent commands.</summary>
public sealed class RecoveryCompleted
{
    private RecoveryCompleted() { }

    /// <summary>The message.</summary>
    public static RecoveryCompleted Instance { get; } = new();
}

/// <summary>The journal or the snapshot storage was silent for too long during a recovery. The actor stops.</summary>
public sealed class RecoveryTimedOutException : AkkaException
{
    /// <summary>Creates the exception.</summary>
    public RecoveryTimedOutException(string message, Exception? cause = null) : base(message, cause) { }
}
