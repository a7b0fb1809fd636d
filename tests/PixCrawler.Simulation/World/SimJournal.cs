using Akka.Persistence;
using Akka.Persistence.Journals;
using Akka.Persistence.Snapshots;
using PixCrawler.Actors.Serialization;
using PixCrawler.Simulation.Engine;

namespace PixCrawler.Simulation.World;

/// <summary>One event as it was committed, and who did it.</summary>
internal sealed record Committed(string PersistenceId, long SequenceNr, string Writer, SimProcess By, TimeSpan At, long Step, object Event);

/// <summary>Something as it lies in a database: bytes, by the product's own serializer.</summary>
internal sealed record Stored(string Manifest, byte[] Bytes)
{
    public static Stored Of(object value) => new(PixCrawlerSerializer.Manifests.ManifestOf(value), PixCrawlerSerializer.Manifests.Write(value));

    public object Read() => PixCrawlerSerializer.Manifests.Read(Bytes, Manifest);
}

/// <summary>A write that came back refused, for another writer had used its numbers.</summary>
internal sealed record Refused(string PersistenceId, string Writer, long Step);

/// <summary>
/// The database: one for all processes, it outlives them. It keeps everything that was ever committed, deleted or not, for the laws.
/// </summary>
internal sealed class SimDatabase(SimLoop loop, SimRandom chance, Swarm swarm)
{
    private readonly Dictionary<string, SortedList<long, Stored>> _streams = [];
    private readonly Dictionary<string, long> _highest = [];
    private readonly Dictionary<string, SortedList<long, (SnapshotMetadata Metadata, Stored State)>> _snapshots = [];

    public List<Committed> History { get; } = [];

    public List<Refused> Refusals { get; } = [];

    /// <summary>Called at the moment an event becomes durable.</summary>
    public Action<Committed> Committing { get; set; } = _ => { };

    /// <summary>False once everything has healed.</summary>
    public bool Faulty { get; set; } = true;

    /// <summary>From when to when nothing can be reached.</summary>
    public (TimeSpan From, TimeSpan To)? Outage { get; set; }

    public SimRandom Chance => chance;

    public Swarm Swarm => swarm;

    public SimLoop Loop => loop;

    public bool IsOut => Faulty && Outage is { } outage && loop.Elapsed >= outage.From && loop.Elapsed < outage.To;

    public IEnumerable<object> EventsOf(string persistenceId) =>
        History.Where(committed => committed.PersistenceId == persistenceId).Select(committed => committed.Event);

    public long HighestOf(string persistenceId) => _highest.GetValueOrDefault(persistenceId);

    public bool TryCommit(SimProcess by, IReadOnlyList<EventBatch> batches)
    {
        var (id, writer) = (batches[0].PersistenceId, batches[0].WriterUuid);
        if (batches[0].FirstSequenceNr <= HighestOf(id))
        {
            Refusals.Add(new Refused(id, writer, loop.Steps));
            loop.Trace.Line(loop.Elapsed, by.Name, $"db   refused {Short(id)} {batches[0].FirstSequenceNr} of {writer}");
            return false;
        }

        if (!_streams.TryGetValue(id, out var stream))
            _streams.Add(id, stream = []);
        foreach (var batch in batches)
        {
            for (var at = 0; at < batch.Events.Count; at++)
            {
                var stored = Stored.Of(batch.Events[at]);
                var committed = new Committed(id, batch.FirstSequenceNr + at, writer, by, loop.Elapsed, loop.Steps, stored.Read());
                stream.Add(committed.SequenceNr, stored);
                loop.Trace.Line(loop.Elapsed, by.Name, $"db   {Short(id)} {committed.SequenceNr} {Name(committed.Event)}");
                Committing(committed);
                History.Add(committed);
            }
        }

        _highest[id] = batches[^1].LastSequenceNr;
        return true;
    }

    public IReadOnlyList<StoredEvent> Read(string id, long from, long to, int max) => _streams.TryGetValue(id, out var stream)
        ? [.. stream.Where(entry => entry.Key >= from && entry.Key <= to).Take(max).Select(entry => new StoredEvent(entry.Key, entry.Value.Read()))]
        : [];

    public void DeleteTo(string id, long to)
    {
        if (!_streams.TryGetValue(id, out var stream))
            return;
        while (stream.Count > 0 && stream.GetKeyAtIndex(0) <= to)
            stream.RemoveAt(0);
    }

    public SortedList<long, (SnapshotMetadata Metadata, Stored State)> SnapshotsOf(string id)
    {
        if (!_snapshots.TryGetValue(id, out var snapshots))
            _snapshots.Add(id, snapshots = []);
        return snapshots;
    }

    /// <summary>An identity without the job's own, of which there is one only.</summary>
    public static string Short(string id) => string.Join('-', id.Split('-').Where(part => part.Length != 32));

    private string Name(object journalEvent) => loop.Trace.IsReadable ? $"{journalEvent}" : journalEvent.GetType().Name;
}

/// <summary>A process's way to the database.</summary>
internal sealed class SimJournal(SimDatabase database, SimProcess process) : IEventJournal, ISnapshotStorage
{
    private readonly Dictionary<string, Task> _lastWrite = [];

    private enum Fate
    {
        Done,
        FailedBefore,
        DoneThenFailed,
        Rejected,
        Hung,
    }

    public ValueTask<IReadOnlyList<Exception?>?> WriteAsync(IReadOnlyList<EventBatch> batches)
    {
        var outcome = new TaskCompletionSource<IReadOnlyList<Exception?>?>();
        var fate = Draw();
        var (reaches, takes) = (Latency(), Latency());
        if (fate == Fate.Hung)
            (reaches, takes) = (database.Chance.Chance(0.5) ? reaches : TimeSpan.FromSeconds(29), TimeSpan.FromSeconds(30));
        var id = batches[0].PersistenceId;
        database.Loop.CheckThread();
        if (process.IsDead)
            return new(outcome.Task);
        _lastWrite[id] = outcome.Task;
        var outlives = database.Chance.Chance(0.5);
        database.Loop.After(reaches, () =>
        {
            // What had left the process when it was killed may arrive all the same.
            if (process.IsDead && !outlives)
                return;
            Exception? failure = fate == Fate.FailedBefore || database.IsOut ? new TimeoutException("the database was not reached") : null;
            if (failure is null && fate != Fate.Rejected && !database.TryCommit(process, batches))
                failure = new SequenceNrInUseException(batches[0], database.HighestOf(id));
            if (failure is null && fate is Fate.DoneThenFailed or Fate.Hung)
                failure = new TimeoutException("the database did not answer");
            database.Loop.After(takes, () => process.Post(() =>
            {
                if (failure is not null)
                    database.Loop.Trace.Line(database.Loop.Elapsed, process.Name, $"db   write failed {SimDatabase.Short(id)}: {failure.GetType().Name}");
                if (failure is not null)
                    outcome.SetException(failure);
                else if (fate == Fate.Rejected)
                    outcome.SetResult([.. batches.Select(_ => new InvalidOperationException("the database rejected it"))]);
                else
                    outcome.SetResult(null);
            }));
        });
        return new(outcome.Task);
    }

    public ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(string persistenceId, long fromSequenceNr, long toSequenceNr, int maxEvents) =>
        Ask(() => database.Read(persistenceId, fromSequenceNr, toSequenceNr, maxEvents));

    public async ValueTask<long> ReadHighestSequenceNrAsync(string persistenceId)
    {
        if (_lastWrite.TryGetValue(persistenceId, out var writing))
            await writing.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, process.Continuations);
        return await Ask(() => database.HighestOf(persistenceId));
    }

    public async ValueTask DeleteToAsync(string persistenceId, long toSequenceNr) => await Ask(() =>
    {
        database.DeleteTo(persistenceId, toSequenceNr);
        return true;
    });

    public ValueTask<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        Ask(() => database.SnapshotsOf(persistenceId).Values.LastOrDefault(snapshot => Takes(criteria, snapshot.Metadata)) is ({ } metadata, { } state)
            ? new SelectedSnapshot(metadata, state.Read())
            : null);

    public async ValueTask SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        var stored = Stored.Of(snapshot);
        await Ask(() => database.SnapshotsOf(metadata.PersistenceId)[metadata.SequenceNr] = (metadata, stored));
    }

    public async ValueTask DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) => await Ask(() =>
    {
        var snapshots = database.SnapshotsOf(persistenceId);
        foreach (var snapshot in snapshots.Values.Where(snapshot => Takes(criteria, snapshot.Metadata)).ToArray())
            snapshots.Remove(snapshot.Metadata.SequenceNr);
        return true;
    });

    private ValueTask<T> Ask<T>(Func<T> query)
    {
        var fate = Draw();
        var takes = fate == Fate.Hung ? TimeSpan.FromSeconds(40) : Latency() + Latency();
        database.Loop.CheckThread();
        return new(process.Answer(takes, () => fate is Fate.FailedBefore or Fate.Hung || database.IsOut
            ? throw new TimeoutException("the database was not reached")
            : query()));
    }

    private Fate Draw()
    {
        var (chance, swarm) = (database.Chance, database.Swarm);
        var drawn = chance.Fraction();
        if (!database.Faulty)
            return Fate.Done;
        foreach (var (fate, rate) in (ReadOnlySpan<(Fate, double)>)
            [
                (Fate.FailedBefore, swarm.JournalFailBefore), (Fate.DoneThenFailed, swarm.JournalExecuteThenFail),
                (Fate.Rejected, swarm.JournalReject), (Fate.Hung, swarm.JournalHang),
            ])
        {
            if (drawn < rate)
                return fate;
            drawn -= rate;
        }

        return Fate.Done;
    }

    private TimeSpan Latency() => database.Chance.Milliseconds(0, database.Swarm.LatencyMilliseconds);

    private static bool Takes(SnapshotSelectionCriteria criteria, SnapshotMetadata metadata) =>
        metadata.SequenceNr <= criteria.MaxSequenceNr && metadata.SequenceNr >= criteria.MinSequenceNr
        && metadata.Timestamp <= criteria.MaxTimeStamp && metadata.Timestamp >= criteria.MinTimestamp;
}
