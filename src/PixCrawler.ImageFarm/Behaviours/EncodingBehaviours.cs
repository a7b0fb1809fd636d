using System.IO.Compression;
using static PixCrawler.ImageFarm.FarmCase;

namespace PixCrawler.ImageFarm.Behaviours;

/// <summary>Content codings that nobody asked for, and too many headers.</summary>
internal static class EncodingBehaviours
{
    private static readonly byte[] Mebibyte = new byte[1 << 20];

    public static IReadOnlyList<FarmBehaviour> All { get; } =
    [
        new("/encoded/{coding}/{*path}",
            "The image with Content-Encoding gzip, br, deflate, gzip-gzip (twice), zstd or another label (not encoded).",
            EncodedAsync,
            Permanent("encoded-gzip", "/encoded/gzip/gen/81/320x240.bmp", "encoded-body"),
            Permanent("encoded-br", "/encoded/br/gen/82/320x240.bmp", "encoded-body"),
            Permanent("encoded-deflate", "/encoded/deflate/gen/83/320x240.bmp", "encoded-body"),
            Permanent("encoded-zstd", "/encoded/zstd/gen/84/320x240.bmp", "encoded-body"),
            Permanent("encoded-twice", "/encoded/gzip-gzip/gen/85/320x240.bmp", "encoded-body"),
            Kept("encoded-identity", "/encoded/identity/gen/86/320x240.bmp")),
        new("/gzip-bomb/{mebibytes}", "So many MiB of zeros, a thousandth of that on the wire.", GzipBombAsync,
            Permanent("gzip-bomb", "/gzip-bomb/100", "encoded-body")),
        new("/headers/large/{bytes}/{*path}", "An image with one header of so many bytes.",
            x => FloodAsync(x, count: 1, bytes: x.Int("bytes", most: 1 << 20)),
            Kept("headers-modest", "/headers/large/4096/gen/87/320x240.png"),
            Permanent("headers-large", "/headers/large/71680/gen/88/320x240.png", "headers-too-large")),
        new("/headers/many/{count}/{*path}", "An image with so many small headers.",
            x => FloodAsync(x, x.Int("count", most: 10_000), bytes: 8),
            Permanent("headers-many", "/headers/many/1000/gen/89/320x240.png", "headers-too-large")),
    ];

    private static Task EncodedAsync(FarmExchange x)
    {
        var image = x.Image();
        string coding = x.Text("coding");
        x.Http.Response.Headers.ContentEncoding = coding.Replace("-", ", ", StringComparison.Ordinal);
        return x.SendAsync(image with { Bytes = coding.Split('-').Aggregate(image.Bytes, Encode) });
    }

    private static byte[] Encode(byte[] bytes, string coding)
    {
        var encoded = new MemoryStream();
        using (Stream encoder = coding switch
        {
            "gzip" => new GZipStream(encoded, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(encoded, CompressionLevel.Fastest, leaveOpen: true),
            // The coding called deflate is the zlib format (RFC 9110, section 8.4.1.2).
            "deflate" => new ZLibStream(encoded, CompressionLevel.Fastest, leaveOpen: true),
            _ => encoded,
        }) encoder.Write(bytes);
        return encoded.ToArray();
    }

    private static Task GzipBombAsync(FarmExchange x)
    {
        int mebibytes = x.Int("mebibytes", least: 1, most: 1024);
        var bomb = new MemoryStream();
        using (var gzip = new GZipStream(bomb, CompressionLevel.Fastest, leaveOpen: true))
            for (int i = 0; i < mebibytes; i++) gzip.Write(Mebibyte);
        x.Http.Response.Headers.ContentEncoding = "gzip";
        return x.SendAsync(200, "image/png", bomb.ToArray());
    }

    private static Task FloodAsync(FarmExchange x, int count, int bytes)
    {
        for (int i = 0; i < count; i++) x.Http.Response.Headers[$"X-Flood-{i}"] = new string('f', bytes);
        return x.SendAsync(x.Image());
    }
}
