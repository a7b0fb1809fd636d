namespace Akka.Persistence;

/// <summary>Something whose events are kept under a name of its own.</summary>
public interface IPersistentIdentity
{
    /// <summary>The name. It must be unique and stay the same for ever.</summary>
    string PersistenceId { get; }
}

/// <summary>Something that says how it recovers.</summary>
public interface IPersistenceRecovery
{
    /// <summary>Asked once, when a recovery begins.</summary>
    Recovery Recovery { get; }
}

/// <summary>Something that makes snapshots of itself.</summary>
public interface ISnapshotter
{
    /// <summary>The name its snapshots are kept under.</summary>
    string SnapshotterId { get; }

    /// <summary>The last event that a snapshot made now contains.</summary>
    long SnapshotSequenceNr { get; }

    /// <summary>Stores a snapshot; <see cref="SaveSnapshotSuccess"/> or <see cref="SaveSnapshotFailure"/> follows.</summary>
    void SaveSnapshot(object snapshot);

    /// <summary>Deletes a snapshot; <see cref="DeleteSnapshotSuccess"/> or <see cref="DeleteSnapshotFailure"/> follows.</summary>
    void DeleteSnapshot(long sequenceNr);

    /// <summary>Deletes snapshots; <see cref="DeleteSnapshotsSuccess"/> or <see cref="DeleteSnapshotsFailure"/> follows.</summary>
    void DeleteSnapshots(SnapshotSelectionCriteria criteria);
}
