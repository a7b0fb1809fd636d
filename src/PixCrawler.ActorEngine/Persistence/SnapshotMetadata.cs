namespace Akka.Persistence;

/// <summary>Whose snapshot it is, which events it contains, and when it was made.</summary>
public sealed record SnapshotMetadata
{
    /// <summary>Names a snapshot without a time.</summary>
    public SnapshotMetadata(string persistenceId, long sequenceNr) : this(persistenceId, sequenceNr, DateTime.MinValue) { }

    /// <summary>Names a snapshot.</summary>
    public SnapshotMetadata(string persistenceId, long sequenceNr, DateTime timestamp)
    {
        PersistenceId = persistenceId;
        SequenceNr = sequenceNr;
        Timestamp = timestamp;
    }

    /// <summary>Orders by persistence id, sequence number and time.</summary>
    public static IComparer<SnapshotMetadata> Comparer { get; } = Comparer<SnapshotMetadata>.Create(static (a, b) =>
        string.CompareOrdinal(a.PersistenceId, b.PersistenceId) is var byId && byId != 0 ? byId
        : a.SequenceNr != b.SequenceNr ? a.SequenceNr.CompareTo(b.SequenceNr)
        : a.Timestamp.CompareTo(b.Timestamp));

    /// <summary>Whose snapshot it is.</summary>
    public string PersistenceId { get; }

    /// <summary>The sequence number of the last event in it.</summary>
    public long SequenceNr { get; }

    /// <summary>When it was made, UTC.</summary>
    public DateTime Timestamp { get; }
}

/// <summary>A snapshot as a storage found it.</summary>
public sealed record SelectedSnapshot
{
    /// <summary>Creates it.</summary>
    public SelectedSnapshot(SnapshotMetadata metadata, object snapshot)
    {
        Metadata = metadata;
        Snapshot = snapshot;
    }

    /// <summary>What it is.</summary>
    public SnapshotMetadata Metadata { get; }

    /// <summary>The state.</summary>
    public object Snapshot { get; }
}

/// <summary>The first message of a recovery that begins with a snapshot.</summary>
public sealed record SnapshotOffer
{
    /// <summary>Creates the message.</summary>
    public SnapshotOffer(SnapshotMetadata metadata, object snapshot)
    {
        Metadata = metadata;
        Snapshot = snapshot;
    }

    /// <summary>What it is.</summary>
    public SnapshotMetadata Metadata { get; }

    /// <summary>The state.</summary>
    public object Snapshot { get; }
}
