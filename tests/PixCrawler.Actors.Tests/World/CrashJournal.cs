using Akka.Persistence.Journals;
using PixCrawler.Actors.Serialization;

namespace PixCrawler.Actors.Tests.World;

/// <summary>
/// A journal in memory that outlives the processes of a test. Each event goes through its stored form, and a test can have the process
/// die with any write, or a write fail.
/// </summary>
internal sealed class CrashJournal : IEventJournal
{
    private readonly InMemoryJournal _events = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource _dead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _writes;

    /// <summary>How many writes there were.</summary>
    public int Writes => Volatile.Read(ref _writes);

    /// <summary>The process dies with this write (from 1): it is stored, but nobody hears of it.</summary>
    public int? DiesWithWrite { get; set; }

    /// <summary>The process dies before this write (from 1): it is not stored.</summary>
    public int? DiesBeforeWrite { get; set; }

    /// <summary>Called with each event before it is stored; what it throws is what the write fails with.</summary>
    public Action<object> Before { get; set; } = _ => { };

    /// <summary>Called when the process dies.</summary>
    public Action OnDeath { get; set; } = () => { };

    /// <summary>Ends when the process dies.</summary>
    public Task Death => _dead.Task;

    public bool IsFrozen { get; private set; }

    public List<object> Stored { get; } = [];

    public void Freeze()
    {
        lock (_gate)
        {
            IsFrozen = true;
            OnDeath();
            _dead.TrySetResult();
        }
    }

    public void Thaw()
    {
        lock (_gate)
        {
            (IsFrozen, _dead) = (false, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            (DiesWithWrite, DiesBeforeWrite) = (null, null);
        }
    }

    public ValueTask<IReadOnlyList<Exception?>?> WriteAsync(IReadOnlyList<EventBatch> batches)
    {
        lock (_gate)
        {
            if (!IsFrozen && _writes + 1 == DiesBeforeWrite)
                Freeze();
            if (IsFrozen)
                return Never();
            EventBatch[] stored = [.. batches.Select(ThroughStoredForm)];
            foreach (var stored1 in stored.SelectMany(batch => batch.Events))
                Before(stored1);
            _writes++;
            var result = _events.WriteAsync(stored);
            if (result.IsCompletedSuccessfully)
                Stored.AddRange(stored.SelectMany(batch => batch.Events));
            if (_writes != DiesWithWrite)
                return result;
            Freeze();
            return Never();
        }
    }

    public ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(string persistenceId, long fromSequenceNr, long toSequenceNr, int maxEvents) =>
        _events.ReadAsync(persistenceId, fromSequenceNr, toSequenceNr, maxEvents);

    public ValueTask<long> ReadHighestSequenceNrAsync(string persistenceId) => _events.ReadHighestSequenceNrAsync(persistenceId);

    public ValueTask DeleteToAsync(string persistenceId, long toSequenceNr)
    {
        lock (_gate)
            return IsFrozen ? new ValueTask(new TaskCompletionSource().Task) : _events.DeleteToAsync(persistenceId, toSequenceNr);
    }

    private static ValueTask<IReadOnlyList<Exception?>?> Never() => new(new TaskCompletionSource<IReadOnlyList<Exception?>?>().Task);

    private static EventBatch ThroughStoredForm(EventBatch batch) => new(
        batch.PersistenceId, batch.WriterUuid, batch.FirstSequenceNr,
        [.. batch.Events.Select(written => PixCrawlerSerializer.Manifests.Read(
            PixCrawlerSerializer.Manifests.Write(written), PixCrawlerSerializer.Manifests.ManifestOf(written)))],
        batch.Timestamp);
}
