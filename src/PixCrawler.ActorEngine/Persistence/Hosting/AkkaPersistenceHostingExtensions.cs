using Akka.Hosting;
using Akka.Persistence.Journals;
using Akka.Persistence.Snapshots;

namespace Akka.Persistence.Hosting;

/// <summary>Says what persistent actors run on. The journal and the snapshot storage are opened when the host starts.</summary>
public static class AkkaPersistenceHostingExtensions
{
    /// <summary>Keeps events in memory: they are gone with the process.</summary>
    public static AkkaConfigurationBuilder WithInMemoryJournal(this AkkaConfigurationBuilder builder) =>
        builder.WithPersistence(setup => setup.Journal = static _ => new InMemoryJournal());

    /// <summary>
    /// Keeps snapshots in memory: they are gone with the process. There is one storage here, so the parameters make no difference.
    /// </summary>
    public static AkkaConfigurationBuilder WithInMemorySnapshotStore(
        this AkkaConfigurationBuilder builder, string snapshotStoreId = "inmem", bool isDefaultPlugin = true) =>
        builder.WithPersistence(setup => setup.Snapshots = static _ => new InMemorySnapshotStorage());

    /// <summary>Changes the setup of persistence: another journal, another snapshot storage, other limits. This engine only.</summary>
    public static AkkaConfigurationBuilder WithPersistence(this AkkaConfigurationBuilder builder, Action<PersistenceSetup> configure)
    {
        var setup = builder.Setups.OfType<PersistenceSetup>().SingleOrDefault();
        if (setup is null)
        {
            setup = new PersistenceSetup();
            builder.AddSetup(setup);
            builder.Extensions.Add(Persistence.Instance);
        }

        configure(setup);
        return builder;
    }
}
