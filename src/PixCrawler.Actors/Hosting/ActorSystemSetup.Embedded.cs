using System.ComponentModel.DataAnnotations;
using Akka.Hosting;
using Akka.Persistence.Journals;
using Microsoft.Extensions.DependencyInjection;

namespace PixCrawler.Actors.Hosting;

/// <summary>What the embedded engine needs to be told; its twin for Akka.NET stands beside it, and one of both is compiled.</summary>
internal static class ActorSystemSetup
{
    /// <summary>Sets up the journal.</summary>
    /// <exception cref="ValidationException">A cluster is asked for.</exception>
    public static AkkaConfigurationBuilder WithEngine(this AkkaConfigurationBuilder builder, IServiceProvider provider) =>
        provider.GetRequiredService<PixCrawlerOptions>().Cluster is null
            ? builder.WithConfiguredJournal(provider)
            : throw new ValidationException("Cluster: this build runs on one node only; build with -p:ActorEngine=akka for a cluster (docs/ENGINES.md)");

    /// <summary>The cluster of the process: there is none.</summary>
    public static IClusterMembers MembersOf(IServiceProvider provider) => new NoCluster();

    /// <summary>Whether the journal says that another incarnation writes under the same identity.</summary>
    public static bool IsTakenOver(Exception cause) => cause is SequenceNrInUseException;
}
