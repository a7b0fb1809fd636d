using System.Text;
using PixCrawler.ImageFarm.Pictures;
using static PixCrawler.ImageFarm.FarmCase;

namespace PixCrawler.ImageFarm.Behaviours;

/// <summary>Content that is no image, or not the image it is said to be.</summary>
internal static class ContentBehaviours
{
    private const string Svg = "<svg xmlns='http://www.w3.org/2000/svg' width='320' height='240'><circle cx='160' cy='120' r='90'/>";

    private static readonly Dictionary<string, (string Type, string Body)> Bodies = new()
    {
        ["html"] = ("text/html", "<!doctype html><title>Not found</title><p>This picture has moved."),
        ["html-as-image"] = ("image/jpeg", "<!doctype html><title>Not found</title><p>This picture has moved."),
        ["svg"] = ("image/svg+xml", Svg + "</svg>"),
        ["svg-script"] = ("image/svg+xml", Svg + "<script>alert(1)</script></svg>"),
        ["svg-xxe"] = ("image/svg+xml", "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + Svg + "<text>&x;</text></svg>"),
        ["pdf"] = ("application/pdf", "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"),
        ["postscript"] = ("image/x-eps", "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 320 240\nshowpage\n"),
        ["text"] = ("text/plain", "This is a line of text.\n"),
        ["json"] = ("application/json", """{"error":"no such picture"}"""),
        ["one-byte"] = ("image/png", "P"),
        ["empty"] = ("image/png", ""),
    };

    public static IReadOnlyList<FarmBehaviour> All { get; } =
    [
        new("/content/{kind}", $"200 with a body that is no picture: {string.Join(", ", Bodies.Keys)}.", SendAsync,
            [.. Bodies.Keys.Select(kind => Rejected("content-" + kind, "/content/" + kind, ReasonOf(kind)))]),
        new("/as/{type}/{subtype}/{*path}", "The image under a content type of choice.",
            x => x.SendAsync(x.Image() with { ContentType = $"{x.Text("type")}/{x.Text("subtype")}" }),
            Kept("type-other-image", "/as/image/jpeg/gen/111/320x240.png"),
            Kept("type-octet-stream", "/as/application/octet-stream/gen/112/320x240.png")),
        new("/misnamed/{seed}/{name}", "A PNG, whatever its name says.", x => x.SendAsync(x.ImageAt($"gen/{x.Text("seed")}/320x240.png")),
            Kept("wrong-extension", "/misnamed/113/photo.jpg")),
        new("/pixel/{name}",
            "A tracking pixel: a GIF of 1×1.",
            x => x.SendAsync(new FarmImage(GifEncoder.EncodeFrames(1, 1, 1), "image/gif")),
            Rejected("tracking-pixel", "/pixel/track.gif", "too-small")),
        new("/frames/{n}/{name}", "An animated GIF of n frames, 64×64.",
            x => x.SendAsync(new FarmImage(GifEncoder.EncodeFrames(x.Int("n", least: 1, most: 20_000), 64, 64), "image/gif")),
            Kept("frames-1000", "/frames/1000/a.gif"), Rejected("frames-1001", "/frames/1001/a.gif", "too-many-frames")),
    ];

    private static string ReasonOf(string kind) => kind switch
    {
        "empty" => "empty",
        "one-byte" => "not-an-image",
        "text" or "json" => "not-an-image",
        _ => "refused-type",
    };

    private static Task SendAsync(FarmExchange x)
    {
        if (!Bodies.TryGetValue(x.Text("kind"), out var content))
            throw new FarmRouteException($"Give one of {string.Join(", ", Bodies.Keys)}.");
        return x.SendAsync(200, content.Type, Encoding.UTF8.GetBytes(content.Body));
    }
}
