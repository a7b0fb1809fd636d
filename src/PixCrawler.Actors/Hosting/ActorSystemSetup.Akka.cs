using System.Data.Common;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace PixCrawler.Actors.Hosting;

/// <summary>What Akka.NET needs to be told; its twin for the embedded engine stands beside it, and one of both is compiled.</summary>
internal static class ActorSystemSetup
{
    private const string UniqueViolation = "23505";
    private const int SqliteConstraint = 19;

    // What has no manifest is neither sent nor taken: our serializer is bound to every object and refuses it, and the one that writes the
    // names of types is not there any more.
    private static readonly string ClosedManifests = $"akka.actor.serializers.json = \"{typeof(ClosedSerializer).AssemblyQualifiedName}\"";

    // The host ends the system in its turn; the engine's own hook would do so at the signal, before anybody has been told.
    private const string Behaviour =
        """
        akka.actor.debug.unhandled = on
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        """;

    /// <summary>Sets up the journal, the log, serialization, and the cluster where there is to be one.</summary>
    public static AkkaConfigurationBuilder WithEngine(this AkkaConfigurationBuilder builder, IServiceProvider provider)
    {
        var options = provider.GetRequiredService<PixCrawlerOptions>();
        builder
            .AddHocon(Behaviour, HoconAddMode.Prepend)
            .AddHocon(ClosedManifests, HoconAddMode.Prepend)
            .WithConfiguredJournal(provider);
        return options.Cluster is { } cluster
            ? builder.WithCluster(cluster, options.RestTime).WithShardedHosts(provider, cluster.Role)
            : builder;
    }

    /// <summary>The cluster of the process.</summary>
    public static IClusterMembers MembersOf(IServiceProvider provider) => provider.GetRequiredService<PixCrawlerOptions>().Cluster is null
        ? new NoCluster()
        : new AkkaClusterMembers(provider.GetRequiredService<ActorSystem>());

    /// <summary>Whether the journal says that another incarnation writes under the same identity.</summary>
    public static bool IsTakenOver(Exception cause) =>
        cause is DbException { SqlState: UniqueViolation } or SqliteException { SqliteErrorCode: SqliteConstraint }
        || (cause.InnerException is { } inner && IsTakenOver(inner));
}
