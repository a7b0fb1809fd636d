using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Datasets.Manifests;
using PixCrawler.Service.Auth;
using PixCrawler.Service.Hosting;
using PixCrawler.Service.Jobs;
using PixCrawler.Service.ReadModel;

namespace PixCrawler.Service.Endpoints;

/// <summary>A job's account of its URLs, and the images it kept. Chunks appear as they are settled.</summary>
internal static class ImageEndpoints
{
    private const int MaxPage = 500;
    private const int UsualPage = 100;

    // A filter that little passes must not make one request read millions of lines.
    private const int MaxLooked = 20_000;

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["jpg"] = "image/jpeg",
        ["png"] = "image/png",
        ["gif"] = "image/gif",
        ["webp"] = "image/webp",
        ["bmp"] = "image/bmp",
        ["tif"] = "image/tiff",
        ["avif"] = "image/avif",
        ["heic"] = "image/heic",
        ["ico"] = "image/x-icon",
    };

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/jobs/{id}/images", ListAsync).RequireAuthorization(Scopes.DatasetsRead)
            .WithSummary("Lists how URLs ended, by their place.").WithQuery("status", "reason", "limit", "cursor")
            .Produces<Page<ImageView>>().ProducesProblem(400).ProducesProblem(404);
        api.MapGet("/jobs/{id}/images/{name}", BytesAsync).RequireAuthorization(Scopes.DatasetsRead)
            .WithSummary("Sends a kept image.").Produces(200, contentType: "image/jpeg", additionalContentTypes: [.. Types.Values.Skip(1)]).ProducesProblem(404);
        api.MapGet("/jobs/{id}/manifest", ManifestAsync).RequireAuthorization(Scopes.DatasetsRead)
            .WithSummary("Sends the account of all settled chunks, one JSON object a line.").Produces(200, contentType: "application/jsonl").ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(
        string id, HttpRequest request, Caller caller, JobDirectory jobs, DataFolder folder, CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(id, caller, cancellationToken) is not { } job)
            return Problems.NoSuchJob();
        Query.Allow(request, "status", "reason", "limit", "cursor");
        var (status, reason) = (Query.Word<SettlementStatus>(request, "status"), Query.Text(request, "reason"));
        var limit = (int)Query.Number(request, "limit", UsualPage, 1, MaxPage);
        var from = Query.Text(request, "cursor") is not { } text ? SlotCursor.Start
            : SlotCursor.Parse(text) ?? throw new InvalidInputException("query-invalid", "cursor must be the 'next' of an earlier answer.");
        var (found, looked, last) = (new List<ImageView>(), 0, from);
        var dataset = folder.Dataset(job.Id);
        var rejects = ManifestReader.RejectsOf(dataset);
        await foreach (var row in RowsAsync(dataset, from, cancellationToken))
        {
            if (found.Count == limit || looked == MaxLooked)
                return Page(found, last.ToString());
            looked++;
            var settlement = row.Entry.Settlement;
            last = new SlotCursor(row.Chunk, settlement.Slot);
            if ((status is null || settlement.Status == status) && (reason is null || settlement.Reason == reason))
                found.Add(ImageView.Of(job.Id, row, rejects.ContainsKey((row.Chunk, settlement.Slot))));
        }

        return Page(found, next: null);
    }

    private static JsonHttpResult<Page<ImageView>> Page(List<ImageView> found, string? next) =>
        TypedResults.Json(new Page<ImageView>(found, next), ServiceJson.Default.PageImageView);

    private static async IAsyncEnumerable<ManifestRow> RowsAsync(
        string dataset, SlotCursor from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!ManifestReader.IsDataset(dataset))
            yield break;
        await foreach (var row in ManifestReader.ReadAsync(dataset, from.Chunk, cancellationToken))
        {
            if (from.IsBefore(row))
                yield return row;
        }
    }

    private static async Task<IResult> BytesAsync(
        string id, string name, HttpResponse response, Caller caller, JobDirectory jobs, DataFolder folder, CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(id, caller, cancellationToken) is not { } job)
            return Problems.NoSuchJob();
        if (PathOf(folder.Dataset(job.Id), name) is not { } path)
            return NoSuchImage();
        Seal(response);
        var tag = new EntityTagHeaderValue($"\"{Path.GetFileNameWithoutExtension(name)}\"");
        return TypedResults.PhysicalFile(path, Types[Path.GetExtension(name)[1..]], name, entityTag: tag, enableRangeProcessing: true);
    }

    /// <summary>Where an image lies; null where there is none of that name, which is judged as one of ours before it becomes a path.</summary>
    public static string? PathOf(string dataset, string name)
    {
        var (hash, extension) = (Path.GetFileNameWithoutExtension(name), Path.GetExtension(name).TrimStart('.'));
        if ($"{hash}.{extension}" != name || ManifestReader.FileOf(new StoredImage(hash, extension, 0, 0, 0)) is not { } file)
            return null;
        var path = Path.Combine(dataset, file);
        return File.Exists(path) ? path : null;
    }

    /// <summary>A stranger's file runs nothing, whatever it is, and never changes.</summary>
    public static void Seal(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.Headers.CacheControl = "private, max-age=31536000, immutable";
    }

    /// <summary>There is no such image.</summary>
    public static IResult NoSuchImage() => Problems.Of(StatusCodes.Status404NotFound, "image-not-found", "The job has no such image.");

    private static async Task<IResult> ManifestAsync(string id, Caller caller, JobDirectory jobs, DataFolder folder, CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(id, caller, cancellationToken) is not { } job)
            return Problems.NoSuchJob();
        var dataset = folder.Dataset(job.Id);
        var files = ManifestReader.IsDataset(dataset) ? ManifestReader.FilesOf(dataset) : [];
        return TypedResults.Stream(
            async body =>
            {
                foreach (var file in files)
                {
                    await using var manifest = File.OpenRead(file);
                    await manifest.CopyToAsync(body, cancellationToken);
                }
            },
            "application/jsonl", $"manifest-{job.Id}.jsonl");
    }
}
