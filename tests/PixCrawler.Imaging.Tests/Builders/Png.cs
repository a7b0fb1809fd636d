using System.IO.Compression;
using PixCrawler.Imaging.Inspection;
using static PixCrawler.Imaging.Tests.Builders.Bytes;

namespace PixCrawler.Imaging.Tests.Builders;

internal static class Png
{
    public static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];
    public static readonly byte[] End = Chunk("IEND", []);

    public static byte[] Chunk(string type, byte[] data)
    {
        var named = Join(Text(type), data);
        return Join(Big32((uint)data.Length), named, Big32(Crc32.Compute(named)));
    }

    public static byte[] Header(uint width, uint height, byte depth = 8, byte colorType = 2, byte interlace = 0) =>
        Chunk("IHDR", Join(Big32(width), Big32(height), [depth, colorType, 0, 0, interlace]));

    /// <summary>An image of three bytes a pixel that is not of one colour.</summary>
    public static byte[] PixelData(int width, int height)
    {
        var raw = new byte[height * (1 + 3 * width)];
        for (var i = 0; i < raw.Length; i++)
            raw[i] = i % (1 + 3 * width) == 0 ? (byte)0 : (byte)(i * 7);
        return Chunk("IDAT", Deflate(raw));
    }

    /// <summary>An image of any pixels.</summary>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="colorType">2: three bytes a pixel, 6: four, 0: one, 4: two.</param>
    /// <param name="pixel">A pixel's bytes by column and row.</param>
    public static byte[] Of(int width, int height, byte colorType, Func<int, int, byte[]> pixel)
    {
        var raw = Join(Enumerable.Range(0, height).SelectMany(y => Enumerable.Range(0, width).Select(x => pixel(x, y)).Prepend([0])));
        return Join(Signature, Header((uint)width, (uint)height, colorType: colorType), Chunk("IDAT", Deflate(raw)), End);
    }

    public static byte[] Valid(int width, int height, params IEnumerable<byte[]> metadata) =>
        Join(Signature, Header((uint)width, (uint)height), Join(metadata), PixelData(width, height), End);

    /// <summary>A header that claims any size, with little behind it.</summary>
    public static byte[] Claiming(uint width, uint height, byte depth = 8, byte colorType = 2) =>
        Join(Signature, Header(width, height, depth, colorType), PixelData(1, 1), End);

    public static byte[] Deflate(byte[] raw)
    {
        using var target = new MemoryStream();
        using (var deflater = new ZLibStream(target, CompressionLevel.Optimal))
            deflater.Write(raw);
        return target.ToArray();
    }
}
