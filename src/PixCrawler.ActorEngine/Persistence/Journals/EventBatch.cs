namespace Akka.Persistence.Journals;

/// <summary>Events that are stored together or not at all, with consecutive sequence numbers.</summary>
public sealed class EventBatch
{
    /// <summary>Creates a batch.</summary>
    public EventBatch(string persistenceId, string writerUuid, long firstSequenceNr, IReadOnlyList<object> events, DateTimeOffset timestamp)
    {
        PersistenceId = persistenceId;
        WriterUuid = writerUuid;
        FirstSequenceNr = firstSequenceNr;
        Events = events;
        Timestamp = timestamp;
    }

    /// <summary>Whose events these are.</summary>
    public string PersistenceId { get; }

    /// <summary>Which incarnation wrote them; each instance of an actor has its own.</summary>
    public string WriterUuid { get; }

    /// <summary>The sequence number of the first event.</summary>
    public long FirstSequenceNr { get; }

    /// <summary>The sequence number of the last event.</summary>
    public long LastSequenceNr => FirstSequenceNr + Events.Count - 1;

    /// <summary>The events, at least one.</summary>
    public IReadOnlyList<object> Events { get; }

    /// <summary>When the actor persisted them, by the clock of its system.</summary>
    public DateTimeOffset Timestamp { get; }
}

/// <summary>An event with its sequence number.</summary>
/// <param name="SequenceNr">The sequence number, 1 for the first event of a persistence id.</param>
/// <param name="Event">The event.</param>
public readonly record struct StoredEvent(long SequenceNr, object Event);
