using static PixCrawler.Imaging.Tests.Builders.Bytes;

namespace PixCrawler.Imaging.Tests.Builders;

/// <summary>JPEGs whose structure is whole and whose pixels nobody decodes.</summary>
internal static class Jpeg
{
    public static readonly byte[] Start = [0xFF, 0xD8];
    public static readonly byte[] End = [0xFF, 0xD9];
    public static readonly byte[] Entropy = [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56, 0x78];

    public static byte[] Segment(byte marker, byte[] data) => Join([0xFF, marker], Big16(data.Length + 2), data);

    public static byte[] Frame(int width, int height, byte marker = 0xC0) =>
        Segment(marker, Join([8], Big16(height), Big16(width), [3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]));

    public static byte[] Scan() => Join(Segment(0xDA, [3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0]), Entropy);

    public static byte[] Valid(int width = 16, int height = 8, params IEnumerable<byte[]> segments) =>
        Join(Start, Join(segments), Frame(width, height), Scan(), End);

    /// <summary>An EXIF segment whose only directory holds the orientation and points back to itself as the next one.</summary>
    public static byte[] Exif(int orientation) =>
        Segment(0xE1, Join(Text("Exif\0\0"), Tiff.Header(8), Tiff.Directory(next: 8, Tiff.Short(274, orientation))));
}
