using Akka.Cluster;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using Akka.Remote.Hosting;

namespace PixCrawler.ActorEngine.Tests.Sharding;

/// <summary>What a system needs to have regions; its twin for the embedded engine stands beside it, and one of both is compiled.</summary>
internal static class OneNode
{
    /// <summary>A cluster of one, which joins itself.</summary>
    public static AkkaConfigurationBuilder WithOneNode(this AkkaConfigurationBuilder builder) => builder
        .WithRemoting(hostname: "127.0.0.1", port: 0)
        .WithClustering()
        .AddHocon("akka.cluster.sharding.state-store-mode = ddata", HoconAddMode.Prepend)
        .WithActors((system, _) => Cluster.Get(system).Join(Cluster.Get(system).SelfAddress));
}
