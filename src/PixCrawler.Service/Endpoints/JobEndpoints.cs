using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Service.Auth;
using PixCrawler.Service.Hosting;
using PixCrawler.Service.Jobs;
using PixCrawler.Service.Live;
using PixCrawler.Service.ReadModel;

namespace PixCrawler.Service.Endpoints;

/// <summary>Jobs: look at them, begin, cancel and redo them.</summary>
internal static class JobEndpoints
{
    private const int MaxPage = 200;
    private const int UsualPage = 50;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/jobs", ListAsync).RequireAuthorization(Scopes.JobsRead)
            .WithSummary("Lists jobs, the newest first.").WithQuery("status", "user", "limit", "cursor")
            .Produces<Page<JobView>>().ProducesProblem(400);
        api.MapGet("/jobs/{id}", GetAsync).RequireAuthorization(Scopes.JobsRead)
            .WithSummary("Shows how a job stands.").Produces<JobView>().ProducesProblem(404);
        api.MapGet("/jobs/{id}/progress", ProgressAsync).RequireAuthorization(Scopes.JobsRead)
            .WithSummary("Shows how a job stands and what it waits for.").Produces<JobProgressView>().ProducesProblem(404);
        api.MapPost("/jobs/{id}/start", StartAsync).RequireAuthorization(Scopes.JobsWrite)
            .WithSummary("Begins a job that was created with start: false.").Produces<JobView>(202).ProducesProblem(400).ProducesProblem(404);
        foreach (var word in new[] { "cancel", "stop" })
        {
            api.MapPost($"/jobs/{{id}}/{word}", CancelAsync).RequireAuthorization(Scopes.JobsWrite)
                .WithSummary("Cancels a job; what was kept stays.").Produces<JobView>(202).ProducesProblem(404);
        }

        api.MapPost("/jobs/{id}/retry-failed", RetryAsync).RequireAuthorization(Scopes.JobsWrite)
            .WithSummary("Redoes what failed in an ended job; the rest is not touched.")
            .Accepts<RetryRequest>(isOptional: true, "application/json").Produces<RetryTaken>(202).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, Caller caller, JobTable table, DataFolder folder, CancellationToken cancellationToken)
    {
        Query.Allow(request, "status", "user", "limit", "cursor");
        var limit = (int)Query.Number(request, "limit", UsualPage, 1, MaxPage);
        JobCursor? cursor = Query.Text(request, "cursor") is not { } text ? null
            : JobCursor.Parse(text) ?? throw new InvalidInputException("query-invalid", "cursor must be the 'next' of an earlier answer.");
        var user = caller.IsAdmin ? Query.Text(request, "user") : caller.UserId;
        var jobs = await table.ListAsync(new JobListing(user, Query.Word<JobStatus>(request, "status"), cursor, limit), cancellationToken);
        var next = jobs.Count < limit ? null : new JobCursor(jobs[^1].CreatedAt, jobs[^1].Id).ToString();
        return TypedResults.Json(new Page<JobView>([.. jobs.Select(job => JobView.Of(job, folder))], next), ServiceJson.Default.PageJobView);
    }

    private static async Task<IResult> GetAsync(string id, Caller caller, JobDirectory jobs, JobFeeds feeds, CancellationToken cancellationToken) =>
        await jobs.FindAsync(id, caller, cancellationToken) is { } job
            ? TypedResults.Json((await feeds.ProgressAsync(job, cancellationToken)).Job, ServiceJson.Default.JobView)
            : Problems.NoSuchJob();

    private static async Task<IResult> ProgressAsync(string id, Caller caller, JobDirectory jobs, JobFeeds feeds, CancellationToken cancellationToken) =>
        await jobs.FindAsync(id, caller, cancellationToken) is { } job
            ? TypedResults.Json(await feeds.ProgressAsync(job, cancellationToken), ServiceJson.Default.JobProgressView)
            : Problems.NoSuchJob();

    private static async Task<IResult> StartAsync(
        string id, Caller caller, JobDirectory jobs, JobIntake intake, DataFolder folder, CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(id, caller, cancellationToken) is not { } job)
            return Problems.NoSuchJob();
        if (job is { Status: JobStatus.Cancelled, IsBegun: false })
            return Problems.Of(StatusCodes.Status409Conflict, "job-cancelled", "The job was cancelled before it was begun; create a new one.");
        var result = await intake.StartAsync(job);
        return result.Job is { } begun
            ? TypedResults.Json(JobView.Of(begun, folder), ServiceJson.Default.JobView, statusCode: StatusCodes.Status202Accepted)
            : Problems.NotAccepted("job", result.Errors!, folder.Hide);
    }

    private static async Task<IResult> CancelAsync(
        string id, Caller caller, JobDirectory jobs, JobFeeds feeds, CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(id, caller, cancellationToken) is not { } job)
            return Problems.NoSuchJob();
        await jobs.CancelAsync(job, cancellationToken);
        var cancelled = await jobs.FindAsync(id, caller, cancellationToken) ?? job;
        return TypedResults.Json((await feeds.ProgressAsync(cancelled, cancellationToken)).Job, ServiceJson.Default.JobView, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> RetryAsync(string id, HttpRequest request, Caller caller, JobDirectory jobs, CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(id, caller, cancellationToken) is not { } job)
            return Problems.NoSuchJob();
        var retry = await Bodies.ReadOptionalAsync(request, ServiceJson.Default.RetryRequest, cancellationToken) ?? new RetryRequest();
        return await jobs.RetryFailedAsync(job, retry.Reason, cancellationToken) switch
        {
            RetryAccepted accepted => TypedResults.Json(
                new RetryTaken(id, accepted.Slots), ServiceJson.Default.RetryTaken, statusCode: StatusCodes.Status202Accepted),
            RetryRefused refused => Problems.Of(StatusCodes.Status409Conflict, "nothing-to-redo", refused.Problem),
            _ => Problems.Of(StatusCodes.Status409Conflict, "job-not-begun", "The job was not begun yet; start it first."),
        };
    }
}
