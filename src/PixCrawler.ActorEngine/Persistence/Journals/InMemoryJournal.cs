using System.Collections.Concurrent;

namespace Akka.Persistence.Journals;

/// <summary>Keeps the very event objects, for as long as it lives. Thread-safe; deleted events are let go of.</summary>
public sealed class InMemoryJournal : IEventJournal
{
    private readonly ConcurrentDictionary<string, InMemoryStream> _streams = new();

    /// <summary>How many events are kept now.</summary>
    public long EventCount => _streams.Values.Sum(stream => stream.EventCount);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Exception?>?> WriteAsync(IReadOnlyList<EventBatch> batches)
    {
        var stream = _streams.GetOrAdd(batches[0].PersistenceId, static _ => new InMemoryStream());
        return stream.TryAppend(batches, out var highest)
            ? default
            : ValueTask.FromException<IReadOnlyList<Exception?>?>(new SequenceNrInUseException(batches[0], highest));
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(string persistenceId, long fromSequenceNr, long toSequenceNr, int maxEvents) =>
        new(_streams.TryGetValue(persistenceId, out var stream) ? stream.Read(fromSequenceNr, toSequenceNr, maxEvents) : []);

    /// <inheritdoc />
    public ValueTask<long> ReadHighestSequenceNrAsync(string persistenceId) =>
        new(_streams.TryGetValue(persistenceId, out var stream) ? stream.HighestSequenceNr : 0);

    /// <inheritdoc />
    public ValueTask DeleteToAsync(string persistenceId, long toSequenceNr)
    {
        if (_streams.TryGetValue(persistenceId, out var stream)) stream.DeleteTo(toSequenceNr);
        return default;
    }
}
