using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Hosting;
using Akka.Persistence.Hosting;

namespace Akka.Persistence.Sql.Hosting;

/// <summary>What a database is used for.</summary>
public enum PersistenceMode
{
    /// <summary>For events and snapshots.</summary>
    Both,

    /// <summary>For events.</summary>
    Journal,

    /// <summary>For snapshots.</summary>
    SnapshotStore,
}

/// <summary>Keeps events and snapshots in a SQL database.</summary>
public static class HostingExtensions
{
    /// <summary>
    /// Keeps events and snapshots in a SQL database. It is opened when the host starts. There is one journal here, so
    /// <paramref name="pluginIdentifier"/> and <paramref name="isDefaultPlugin"/> make no difference.
    /// </summary>
    /// <param name="builder">What the system is made of.</param>
    /// <param name="connectionString">The connection string; for SQLite it names the file (<c>Data Source=journal.db</c>).</param>
    /// <param name="providerName"><c>SQLite.MS</c> or <c>PostgreSQL</c>; linq2db's more exact names are taken too.</param>
    /// <param name="mode">What the database is used for. Default: both.</param>
    /// <param name="schemaName">PostgreSQL's schema; default: the user's own search path.</param>
    /// <param name="autoInitialize">Whether missing tables are created. Default: yes.</param>
    /// <param name="pluginIdentifier">The name in settings of Akka.NET.</param>
    /// <param name="isDefaultPlugin">Whether it is the default in settings of Akka.NET.</param>
    /// <param name="maxConcurrentQueries">The most reads at once. Default 4, at least 1.</param>
    /// <returns>The builder.</returns>
    public static AkkaConfigurationBuilder WithSqlPersistence(
        this AkkaConfigurationBuilder builder,
        string connectionString,
        string providerName,
        PersistenceMode mode = PersistenceMode.Both,
        string? schemaName = null,
        bool autoInitialize = true,
        string pluginIdentifier = "sql",
        bool isDefaultPlugin = true,
        int? maxConcurrentQueries = null)
    {
        var shared = new ConditionalWeakTable<ActorSystem, SqlPersistence>();
        SqlPersistence Open(ActorSystem system) => shared.GetValue(
            system, _ => SqlPersistence.Open(system, connectionString, providerName, schemaName, autoInitialize, maxConcurrentQueries ?? 4));
        return builder.WithPersistence(setup =>
        {
            if (mode != PersistenceMode.SnapshotStore) setup.Journal = Open;
            if (mode != PersistenceMode.Journal) setup.Snapshots = Open;
        });
    }
}
