namespace Akka.Persistence.Journals;

/// <summary>Looks into a journal without an actor: which ids there are and what is stored under them, byte for byte.</summary>
public interface IJournalCatalog
{
    /// <summary>The ids that have ever stored an event (also when all are deleted since), in ordinal order.</summary>
    /// <param name="prefix">What they begin with; empty for all.</param>
    /// <param name="after">Only ids behind this one; empty to begin.</param>
    /// <param name="maxIds">The most wanted, at least 1. Fewer means that there are no more.</param>
    ValueTask<IReadOnlyList<string>> ReadPersistenceIdsAsync(string prefix, string after, int maxIds);

    /// <summary>The events of an id as they are stored. Fewer than <paramref name="maxEntries"/> means that there are no more.</summary>
    /// <param name="persistenceId">Whose events.</param>
    /// <param name="fromSequenceNr">The lowest sequence number wanted.</param>
    /// <param name="maxEntries">The most wanted, at least 1.</param>
    ValueTask<IReadOnlyList<JournalEntry>> ReadEntriesAsync(string persistenceId, long fromSequenceNr, int maxEntries);
}

/// <summary>An event as it is stored.</summary>
/// <param name="PersistenceId">Whose event.</param>
/// <param name="SequenceNr">Its sequence number.</param>
/// <param name="SerializerId">Which serializer wrote it.</param>
/// <param name="Manifest">What the serializer calls its type.</param>
/// <param name="Timestamp">When it was persisted, UTC.</param>
/// <param name="Payload">Its bytes.</param>
public sealed record JournalEntry(
    string PersistenceId, long SequenceNr, int SerializerId, string Manifest, DateTime Timestamp, ReadOnlyMemory<byte> Payload);
