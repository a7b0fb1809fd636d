using Akka.Persistence;

namespace PixCrawler.ActorEngine.Tests.Persistence.Compliance;

/// <summary>What every snapshot storage does.</summary>
public abstract class SnapshotCompliance : IAsyncLifetime
{
    private IStore _store = null!;

    public async Task InitializeAsync() => _store = await OpenAsync();

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task Load_WhenCriteriaLimit_FindsTheNewestInside()
    {
        for (var i = 1; i <= 3; i++) await _store.Snapshots.SaveAsync(At(i), $"state {i}");

        (await Load(SnapshotSelectionCriteria.Latest)).ShouldBe("state 3");
        (await Load(new SnapshotSelectionCriteria(2))).ShouldBe("state 2");
        (await Load(new SnapshotSelectionCriteria(long.MaxValue, At(1).Timestamp))).ShouldBe("state 1");
        (await Load(new SnapshotSelectionCriteria(2, DateTime.MaxValue, 3))).ShouldBeNull();
        (await Load(SnapshotSelectionCriteria.None)).ShouldBeNull();
        (await _store.Snapshots.LoadAsync("unknown", SnapshotSelectionCriteria.Latest)).ShouldBeNull();
    }

    [Fact]
    public async Task Load_Always_GivesTheMetadataToo()
    {
        await _store.Snapshots.SaveAsync(At(7), "state");

        var found = (await _store.Snapshots.LoadAsync("p", SnapshotSelectionCriteria.Latest)).ShouldNotBeNull();

        found.Metadata.ShouldBe(At(7));
        found.Metadata.Timestamp.Kind.ShouldBe(DateTimeKind.Utc);
    }

    [Fact]
    public async Task Save_WhenThereIsOneWithTheSequenceNumber_ReplacesIt()
    {
        await _store.Snapshots.SaveAsync(At(1), "old");
        await _store.Snapshots.SaveAsync(new SnapshotMetadata("p", 1, At(5).Timestamp), "new");

        (await Load(SnapshotSelectionCriteria.Latest)).ShouldBe("new");
    }

    [Fact]
    public async Task Save_WhenItIsLarge_GivesItBack()
    {
        var large = new string('x', 2_000_000);
        await _store.Snapshots.SaveAsync(At(1), large);

        (await Load(SnapshotSelectionCriteria.Latest)).ShouldBe(large);
    }

    [Fact]
    public async Task Delete_WhenCriteriaTakeSome_KeepsTheOthers()
    {
        for (var i = 1; i <= 3; i++) await _store.Snapshots.SaveAsync(At(i), $"state {i}");
        await _store.Snapshots.SaveAsync(new SnapshotMetadata("q", 3, At(3).Timestamp), "other");

        await _store.Snapshots.DeleteAsync("p", new SnapshotSelectionCriteria(3, DateTime.MaxValue, 2));

        (await Load(SnapshotSelectionCriteria.Latest)).ShouldBe("state 1");
        (await _store.Snapshots.LoadAsync("q", SnapshotSelectionCriteria.Latest))?.Snapshot.ShouldBe("other");
    }

    protected abstract Task<IStore> OpenAsync();

    private static SnapshotMetadata At(int sequenceNr) => new("p", sequenceNr, DateTime.UnixEpoch.AddDays(sequenceNr));

    private async Task<object?> Load(SnapshotSelectionCriteria criteria) => (await _store.Snapshots.LoadAsync("p", criteria))?.Snapshot;
}
