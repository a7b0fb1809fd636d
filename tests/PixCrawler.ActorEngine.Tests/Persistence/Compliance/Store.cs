using Akka.Persistence.Journals;
using Akka.Persistence.Snapshots;

namespace PixCrawler.ActorEngine.Tests.Persistence.Compliance;

/// <summary>A journal and a snapshot storage under test.</summary>
public interface IStore : IAsyncDisposable
{
    IEventJournal Journal { get; }

    ISnapshotStorage Snapshots { get; }

    IJournalCatalog? Catalog { get; }
}

/// <summary>Both in memory.</summary>
internal sealed class MemoryStore : IStore
{
    public IEventJournal Journal { get; } = new InMemoryJournal();

    public ISnapshotStorage Snapshots { get; } = new InMemorySnapshotStorage();

    public IJournalCatalog? Catalog => null;

    public ValueTask DisposeAsync() => default;
}
