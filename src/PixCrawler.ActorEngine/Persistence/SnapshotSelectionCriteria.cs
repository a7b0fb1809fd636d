namespace Akka.Persistence;

/// <summary>Selects snapshots by sequence number and time; all bounds belong to the range.</summary>
public sealed record SnapshotSelectionCriteria
{
    /// <summary>Selects by sequence number and time.</summary>
    public SnapshotSelectionCriteria(long maxSequenceNr, DateTime maxTimeStamp, long minSequenceNr = 0, DateTime? minTimestamp = null)
    {
        MaxSequenceNr = maxSequenceNr;
        MaxTimeStamp = maxTimeStamp;
        MinSequenceNr = minSequenceNr;
        MinTimestamp = minTimestamp ?? DateTime.MinValue;
    }

    /// <summary>Selects by the highest sequence number.</summary>
    public SnapshotSelectionCriteria(long maxSequenceNr) : this(maxSequenceNr, DateTime.MaxValue) { }

    /// <summary>Takes every snapshot.</summary>
    public static SnapshotSelectionCriteria Latest { get; } = new(long.MaxValue);

    /// <summary>Takes no snapshot.</summary>
    public static SnapshotSelectionCriteria None { get; } = new(0, DateTime.MinValue);

    /// <summary>The highest sequence number.</summary>
    public long MaxSequenceNr { get; }

    /// <summary>The latest time, UTC.</summary>
    public DateTime MaxTimeStamp { get; }

    /// <summary>The lowest sequence number.</summary>
    public long MinSequenceNr { get; }

    /// <summary>The earliest time, UTC.</summary>
    public DateTime? MinTimestamp { get; }

    /// <summary>True when a snapshot is in the range.</summary>
    internal bool Takes(SnapshotMetadata metadata) =>
        metadata.SequenceNr <= MaxSequenceNr && metadata.SequenceNr >= MinSequenceNr &&
        metadata.Timestamp <= MaxTimeStamp && metadata.Timestamp >= MinTimestamp;

    internal SnapshotSelectionCriteria UpTo(long toSequenceNr) =>
        toSequenceNr >= MaxSequenceNr ? this : new SnapshotSelectionCriteria(toSequenceNr, MaxTimeStamp, MinSequenceNr, MinTimestamp);
}
