using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Persistence.Journals;
using Akka.Persistence.Snapshots;

namespace Akka.Persistence;

/// <summary>What the persistent actors of a test run on, as the embedded engine is told it.</summary>
public sealed class PersistenceSetup : Setup
{
    /// <summary>Opens the journal of a system.</summary>
    public Func<ActorSystem, IEventJournal> Journal { get; set; } = static _ => new InMemoryJournal();

    /// <summary>Opens the snapshot storage of a system.</summary>
    public Func<ActorSystem, ISnapshotStorage> Snapshots { get; set; } = static _ => new InMemorySnapshotStorage();

    internal static PersistenceSetup Of(ActorSystem system) =>
        system.Settings.Setup.Get<PersistenceSetup>() is { HasValue: true } given ? given.Value : new PersistenceSetup();
}
