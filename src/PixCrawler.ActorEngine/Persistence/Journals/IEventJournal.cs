namespace Akka.Persistence.Journals;

/// <summary>
/// Where events are kept. Persistent actors call it directly, from any thread, one write at a time for each actor; the tasks may complete
/// on any thread. Whatever completes them also decides when an actor goes on, so a journal under simulation decides the schedule.
/// A journal that is <see cref="IDisposable"/> is disposed when its actor system has terminated.
/// </summary>
public interface IEventJournal
{
    /// <summary>
    /// Stores batches of one persistence id in their order. Each batch is stored whole or not at all.
    /// </summary>
    /// <param name="batches">
    /// One for each <c>Persist</c> or <c>PersistAll</c>, at least one, with rising sequence numbers, possibly with gaps.
    /// </param>
    /// <returns>
    /// Null when everything is stored; otherwise one entry for each batch: null when it is stored, the reason when it was rejected before
    /// it reached the store (for example because it cannot be serialized). The actor goes on, see <c>OnPersistRejected</c>.
    /// </returns>
    /// <exception cref="SequenceNrInUseException">Another writer has used a sequence number: there are two incarnations.</exception>
    /// <exception cref="Exception">The outcome is unknown. The actor stops, see <c>OnPersistFailure</c>.</exception>
    ValueTask<IReadOnlyList<Exception?>?> WriteAsync(IReadOnlyList<EventBatch> batches);

    /// <summary>Reads the next events of a persistence id. Fewer than <paramref name="maxEvents"/> means that there are no more.</summary>
    /// <param name="persistenceId">Whose events.</param>
    /// <param name="fromSequenceNr">The lowest sequence number wanted.</param>
    /// <param name="toSequenceNr">The highest sequence number wanted.</param>
    /// <param name="maxEvents">The most events wanted, at least 1.</param>
    ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(string persistenceId, long fromSequenceNr, long toSequenceNr, int maxEvents);

    /// <summary>
    /// The highest sequence number ever stored for a persistence id, deleted events included; 0 when there is none. It waits for the
    /// writes of that id that this journal was given before, so that a restarted actor sees what its former instance wrote.
    /// </summary>
    ValueTask<long> ReadHighestSequenceNrAsync(string persistenceId);

    /// <summary>
    /// Deletes all events of a persistence id up to and including a sequence number. Its highest sequence number stays known.
    /// </summary>
    ValueTask DeleteToAsync(string persistenceId, long toSequenceNr);
}
