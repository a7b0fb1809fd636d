namespace PixCrawler.ActorEngine.Tests.Persistence.Compliance;

public sealed class InMemoryJournalComplianceTests : JournalCompliance
{
    protected override Task<IStore> OpenAsync() => Task.FromResult<IStore>(new MemoryStore());
}

public sealed class InMemorySnapshotComplianceTests : SnapshotCompliance
{
    protected override Task<IStore> OpenAsync() => Task.FromResult<IStore>(new MemoryStore());
}
