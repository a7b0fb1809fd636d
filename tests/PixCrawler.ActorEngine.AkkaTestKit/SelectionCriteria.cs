namespace Akka.Persistence;

/// <summary>What the storages of the embedded engine ask of criteria.</summary>
internal static class SelectionCriteria
{
    /// <summary>True when a snapshot is in the range.</summary>
    public static bool Takes(this SnapshotSelectionCriteria criteria, SnapshotMetadata metadata) =>
        metadata.SequenceNr <= criteria.MaxSequenceNr && metadata.SequenceNr >= criteria.MinSequenceNr
        && metadata.Timestamp <= criteria.MaxTimeStamp && metadata.Timestamp >= (criteria.MinTimestamp ?? DateTime.MinValue);
}
