namespace Akka.Persistence;

/// <summary>A snapshot has been stored.</summary>
public sealed record SaveSnapshotSuccess
{
    /// <summary>Creates the message.</summary>
    public SaveSnapshotSuccess(SnapshotMetadata metadata) => Metadata = metadata;

    /// <summary>The snapshot.</summary>
    public SnapshotMetadata Metadata { get; }
}

/// <summary>A snapshot has not been stored.</summary>
public sealed record SaveSnapshotFailure
{
    /// <summary>Creates the message.</summary>
    public SaveSnapshotFailure(SnapshotMetadata metadata, Exception cause)
    {
        Metadata = metadata;
        Cause = cause;
    }

    /// <summary>The snapshot.</summary>
    public SnapshotMetadata Metadata { get; }

    /// <summary>Why.</summary>
    public Exception Cause { get; }
}

/// <summary>A snapshot has been deleted.</summary>
public sealed record DeleteSnapshotSuccess
{
    /// <summary>Creates the message.</summary>
    public DeleteSnapshotSuccess(SnapshotMetadata metadata) => Metadata = metadata;

    /// <summary>The snapshot.</summary>
    public SnapshotMetadata Metadata { get; }
}

/// <summary>A snapshot has not been deleted.</summary>
public sealed record DeleteSnapshotFailure
{
    /// <summary>Creates the message.</summary>
    public DeleteSnapshotFailure(SnapshotMetadata metadata, Exception cause)
    {
        Metadata = metadata;
        Cause = cause;
    }

    /// <summary>The snapshot.</summary>
    public SnapshotMetadata Metadata { get; }

    /// <summary>Why.</summary>
    public Exception Cause { get; }
}

/// <summary>Snapshots have been deleted.</summary>
public sealed record DeleteSnapshotsSuccess
{
    /// <summary>Creates the message.</summary>
    public DeleteSnapshotsSuccess(SnapshotSelectionCriteria criteria) => Criteria = criteria;

    /// <summary>The snapshots.</summary>
    public SnapshotSelectionCriteria Criteria { get; }
}

/// <summary>Snapshots have not been deleted.</summary>
public sealed record DeleteSnapshotsFailure
{
    /// <summary>Creates the message.</summary>
    public DeleteSnapshotsFailure(SnapshotSelectionCriteria criteria, Exception cause)
    {
        Criteria = criteria;
        Cause = cause;
    }

    /// <summary>The snapshots.</summary>
    public SnapshotSelectionCriteria Criteria { get; }

    /// <summary>Why.</summary>
    public Exception Cause { get; }
}
