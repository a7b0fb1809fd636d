using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Service.Auth;
using PixCrawler.Service.Jobs;
using PixCrawler.Service.Live;
using PixCrawler.Service.ReadModel;

namespace PixCrawler.Service.Endpoints;

/// <summary>A job's events: as a stream for those who accept <c>text/event-stream</c>, page by page for others.</summary>
internal static class EventEndpoints
{
    private const int MaxPage = 1000;
    private const int UsualPage = 200;

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/jobs/{id}/events", GetAsync).RequireAuthorization(Scopes.JobsRead)
        .WithSummary("Sends a job's events live (Accept: text/event-stream; resumed by Last-Event-ID), or lists them.")
        .WithQuery("after", "limit").Produces<EventPage>().Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);

    private static async Task<IResult> GetAsync(
        string id, HttpContext context, Caller caller, JobDirectory jobs, JobTable table, JobFeeds feeds, EventStream stream,
        IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(id, caller, cancellationToken) is not { } job)
            return Problems.NoSuchJob();
        Query.Allow(context.Request, "after", "limit");
        var after = After(context.Request);
        if (!context.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase))
            return await ListAsync(job, after, (int)Query.Number(context.Request, "limit", UsualPage, 1, MaxPage), table, cancellationToken);
        // Nothing will come any more: this answer tells browsers not to come back.
        if (job.Status.IsTerminal() && after >= job.Sequence)
            return TypedResults.NoContent();
        using var feed = Watch.TryBegin(feeds, job.Id);
        if (feed is null)
        {
            context.Response.Headers.RetryAfter = "10";
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "too-many-watchers", "Too many streams are open; come back later, or ask for /progress.");
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            await stream.SendAsync(feed.Feed, Math.Min(after, job.Sequence), job.Status.IsTerminal(), context.Response, over.Token);
        }
        catch (OperationCanceledException)
        {
            // The watcher went or was dropped, or the service stops; whoever comes back goes on where it was.
        }

        return TypedResults.Empty;
    }

    private static async Task<IResult> ListAsync(JobRow job, long after, int limit, JobTable table, CancellationToken cancellationToken)
    {
        var events = await table.EventsAsync(job.Id, after, limit, cancellationToken);
        var last = events.Count == 0 ? after : events[^1].Sequence;
        return TypedResults.Json(new EventPage([.. events.Select(entry => JsonNode.Parse(entry.Data)!)], last), ServiceJson.Default.EventPage);
    }

    // The header is what browsers send by themselves when they come back, so it wins over the address they come back to.
    private static long After(HttpRequest request)
    {
        if (request.Headers["Last-Event-ID"] is not [{ Length: > 0 } text])
            return Query.Number(request, "after", 0, 0, long.MaxValue);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new InvalidInputException("last-event-id-invalid", "Last-Event-ID must be the id of an event.");
    }

    /// <summary>A watcher's place, given back at the end.</summary>
    private sealed class Watch(JobFeeds feeds, JobFeed feed) : IDisposable
    {
        public JobFeed Feed => feed;

        public static Watch? TryBegin(JobFeeds feeds, JobId jobId) => feeds.TryJoin(jobId) is { } feed ? new Watch(feeds, feed) : null;

        public void Dispose() => feeds.Leave(feed);
    }
}
