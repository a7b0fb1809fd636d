using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PixCrawler.Datasets.Manifests;
using PixCrawler.Datasets.Reports.Html;
using PixCrawler.Service.Auth;
using PixCrawler.Service.Hosting;
using PixCrawler.Service.Jobs;

namespace PixCrawler.Service.Endpoints;

/// <summary>
/// Small pictures of what a job kept, and of the few rejected images of each reason whose bytes are put aside. They are made of the
/// bytes by the decoder's own process, and anew: nothing of a stranger's file is in them.
/// </summary>
internal static class ThumbnailEndpoints
{
    private const string Type = "image/jpeg";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/jobs/{id}/images/{name}/thumbnail", KeptAsync).RequireAuthorization(Scopes.DatasetsRead)
            .WithSummary("Sends a small picture of a kept image, some 160 pixels a side.").Produces(200, contentType: Type).ProducesProblem(404);
        api.MapGet("/jobs/{id}/rejects/{name}/thumbnail", RejectedAsync).RequireAuthorization(Scopes.DatasetsRead)
            .WithSummary("Sends a small picture of a rejected image, where its bytes were put aside.").Produces(200, contentType: Type).ProducesProblem(404);
    }

    private static async Task<IResult> KeptAsync(
        string id, string name, HttpResponse response, Caller caller, JobDirectory jobs, DataFolder folder, Func<IThumbnailer?> thumbnails,
        CancellationToken cancellationToken) =>
        await jobs.FindAsync(id, caller, cancellationToken) is { } job
            ? await SendAsync(ImageEndpoints.PathOf(folder.Dataset(job.Id), name), response, thumbnails, cancellationToken)
            : Problems.NoSuchJob();

    private static async Task<IResult> RejectedAsync(
        string id, string name, HttpResponse response, Caller caller, JobDirectory jobs, DataFolder folder, Func<IThumbnailer?> thumbnails,
        CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(id, caller, cancellationToken) is not { } job)
            return Problems.NoSuchJob();
        // Only what lies there is sent: no name from outside becomes a path.
        var path = SlotCursor.Parse(name.Replace('-', '/')) is { } slot
            ? ManifestReader.RejectsOf(folder.Dataset(job.Id)).GetValueOrDefault((slot.Chunk, slot.Slot))
            : null;
        return await SendAsync(path, response, thumbnails, cancellationToken);
    }

    private static async Task<IResult> SendAsync(string? path, HttpResponse response, Func<IThumbnailer?> thumbnails, CancellationToken cancellationToken)
    {
        if (path is null)
            return ImageEndpoints.NoSuchImage();
        if (thumbnails() is not { } thumbnailer || await thumbnailer.ThumbnailAsync(path, cancellationToken) is not { } picture)
            return Problems.Of(StatusCodes.Status404NotFound, "no-thumbnail", "There is no small picture of this image: its format cannot be decoded here.");
        ImageEndpoints.Seal(response);
        return TypedResults.Bytes(picture, Type);
    }
}
