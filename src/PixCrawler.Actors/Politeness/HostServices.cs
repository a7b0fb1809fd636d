using Akka.Actor;
using PixCrawler.Actors.Observability;
using PixCrawler.Domain.Politeness;
using PixCrawler.Net.Politeness;
using Serilog;

namespace PixCrawler.Actors.Politeness;

/// <summary>What the process offers to every host's gate.</summary>
internal sealed record HostServices
{
    public required PolitenessOptions Options { get; init; }

    public required ISiteFiles SiteFiles { get; init; }

    public required IOwnHosts OwnHosts { get; init; }

    /// <summary>The process's download places.</summary>
    public required IActorRef Capacity { get; init; }

    /// <summary>In a cluster: the entities that lend hosts to one node at a time. Null in a process that is alone.</summary>
    public IActorRef? Turns { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Log { get; init; }

    /// <summary>The figures of the process.</summary>
    public CrawlMetrics Metrics { get; init; } = new();

    /// <summary>A number from 0 to 1, for jitter.</summary>
    public required Func<double> Chance { get; init; }
}
