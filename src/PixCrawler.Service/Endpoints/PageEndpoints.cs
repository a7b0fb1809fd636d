using System.Collections.Frozen;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PixCrawler.Service.Hosting;

namespace PixCrawler.Service.Endpoints;

/// <summary>
/// The pages for people: the dashboard and the one to try the API. They are files without anything secret in them; what they show they
/// ask of the API, as their user.
/// </summary>
internal static class PageEndpoints
{
    private const string Rules =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    private static readonly Dictionary<string, string> Types = new()
    {
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    // What there is when the process begins; names from outside never become paths.
    private static readonly FrozenDictionary<string, string> Assets = Directory.EnumerateFiles(Path.Combine(Folder, "assets"))
        .ToFrozenDictionary(file => Path.GetFileName(file), StringComparer.Ordinal);

    public static void Map(IEndpointRouteBuilder root)
    {
        foreach (var path in new[] { "/", "/new", "/system", "/jobs/{id}" })
            MapPage(root, path, "dashboard.html");
        MapPage(root, "/docs", "docs.html");
        root.MapGet("/assets/{file}", (string file, HttpResponse response) => Assets.TryGetValue(file, out var path)
            ? Send(response, path, Types[Path.GetExtension(path)])
            : Problems.Of(StatusCodes.Status404NotFound, "not-found", "There is no such file.")).AllowAnonymous().ExcludeFromDescription();
    }

    private static void MapPage(IEndpointRouteBuilder root, string path, string file) =>
        root.MapGet(path, (HttpResponse response) => Send(response, Path.Combine(Folder, file), "text/html; charset=utf-8"))
            .AllowAnonymous().ExcludeFromDescription();

    private static PhysicalFileHttpResult Send(HttpResponse response, string file, string type)
    {
        response.Headers.ContentSecurityPolicy = Rules;
        response.Headers.CacheControl = "no-cache";
        return TypedResults.PhysicalFile(file, type);
    }
}
