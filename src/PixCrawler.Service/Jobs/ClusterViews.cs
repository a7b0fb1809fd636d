using PixCrawler.Actors.Politeness;

namespace PixCrawler.Service.Jobs;

/// <summary>The hosts that have a gate in this process.</summary>
/// <param name="Data">They, those with most to do first.</param>
internal sealed record HostsView(IReadOnlyList<HostGateReport> Data);

/// <summary>The processes that make up the service.</summary>
/// <param name="Data">They.</param>
internal sealed record NodesView(IReadOnlyList<NodeView> Data);

/// <summary>A process of the service; what only it knows of itself is left out of the others.</summary>
/// <param name="Name">Its address in the cluster, or the machine and the process's number there.</param>
/// <param name="Status">What it is doing: joining, up, leaving, exiting, down.</param>
/// <param name="IsSelf">Whether it is the one that answers.</param>
internal sealed record NodeView(string Name, string Status, bool IsSelf)
{
    public string? Version { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Where it listens.</summary>
    public IReadOnlyList<string>? Urls { get; init; }
}
