using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using PixCrawler.Actors.Hosting;
using PixCrawler.Service.Health;
using PixCrawler.Service.Jobs;

namespace PixCrawler.Service.Hosting;

/// <summary>What this process says about itself and the other members of its cluster.</summary>
internal sealed class ThisNode(IServer server, Readiness readiness, IClusterMembers members, TimeProvider time)
{
    private static readonly string Version = typeof(ThisNode).Assembly.GetName().Version!.ToString(3);

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    /// <summary>All members; this process alone where it is in no cluster.</summary>
    public IReadOnlyList<NodeView> All()
    {
        var self = new NodeView($"{Environment.MachineName}/{Environment.ProcessId}", readiness.IsStopping ? "leaving" : "up", IsSelf: true)
        {
            Version = Version,
            StartedAt = _startedAt,
            Urls = [.. server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []],
        };
        return members.Members is { Count: > 0 } all
            ? [.. all.Select(member => (member.IsSelf ? self : new NodeView("", "", IsSelf: false)) with
            {
                Name = member.Address,
                Status = member.IsReachable ? member.Status : $"{member.Status}, not reachable",
            })]
            : [self];
    }
}
