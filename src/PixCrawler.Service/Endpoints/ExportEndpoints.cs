using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Service.Auth;
using PixCrawler.Service.Hosting;
using PixCrawler.Service.Jobs;
using PixCrawler.Service.ReadModel;

namespace PixCrawler.Service.Endpoints;

/// <summary>Exports of jobs' datasets: begin them, watch them, download what came of them.</summary>
internal static class ExportEndpoints
{
    private const string Route = "/jobs/{id}/exports/{name}";
    private const int UsualLifetimeSeconds = 3600;
    private const int LongestLifetimeSeconds = 604_800;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/jobs/{id}/exports", ListAsync).RequireAuthorization(Scopes.DatasetsRead)
            .WithSummary("Lists a job's exports and how each stands.").Produces<ExportsView>().ProducesProblem(404);
        api.MapPut(Route, ExportAsync).RequireAuthorization(Scopes.JobsWrite)
            .WithSummary("Exports a job's dataset under a name; sending it again is harmless.")
            .Accepts<ExportRequest>(isOptional: true, "application/json").Produces<ExportView>(202).ProducesProblem(400).ProducesProblem(404);
        api.MapGet(Route, GetAsync).RequireAuthorization(Scopes.DatasetsRead)
            .WithSummary("Shows how an export stands.").Produces<ExportView>().ProducesProblem(404);
        api.MapPost(Route + "/cancel", CancelAsync).RequireAuthorization(Scopes.JobsWrite)
            .WithSummary("Cancels an export; files that are whole stay.").Produces<ExportView>(202).ProducesProblem(404);
        api.MapPost(Route + "/links", LinkAsync).RequireAuthorization(Scopes.DatasetsRead)
            .WithSummary("Makes links by which anyone can download what was put into a store, for a while.")
            .Accepts<LinksRequest>(isOptional: true, "application/json").Produces<LinksView>().ProducesProblem(404).ProducesProblem(409);
        api.MapGet(Route + "/files/{*file}", FileAsync).RequireAuthorization(Scopes.DatasetsRead)
            .WithSummary("Sends an archive or shard of an export.").Produces(200, contentType: "application/octet-stream").ProducesProblem(404);
    }

    // A job that was not begun has none.
    private static async Task<IResult> ListAsync(
        string id, Caller caller, JobDirectory jobs, IPixCrawlerClient client, DataFolder folder, CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(id, caller, cancellationToken) is not { } job)
            return Problems.NoSuchJob();
        var exports = job.IsBegun ? await client.ListExportsAsync(job.Id, cancellationToken) ?? [] : [];
        return TypedResults.Json(new ExportsView([.. exports.Select(report => ExportView.Of(report, folder))]), ServiceJson.Default.ExportsView);
    }

    private static async Task<IResult> ExportAsync(
        string id, string name, HttpRequest request, Caller caller, JobDirectory jobs, IPixCrawlerClient client, Projector projector, DataFolder folder,
        CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(id, caller, cancellationToken) is not { } job)
            return Problems.NoSuchJob();
        var wanted = await Bodies.ReadOptionalAsync(request, ServiceJson.Default.ExportRequest, cancellationToken) ?? new ExportRequest();
        if (!wanted.IsTargetAllowed())
            return Problems.BadRequest("target-forbidden", "target: name a store (s3://bucket/prefix, azure://container/prefix), or leave it out.");
        return await client.ExportAsync(new ExportDataset(job.Id, name, wanted.ToSpecification()) { Refresh = wanted.Refresh }, CancellationToken.None) switch
        {
            ExportAccepted => await FollowAsync(job, name, client, projector, folder, cancellationToken),
            ExportRejected rejected => Problems.NotAccepted("export", rejected.Errors, folder.Hide),
            _ => Problems.Of(StatusCodes.Status409Conflict, "job-not-begun", "The job was not begun yet; start it first."),
        };
    }

    private static async Task<IResult> FollowAsync(
        JobRow job, string name, IPixCrawlerClient client, Projector projector, DataFolder folder, CancellationToken cancellationToken)
    {
        projector.Follow(job.Id);
        return await client.GetExportAsync(job.Id, name, cancellationToken) is { } report
            ? TypedResults.Json(ExportView.Of(report, folder), ServiceJson.Default.ExportView, statusCode: StatusCodes.Status202Accepted)
            : NoSuchExport();
    }

    private static async Task<IResult> GetAsync(
        string id, string name, Caller caller, JobDirectory jobs, IPixCrawlerClient client, DataFolder folder, CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(id, caller, cancellationToken) is not { } job)
            return Problems.NoSuchJob();
        return await client.GetExportAsync(job.Id, name, cancellationToken) is { } report
            ? TypedResults.Json(ExportView.Of(report, folder), ServiceJson.Default.ExportView)
            : NoSuchExport();
    }

    private static async Task<IResult> CancelAsync(
        string id, string name, Caller caller, JobDirectory jobs, IPixCrawlerClient client, Projector projector, DataFolder folder,
        CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(id, caller, cancellationToken) is not { } job)
            return Problems.NoSuchJob();
        return await client.CancelExportAsync(job.Id, name, cancellationToken)
            ? await FollowAsync(job, name, client, projector, folder, cancellationToken)
            : NoSuchExport();
    }

    private static async Task<IResult> LinkAsync(
        string id, string name, HttpRequest request, HttpResponse response, Caller caller, JobDirectory jobs, IPixCrawlerClient client, DataFolder folder,
        CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(id, caller, cancellationToken) is not { } job)
            return Problems.NoSuchJob();
        var wanted = await Bodies.ReadOptionalAsync(request, ServiceJson.Default.LinksRequest, cancellationToken) ?? new LinksRequest();
        var seconds = wanted.LifetimeSeconds ?? UsualLifetimeSeconds;
        if (seconds is < 1 or > LongestLifetimeSeconds)
            throw new InvalidInputException("body-invalid", $"lifetimeSeconds must be from 1 to {LongestLifetimeSeconds:N0}.");
        // Links are secrets.
        response.Headers.CacheControl = "no-store";
        return await client.LinkExportAsync(new LinkExport(job.Id, name, TimeSpan.FromSeconds(seconds)), cancellationToken) switch
        {
            ExportLinks links => TypedResults.Json(
                new LinksView([.. links.Links.Select(link => new LinkView(link.File, link.Url.AbsoluteUri, link.ExpiresAt))]), ServiceJson.Default.LinksView),
            ExportRejected rejected => Problems.Of(
                StatusCodes.Status409Conflict, "no-links", folder.Hide(string.Join(" ", rejected.Errors.Select(error => error.Problem)))!),
            _ => NoSuchExport(),
        };
    }

    private static async Task<IResult> FileAsync(
        string id, string name, string file, Caller caller, JobDirectory jobs, IPixCrawlerClient client, DataFolder folder, CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(id, caller, cancellationToken) is not { } job)
            return Problems.NoSuchJob();
        // Only what the export itself says it wrote: no name from outside becomes a path.
        var report = await client.GetExportAsync(job.Id, name, cancellationToken);
        if (report?.Result?.Archives.FirstOrDefault(archive => archive.Name == file) is not { } found)
            return NoSuchExport();
        var path = Path.Combine(folder.Dataset(job.Id), "exports", report.Name, found.Name);
        return File.Exists(path)
            ? TypedResults.PhysicalFile(path, "application/octet-stream", Path.GetFileName(found.Name), enableRangeProcessing: true)
            : NoSuchExport();
    }

    private static IResult NoSuchExport() => Problems.Of(StatusCodes.Status404NotFound, "export-not-found", "The job has no such export, or it has no such file here.");
}
