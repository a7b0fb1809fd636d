using static PixCrawler.ImageFarm.FarmCase;

namespace PixCrawler.ImageFarm.Behaviours;

/// <summary>Connections torn by the server.</summary>
internal static class CutBehaviours
{
    public static IReadOnlyList<FarmBehaviour> All { get; } =
    [
        new("/cut/{percent}/{*path}", "So much of the image, then a reset connection.", x => CutBodyAsync(x, x.Int("percent", most: 99)),
            Transient("cut-at-start", "/cut/0/gen/71/320x240.png", "body-broken"),
            Transient("cut-mid-body", "/cut/50/gen/72/320x240.png", "body-broken")),
        new("/cut-before-headers", "A reset connection in place of an answer.", CutAsync,
            Transient("cut-before-headers", "/cut-before-headers", "connection-failed")),
        new("/cut-then-ok/{n}/{*path}", "A connection reset in mid-body for the first n requests, then the image.",
            x => x.Attempt <= x.Int("n") ? CutBodyAsync(x, percent: 50) : x.SendAsync(x.Image()),
            Kept("cut-then-ok", "/cut-then-ok/1/gen/73/320x240.png", requests: 2)),
    ];

    private static Task CutAsync(FarmExchange x)
    {
        x.Raw().Reset();
        return Task.CompletedTask;
    }

    private static async Task CutBodyAsync(FarmExchange x, int percent)
    {
        var image = x.Image();
        var raw = x.Raw();
        await raw.SendHeadAsync(image.ContentType, image.Bytes.Length);
        await raw.SendAsync(image.Bytes.AsMemory(0, image.Bytes.Length * percent / 100));
        raw.Reset();
    }
}
