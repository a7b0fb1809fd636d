using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PixCrawler.Actors.Politeness;
using PixCrawler.Service.Auth;
using PixCrawler.Service.Hosting;
using PixCrawler.Service.Jobs;

namespace PixCrawler.Service.Endpoints;

/// <summary>What the processes of the service do, over the jobs of all users.</summary>
internal static class ClusterEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/nodes", (ThisNode node) => TypedResults.Json(new NodesView(node.All()), ServiceJson.Default.NodesView)).RequireAuthorization(Scopes.Admin)
            .WithSummary("Lists the processes of the service.").Produces<NodesView>();
        api.MapGet("/hosts", HostsAsync).RequireAuthorization(Scopes.Admin)
            .WithSummary("Shows the gates of the hosts that are asked now: what waits, what is under way, pauses, circuits.").Produces<HostsView>();
    }

    private static async Task<IResult> HostsAsync(IHostGates gates, CancellationToken cancellationToken)
    {
        var reports = await gates.ListAsync(cancellationToken);
        return TypedResults.Json(
            new HostsView([.. reports.OrderByDescending(report => report.InFlight + report.Waiting).ThenBy(report => report.Host, StringComparer.Ordinal)]),
            ServiceJson.Default.HostsView);
    }
}
