using System.Security.Cryptography;

namespace PixCrawler.ImageFarm.Pictures;

/// <summary>An image file as the farm sends it.</summary>
internal sealed record FarmImage(byte[] Bytes, string ContentType)
{
    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".png"] = "image/png",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
        [".bmp"] = "image/bmp",
        [".tif"] = "image/tiff",
        [".tiff"] = "image/tiff",
        [".avif"] = "image/avif",
    };

    /// <summary>A strong validator of the bytes.</summary>
    public string ETag { get; } = $"\"{Convert.ToHexStringLower(SHA256.HashData(Bytes).AsSpan(0, 8))}\"";

    public static string ContentTypeOf(string fileName) =>
        ContentTypes.GetValueOrDefault(Path.GetExtension(fileName), "application/octet-stream");

    /// <summary>Draws and encodes a picture; null when the name is not <c>WxH.png</c> (bmp, gif) with sides up to 8,192.</summary>
    public static FarmImage? Generate(int seed, string fileName)
    {
        if (ParseSize(fileName, largest: 8192) is not var (width, height)) return null;
        Func<byte[], int, int, byte[]>? encode = Path.GetExtension(fileName) switch
        {
            ".png" => PngEncoder.Encode,
            ".bmp" => BmpEncoder.Encode,
            ".gif" => GifEncoder.Encode,
            _ => null,
        };
        return encode is null
            ? null
            : new FarmImage(encode(GeneratedPicture.Draw(seed, width, height), width, height), ContentTypeOf(fileName));
    }

    /// <summary>Reads <c>320x240</c> out of <c>320x240.png</c>.</summary>
    public static (int Width, int Height)? ParseSize(string fileName, int largest)
    {
        var sides = Path.GetFileNameWithoutExtension(fileName).Split('x');
        return sides.Length == 2
            && int.TryParse(sides[0], out int width) && int.TryParse(sides[1], out int height)
            && width >= 1 && height >= 1 && width <= largest && height <= largest
            ? (width, height) : null;
    }
}
