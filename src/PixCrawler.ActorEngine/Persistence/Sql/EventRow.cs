namespace Akka.Persistence.Sql;

/// <summary>An event on its way into the table <c>journal</c>.</summary>
internal readonly record struct EventRow(
    string PersistenceId, long SequenceNr, byte[] Message, string Manifest, int Identifier, long CreatedTicks, string WriterUuid);

/// <summary>A snapshot on its way into the table <c>snapshot</c>.</summary>
internal sealed record SnapshotRow(SnapshotMetadata Metadata, byte[] Snapshot, string Manifest, int Identifier);

/// <summary>A sequence number that is to be written is not above those that are stored.</summary>
internal sealed class SequenceTakenException(long highest) : Exception("The sequence number is taken.")
{
    public long Highest => highest;
}
