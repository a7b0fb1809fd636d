using Microsoft.AspNetCore.Http;
using PixCrawler.ImageFarm.Pictures;
using static PixCrawler.ImageFarm.FarmCase;

namespace PixCrawler.ImageFarm.Behaviours;

/// <summary>Good images.</summary>
internal static class ImageBehaviours
{
    private const string LastModified = "Thu, 01 Jan 2026 00:00:00 GMT";

    public static IReadOnlyList<FarmBehaviour> All { get; } =
    [
        new("/img/{name}", "An image of the set, with ETag and Last-Modified; 304 when the client has it.",
            x => SendAsync(x, x.ImageAt("img/" + x.Text("name"))),
            Kept("image-jpeg", "/img/mountains-dawn.jpg"),
            Kept("image-png", "/img/city-blue.png"),
            Kept("image-gif", "/img/flower-sun.gif"),
            Kept("image-webp", "/img/sea-noon.webp"), Kept("image-bmp", "/img/fractal-fern.bmp")),
        new("/gen/{seed}/{size}", "A picture drawn from the seed, as WIDTHxHEIGHT.png, .bmp or .gif: as many distinct images as asked for.",
            x => SendAsync(x, x.ImageAt($"gen/{x.Text("seed")}/{x.Text("size")}")),
            Kept("generated-png", "/gen/1/320x240.png"),
            Kept("generated-bmp", "/gen/2/320x240.bmp"),
            Kept("generated-gif", "/gen/3/320x240.gif")),
        new("/dup/{group}/{name}", "The same bytes for every name of a group (a number).",
            x => SendAsync(x, x.ImageAt($"gen/{x.Text("group")}/320x240.png")),
            Kept("duplicate-first", "/dup/11/a.png")),
        new("/size/{bytes}/{name}", "A valid BMP of exactly so many bytes.",
            x => x.SendAsync(new FarmImage(BmpEncoder.EncodeOfSize(x.Int("bytes", most: 100 << 20))
                ?? throw new FarmRouteException("The smallest picture of a given size is 6,198 bytes."), "image/bmp")),
            Kept("size-20-mib", "/size/20971520/a.bmp"), Permanent("size-over-20-mib", "/size/20971521/a.bmp", "body-too-large")),
    ];

    private static Task SendAsync(FarmExchange x, FarmImage image)
    {
        x.Http.Response.Headers.ETag = image.ETag;
        x.Http.Response.Headers.LastModified = LastModified;
        var asked = x.Http.Request.Headers;
        bool unchanged = asked.IfNoneMatch.Count > 0 ? asked.IfNoneMatch.Contains(image.ETag) : asked.IfModifiedSince == LastModified;
        return unchanged ? x.SendAsync(StatusCodes.Status304NotModified, "", default) : x.SendAsync(image);
    }
}
