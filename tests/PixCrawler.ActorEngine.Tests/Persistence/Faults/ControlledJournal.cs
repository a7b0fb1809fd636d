using Akka.Persistence.Journals;

namespace PixCrawler.ActorEngine.Tests.Persistence.Faults;

/// <summary>A journal in memory whose next writes and reads can be held, failed or rejected, before or after they happened.</summary>
internal sealed class ControlledJournal : IEventJournal
{
    private readonly InMemoryJournal _inner = new();

    /// <summary>Decides over the next writes; it may call the store itself.</summary>
    public Func<Func<Task<IReadOnlyList<Exception?>?>>, ValueTask<IReadOnlyList<Exception?>?>>? OnWrite { get; set; }

    public Func<ValueTask<long>>? OnReadHighest { get; set; }

    public int Reads { get; private set; }

    public List<EventBatch> Batches { get; } = [];

    public ValueTask<IReadOnlyList<Exception?>?> WriteAsync(IReadOnlyList<EventBatch> batches)
    {
        lock (Batches) Batches.AddRange(batches);
        return OnWrite is { } decide ? decide(() => _inner.WriteAsync(batches).AsTask()) : _inner.WriteAsync(batches);
    }

    public ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(string persistenceId, long fromSequenceNr, long toSequenceNr, int maxEvents)
    {
        Reads++;
        return _inner.ReadAsync(persistenceId, fromSequenceNr, toSequenceNr, maxEvents);
    }

    public ValueTask<long> ReadHighestSequenceNrAsync(string persistenceId) =>
        OnReadHighest is { } decide ? decide() : _inner.ReadHighestSequenceNrAsync(persistenceId);

    public ValueTask DeleteToAsync(string persistenceId, long toSequenceNr) => _inner.DeleteToAsync(persistenceId, toSequenceNr);
}
