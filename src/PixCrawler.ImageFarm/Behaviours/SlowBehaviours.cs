using static PixCrawler.ImageFarm.FarmCase;

namespace PixCrawler.ImageFarm.Behaviours;

/// <summary>Answers that take long, or for ever.</summary>
internal static class SlowBehaviours
{
    public static IReadOnlyList<FarmBehaviour> All { get; } =
    [
        new("/drip/{bytes}/{milliseconds}/{*path}", "The image, so many bytes at a time with a pause after each.", DripAsync,
            Kept("drip-fast", "/drip/4096/20/img/city-night.jpg"), Hanging("drip-slow", "/drip/1/9000/img/city-night.jpg")),
        new("/slow/{milliseconds}/{*path}", "Nothing for a while, then any behaviour.", SlowAsync,
            Kept("slow-start", "/slow/300/gen/51/320x240.png")),
        new("/hang", "Takes the request and sends nothing.", x => x.HangAsync(), Hanging("hang", "/hang")),
        new("/hang-after-headers", "Headers of an image, and no body.", x => HangInBodyAsync(x, "gen/52/320x240.png", fraction: 0),
            Hanging("hang-after-headers", "/hang-after-headers")),
        new("/hang-mid-body/{*path}", "Half of the image, and then nothing.", x => HangInBodyAsync(x, x.Text("path"), fraction: 0.5),
            Hanging("hang-mid-body", "/hang-mid-body/gen/53/320x240.png")),
        new("/endless", "A chunked body that never ends, as fast as it is read.", EndlessAsync,
            Permanent("endless", "/endless", "body-too-large")),
    ];

    private static async Task DripAsync(FarmExchange x)
    {
        var (bytes, pause) = (x.Int("bytes", least: 1), TimeSpan.FromMilliseconds(x.Int("milliseconds")));
        var image = x.Image();
        x.Http.Response.ContentType = image.ContentType;
        x.Http.Response.ContentLength = image.Bytes.Length;
        for (int at = 0; at < image.Bytes.Length; at += bytes)
        {
            await x.WriteAsync(image.Bytes.AsMemory(at, Math.Min(bytes, image.Bytes.Length - at)));
            await x.DelayAsync(pause);
        }
    }

    private static async Task SlowAsync(FarmExchange x)
    {
        await x.DelayAsync(TimeSpan.FromMilliseconds(x.Int("milliseconds")));
        await x.ContinueAsync();
    }

    private static async Task HangInBodyAsync(FarmExchange x, string path, double fraction)
    {
        var image = x.ImageAt(path);
        x.Http.Response.ContentType = image.ContentType;
        x.Http.Response.ContentLength = image.Bytes.Length;
        await x.WriteAsync(image.Bytes.AsMemory(0, (int)(image.Bytes.Length * fraction)));
        await x.Http.Response.Body.FlushAsync(x.Cancelled);
        await x.HangAsync();
    }

    private static async Task EndlessAsync(FarmExchange x)
    {
        var image = x.ImageAt("gen/54/320x240.bmp");
        x.Http.Response.ContentType = image.ContentType;
        while (true)
        {
            x.Cancelled.ThrowIfCancellationRequested();
            await x.WriteAsync(image.Bytes);
        }
    }
}
