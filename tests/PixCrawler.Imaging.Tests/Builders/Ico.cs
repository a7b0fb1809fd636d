using static PixCrawler.Imaging.Tests.Builders.Bytes;

namespace PixCrawler.Imaging.Tests.Builders;

internal static class Ico
{
    public static byte[] File(params byte[][] images)
    {
        var offset = 6 + 16 * images.Length;
        var directory = new List<byte[]>();
        foreach (var image in images)
        {
            directory.Add(Entry(16, 16, image.Length, offset));
            offset += image.Length;
        }

        return Join([0, 0, 1, 0], Little16(images.Length), Join(directory), Join(images));
    }

    public static byte[] Entry(byte width, byte height, int length, int offset) =>
        Join([width, height, 0, 0, 1, 0, 32, 0], Little32((uint)length), Little32((uint)offset));

    /// <summary>A bitmap with its mask, as icons hold it: no file header, twice the height.</summary>
    public static byte[] Bitmap(int side) => Join(Bmp.Info(side, 2 * side, 32), new byte[side * side * 4], new byte[(side + 31) / 32 * 4 * side]);
}
