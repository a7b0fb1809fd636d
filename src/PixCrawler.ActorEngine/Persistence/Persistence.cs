using Akka.Actor;
using Akka.Cells;
using Akka.Persistence.Journals;
using Akka.Persistence.Snapshots;

namespace Akka.Persistence;

/// <summary>Names the persistence extension.</summary>
public sealed class Persistence : ExtensionIdProvider<PersistenceExtension>
{
    private Persistence() { }

    /// <summary>The id.</summary>
    public static Persistence Instance { get; } = new();

    /// <inheritdoc />
    public override PersistenceExtension CreateExtension(ExtendedActorSystem system) => new((ActorSystemImpl)system);
}

/// <summary>The journal and the snapshot storage of an actor system, opened when the first persistent actor needs them.</summary>
public sealed class PersistenceExtension : IExtension
{
    private readonly string _writerPrefix;
    private long _lastWriter;

    internal PersistenceExtension(ActorSystemImpl system)
    {
        Settings = system.Setup.Get<PersistenceSetup>().GetOrElse(new PersistenceSetup());
        _writerPrefix = Settings.WriterPrefix(system);
        Journal = Settings.Journal(system);
        Snapshots = Settings.Snapshots(system);
        system.RegisterOnTermination(() =>
        {
            (Snapshots as IDisposable)?.Dispose();
            (Journal as IDisposable)?.Dispose();
        });
    }

    /// <summary>The journal.</summary>
    public IEventJournal Journal { get; }

    /// <summary>The snapshot storage.</summary>
    public ISnapshotStorage Snapshots { get; }

    internal PersistenceSetup Settings { get; }

    internal string NextWriterUuid() => $"{_writerPrefix}-{Interlocked.Increment(ref _lastWriter)}";
}
