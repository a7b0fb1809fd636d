using static PixCrawler.Imaging.Tests.Builders.Bytes;

namespace PixCrawler.Imaging.Tests.Builders;

/// <summary>Little-endian TIFF.</summary>
internal static class Tiff
{
    public static byte[] Header(uint firstDirectory) => Join(Text("II*\0"), Little32(firstDirectory));

    public static byte[] Directory(uint next, params byte[][] entries) => Join(Little16(entries.Length), Join(entries), Little32(next));

    public static byte[] Short(int tag, int value) => Join(Little16(tag), Little16(3), Little32(1), Little16(value), [0, 0]);

    public static byte[] Long(int tag, uint value, uint count = 1) => Join(Little16(tag), Little16(4), Little32(count), Little32(value));

    /// <summary>One grey strip of pixels right behind the header, then its directory.</summary>
    public static byte[] Valid(int width = 4, int height = 4, uint next = 0, int extraBytes = 0)
    {
        var pixels = new byte[width * height];
        return Join(Header((uint)(8 + pixels.Length)), pixels, Page(width, height, 8, (uint)pixels.Length, next), new byte[extraBytes]);
    }

    public static byte[] Page(int width, int height, uint offset, uint length, uint next) =>
        Directory(next, Short(256, width), Short(257, height), Short(258, 8), Short(259, 1), Short(262, 1), Long(273, offset), Short(277, 1), Long(279, length));
}
