using PixCrawler.ImageFarm.Pictures;
using static PixCrawler.ImageFarm.FarmCase;

namespace PixCrawler.ImageFarm.Behaviours;

/// <summary>Images that were good once, or that mean harm.</summary>
internal static class BrokenImageBehaviours
{
    public static IReadOnlyList<FarmBehaviour> All { get; } =
    [
        new("/truncated/{*path}",
            "The first half of the image, as a complete answer.",
            x => SendAsync(x, bytes => bytes[..(bytes.Length / 2)]),
            Rejected("truncated-png", "/truncated/gen/121/320x240.png", "truncated"),
            Rejected("truncated-jpeg", "/truncated/img/sea-morning.jpg", "truncated")),
        new("/flipped/{*path}", "The image with one bit flipped in its middle.", x => SendAsync(x, Flip),
            Rejected("bit-flipped-png", "/flipped/gen/122/320x240.png", "corrupt")),
        new("/trailing/{bytes}/{*path}", "The image with so many bytes after its end.",
            x => SendAsync(x, bytes => [.. bytes, .. Enumerable.Repeat((byte)'t', x.Int("bytes", most: 10 << 20))]),
            Kept("trailing-100", "/trailing/100/gen/123/320x240.png"),
            Rejected("trailing-100000", "/trailing/100000/gen/124/320x240.png", "trailing-data")),
        new("/bomb/{size}", "A valid PNG of WIDTHxHEIGHT black pixels in a small file.", BombAsync,
            Rejected("decompression-bomb", "/bomb/30000x30000.png", "too-many-pixels")),
    ];

    private static Task SendAsync(FarmExchange x, Func<byte[], byte[]> change)
    {
        var image = x.Image();
        return x.SendAsync(image with { Bytes = change(image.Bytes) });
    }

    private static byte[] Flip(byte[] bytes)
    {
        byte[] flipped = [.. bytes];
        flipped[flipped.Length / 2] ^= 1;
        return flipped;
    }

    private static Task BombAsync(FarmExchange x) => FarmImage.ParseSize(x.Text("size"), largest: 40_000) is var (width, height)
        ? x.SendAsync(new FarmImage(PngEncoder.EncodeBomb(width, height), "image/png"))
        : throw new FarmRouteException("Give the bomb's size as WIDTHxHEIGHT.png with sides up to 40,000.");
}
