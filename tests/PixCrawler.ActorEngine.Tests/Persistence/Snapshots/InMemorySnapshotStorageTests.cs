using Akka.Persistence;
using Akka.Persistence.Snapshots;

namespace PixCrawler.ActorEngine.Tests.Persistence.Snapshots;

public sealed class InMemorySnapshotStorageTests
{
    private readonly InMemorySnapshotStorage _storage = new();

    [Fact]
    public async Task Load_WhenCriteriaLimit_FindsTheNewestInside()
    {
        for (var i = 1; i <= 3; i++) await _storage.SaveAsync(At(i), $"state {i}");

        (await Load(SnapshotSelectionCriteria.Latest)).ShouldBe("state 3");
        (await Load(new SnapshotSelectionCriteria(2))).ShouldBe("state 2");
        (await Load(new SnapshotSelectionCriteria(long.MaxValue, At(1).Timestamp))).ShouldBe("state 1");
        (await Load(new SnapshotSelectionCriteria(2, DateTime.MaxValue, 3))).ShouldBeNull();
        (await Load(SnapshotSelectionCriteria.None)).ShouldBeNull();
        (await _storage.LoadAsync("unknown", SnapshotSelectionCriteria.Latest)).ShouldBeNull();
    }

    [Fact]
    public async Task Delete_WhenCriteriaTakeSome_KeepsTheOthers()
    {
        for (var i = 1; i <= 3; i++) await _storage.SaveAsync(At(i), $"state {i}");

        await _storage.DeleteAsync("p", new SnapshotSelectionCriteria(3, DateTime.MaxValue, 2));

        (await Load(SnapshotSelectionCriteria.Latest)).ShouldBe("state 1");
    }

    private static SnapshotMetadata At(int sequenceNr) => new("p", sequenceNr, DateTime.UnixEpoch.AddDays(sequenceNr));

    private async Task<object?> Load(SnapshotSelectionCriteria criteria) => (await _storage.LoadAsync("p", criteria))?.Snapshot;
}
