using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Datasets.Manifests;
using PixCrawler.Domain.Urls;
using PixCrawler.Service.Auth;
using PixCrawler.Service.Hosting;
using PixCrawler.Service.Jobs;
using PixCrawler.Service.Live;

namespace PixCrawler.Service.Endpoints;

/// <summary>Says why a job stands as it does, or why a URL ended as it did.</summary>
internal static class ExplainEndpoint
{
    private const int MaxAccounts = 20;

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/jobs/{id}/explain", ExplainAsync).RequireAuthorization(Scopes.JobsRead)
        .WithSummary("Says why URLs ended as they did and what to do about it; with url=, about that one.").WithQuery("url")
        .Produces<JobExplanationView>().ProducesProblem(404);

    private static async Task<IResult> ExplainAsync(
        string id, HttpRequest request, Caller caller, JobDirectory jobs, JobFeeds feeds, DataFolder folder, CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(id, caller, cancellationToken) is not { } job)
            return Problems.NoSuchJob();
        Query.Allow(request, "url");
        var progress = await feeds.ProgressAsync(job, cancellationToken);
        var accounts = Query.Text(request, "url") is { } url ? await AccountsAsync(job.Id, folder.Dataset(job.Id), url, cancellationToken) : null;
        return TypedResults.Json(JobExplanationView.Of(progress, accounts), ServiceJson.Default.JobExplanationView);
    }

    private static async Task<IReadOnlyList<ImageView>> AccountsAsync(JobId jobId, string dataset, string url, CancellationToken cancellationToken)
    {
        if (!ManifestReader.IsDataset(dataset))
            return [];
        // Accounts hold URLs without their secrets.
        var safe = SafeUrl.Redact(url);
        return await ManifestReader.ReadAsync(dataset, cancellationToken)
            .Where(row => string.Equals(row.Entry.Candidate.Url, safe, StringComparison.Ordinal))
            .Take(MaxAccounts).Select(row => ImageView.Of(jobId, row, wasPutAside: false)).ToListAsync(cancellationToken);
    }
}
