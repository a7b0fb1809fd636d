using static PixCrawler.Imaging.Tests.Builders.Bytes;

namespace PixCrawler.Imaging.Tests.Builders;

internal static class Bmp
{
    public static byte[] File(byte[] header, byte[] pixels, uint? declaredBytes = null)
    {
        var offset = (uint)(14 + header.Length);
        return Join(Text("BM"), Little32(declaredBytes ?? offset + (uint)pixels.Length), [0, 0, 0, 0], Little32(offset), header, pixels);
    }

    public static byte[] Core(int width, int height) => Join(Little32(12), Little16(width), Little16(height), [1, 0], Little16(24));

    /// <summary>BITMAPINFOHEADER, or a longer one padded with zeros.</summary>
    public static byte[] Info(int width, int height, int bits = 24, uint compression = 0, int size = 40) =>
        Join(Little32((uint)size), Little32((uint)width), Little32((uint)height), [1, 0], Little16(bits), Little32(compression), new byte[size - 20]);

    public static byte[] Valid(int width = 2, int height = 2) => File(Info(width, height), new byte[(width * 3 + 3) / 4 * 4 * Math.Abs(height)]);
}
