namespace Akka.Persistence.Snapshots;

/// <summary>
/// Where snapshots are kept. Persistent actors call it directly, from any thread; the tasks may complete on any thread.
/// A storage that is <see cref="IDisposable"/> is disposed when its actor system has terminated.
/// </summary>
public interface ISnapshotStorage
{
    /// <summary>The newest snapshot (by sequence number, then by time) that the criteria take, or null.</summary>
    ValueTask<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria);

    /// <summary>Stores a snapshot; it replaces one with the same persistence id and sequence number.</summary>
    ValueTask SaveAsync(SnapshotMetadata metadata, object snapshot);

    /// <summary>Deletes all snapshots that the criteria take.</summary>
    ValueTask DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria);
}
