using Akka.Hosting;

namespace PixCrawler.ActorEngine.Tests.Sharding;

/// <summary>What a system needs to have regions; its twin for Akka.NET stands beside it, and one of both is compiled.</summary>
internal static class OneNode
{
    /// <summary>Nothing: one node is all there is.</summary>
    public static AkkaConfigurationBuilder WithOneNode(this AkkaConfigurationBuilder builder) => builder;
}
