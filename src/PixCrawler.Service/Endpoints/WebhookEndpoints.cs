using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Urls;
using PixCrawler.Service.Auth;
using PixCrawler.Service.Hosting;
using PixCrawler.Service.Jobs;
using PixCrawler.Service.Webhooks;

namespace PixCrawler.Service.Endpoints;

/// <summary>Where a user is told of events.</summary>
internal static class WebhookEndpoints
{
    private static readonly string[] Usual = [JobEventView.Ended];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/webhook", GetAsync).RequireAuthorization(Scopes.JobsWrite)
            .WithSummary("Shows where you are told of events.").Produces<WebhookView>().ProducesProblem(404);
        api.MapPut("/webhook", PutAsync).RequireAuthorization(Scopes.JobsWrite)
            .WithSummary("Sets where you are told of events; the answer has the secret they are signed with, once.")
            .Accepts<WebhookRequest>("application/json").Produces<WebhookView>().ProducesProblem(400);
        api.MapDelete("/webhook", DeleteAsync).RequireAuthorization(Scopes.JobsWrite)
            .WithSummary("Ends the telling.").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> GetAsync(Caller caller, WebhookTable webhooks, CancellationToken cancellationToken) =>
        await webhooks.FindAsync(caller.UserId, cancellationToken) is { } webhook
            ? TypedResults.Json(new WebhookView(webhook.Url, webhook.Events, Secret: null), ServiceJson.Default.WebhookView)
            : None();

    private static async Task<IResult> PutAsync(
        HttpRequest request, Caller caller, WebhookTable webhooks, ServiceSettings settings, CancellationToken cancellationToken)
    {
        var wanted = await Bodies.ReadAsync(request.Body, ServiceJson.Default.WebhookRequest, cancellationToken);
        // Judged again at each connection; here for an early word.
        new AccessPolicy(settings.Crawler.Access.AllowedNetworks, settings.Crawler.Access.AllowedPorts).Gate(CrawlUrl.Parse(wanted.Url));
        var events = wanted.Events ?? Usual;
        if (events.Count == 0 || events.FirstOrDefault(type => !JobEventView.Types.Contains(type)) is not null)
            throw new InvalidInputException("events-unknown", $"events: name at least one of {string.Join(", ", JobEventView.Types)}.");
        var webhook = new Webhook(caller.UserId, wanted.Url, WebhookSignature.CreateSecret(), [.. events.Distinct()]);
        await webhooks.SetAsync(webhook, cancellationToken);
        return TypedResults.Json(new WebhookView(webhook.Url, webhook.Events, webhook.Secret), ServiceJson.Default.WebhookView);
    }

    private static async Task<IResult> DeleteAsync(Caller caller, WebhookTable webhooks, CancellationToken cancellationToken) =>
        await webhooks.DeleteAsync(caller.UserId, cancellationToken) ? TypedResults.NoContent() : None();

    private static IResult None() => Problems.Of(StatusCodes.Status404NotFound, "webhook-not-found", "You have no webhook.");
}
