using static PixCrawler.ImageFarm.FarmCase;

namespace PixCrawler.ImageFarm.Behaviours;

/// <summary>A Content-Length that lies.</summary>
internal static class LengthBehaviours
{
    private const long HugeBytes = 10L << 30;

    public static IReadOnlyList<FarmBehaviour> All { get; } =
    [
        new("/length/short/{*path}", "Half of the image under the Content-Length of the whole, then the connection ends in good order.",
            x => LieAsync(x, declared: 1, sent: 0.5), Transient("length-short", "/length/short/gen/61/320x240.png", "body-broken")),
        new("/length/long/{*path}", "The whole image under half its Content-Length: the client gets a cut image.",
            x => LieAsync(x, declared: 0.5, sent: 1), Rejected("length-long", "/length/long/gen/62/320x240.png", "truncated")),
        new("/length/huge",
            "A Content-Length of 10 GiB, then nothing.",
            HugeAsync, Permanent("length-huge", "/length/huge", "body-too-large")),
    ];

    private static async Task LieAsync(FarmExchange x, double declared, double sent)
    {
        var image = x.Image();
        x.Aborted = sent < declared;
        var raw = x.Raw();
        await raw.SendHeadAsync(image.ContentType, (long)(image.Bytes.Length * declared));
        await raw.SendAsync(image.Bytes.AsMemory(0, (int)(image.Bytes.Length * sent)));
        await raw.CloseAsync();
    }

    private static async Task HugeAsync(FarmExchange x)
    {
        x.Http.Response.ContentType = "image/png";
        x.Http.Response.ContentLength = HugeBytes;
        await x.Http.Response.Body.FlushAsync(x.Cancelled);
        await x.HangAsync();
    }
}
