using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PixCrawler.Service.Auth;
using PixCrawler.Service.Health;
using PixCrawler.Service.Jobs;
using PixCrawler.Service.Metrics;

namespace PixCrawler.Service.Endpoints;

/// <summary>The service itself: whether it lives and can work, its figures, its description.</summary>
internal static class SystemEndpoints
{
    public static void MapApi(IEndpointRouteBuilder api)
    {
        api.MapGet("/sources", () => TypedResults.Json(SourcesView.All, ServiceJson.Default.SourcesView)).RequireAuthorization(Scopes.JobsRead)
            .WithSummary("Lists what jobs can take URLs from.").Produces<SourcesView>();
        api.MapGet("/health", HealthAsync).RequireAuthorization(Scopes.Admin)
            .WithSummary("Shows what the service needs and whether it answers.").Produces<HealthView>().Produces<HealthView>(503);
    }

    public static void MapRoot(IEndpointRouteBuilder root)
    {
        root.MapGet("/livez", () => TypedResults.Text("ok\n")).AllowAnonymous().ExcludeFromDescription();
        root.MapGet("/readyz", ReadyAsync).AllowAnonymous().ExcludeFromDescription();
        root.MapGet("/metrics", (MetricsCollector metrics) => TypedResults.Text(metrics.Write(), "text/plain; version=0.0.4; charset=utf-8"))
            .RequireAuthorization(Scopes.MetricsRead).ExcludeFromDescription();
        root.MapOpenApi("/openapi/{documentName:regex(^v1$)}.json").AllowAnonymous();
    }

    private static async Task<IResult> ReadyAsync(Readiness readiness, CancellationToken cancellationToken) =>
        (await readiness.ProbeAsync(cancellationToken)).Ready
            ? TypedResults.Text("ready\n")
            : TypedResults.Text("not ready\n", statusCode: StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> HealthAsync(Readiness readiness, CancellationToken cancellationToken)
    {
        var health = await readiness.ProbeAsync(cancellationToken);
        return TypedResults.Json(
            health, ServiceJson.Default.HealthView, statusCode: health.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
