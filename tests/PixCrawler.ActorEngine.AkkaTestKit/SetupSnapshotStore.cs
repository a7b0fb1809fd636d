using Akka.Persistence.Snapshot;
using Akka.Persistence.Snapshots;

namespace Akka.Persistence;

/// <summary>The snapshot storage of a <see cref="PersistenceSetup"/> as Akka.NET's plugin.</summary>
public sealed class SetupSnapshotStore : SnapshotStore
{
    private readonly ISnapshotStorage _snapshots = PersistenceSetup.Of(Context.System).Snapshots(Context.System);

    /// <inheritdoc/>
    protected override async Task<SelectedSnapshot?> LoadAsync(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) =>
        await _snapshots.LoadAsync(persistenceId, criteria);

    /// <inheritdoc/>
    protected override async Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken) =>
        await _snapshots.SaveAsync(metadata, snapshot);

    /// <inheritdoc/>
    protected override async Task DeleteAsync(SnapshotMetadata metadata, CancellationToken cancellationToken) =>
        await _snapshots.DeleteAsync(
            metadata.PersistenceId, new SnapshotSelectionCriteria(metadata.SequenceNr, DateTime.MaxValue, metadata.SequenceNr));

    /// <inheritdoc/>
    protected override async Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) =>
        await _snapshots.DeleteAsync(persistenceId, criteria);
}
