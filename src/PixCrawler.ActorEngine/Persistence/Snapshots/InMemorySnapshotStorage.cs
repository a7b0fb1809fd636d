using System.Collections.Concurrent;

namespace Akka.Persistence.Snapshots;

/// <summary>Keeps the very snapshot objects, for as long as it lives. Thread-safe; deleted snapshots are let go of.</summary>
public sealed class InMemorySnapshotStorage : ISnapshotStorage
{
    private readonly ConcurrentDictionary<string, SortedList<long, SelectedSnapshot>> _snapshots = new();

    /// <inheritdoc />
    public ValueTask<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        if (!_snapshots.TryGetValue(persistenceId, out var snapshots)) return default;
        lock (snapshots) return new(snapshots.Values.LastOrDefault(snapshot => criteria.Takes(snapshot.Metadata)));
    }

    /// <inheritdoc />
    public ValueTask SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        var snapshots = _snapshots.GetOrAdd(metadata.PersistenceId, static _ => []);
        lock (snapshots) snapshots[metadata.SequenceNr] = new SelectedSnapshot(metadata, snapshot);
        return default;
    }

    /// <inheritdoc />
    public ValueTask DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        if (!_snapshots.TryGetValue(persistenceId, out var snapshots)) return default;
        lock (snapshots)
        {
            foreach (var snapshot in snapshots.Values.Where(snapshot => criteria.Takes(snapshot.Metadata)).ToArray())
                snapshots.Remove(snapshot.Metadata.SequenceNr);
        }

        return default;
    }
}
