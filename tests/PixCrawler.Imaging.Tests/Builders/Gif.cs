using static PixCrawler.Imaging.Tests.Builders.Bytes;

namespace PixCrawler.Imaging.Tests.Builders;

internal static class Gif
{
    public static readonly byte[] End = [0x3B];

    /// <summary>A canvas with a colour table of two.</summary>
    public static byte[] Header(int width, int height) => Join(Text("GIF89a"), Little16(width), Little16(height), [0x80, 0, 0], [0, 0, 0, 255, 255, 255]);

    /// <summary>A frame whose data is that of one pixel.</summary>
    public static byte[] Frame(int left = 0, int top = 0, int width = 1, int height = 1) =>
        Join([0x2C], Little16(left), Little16(top), Little16(width), Little16(height), [0, 2, 2, 0x44, 0x01, 0]);

    /// <summary>A frame's control block: 0 hundredths of a second.</summary>
    public static byte[] Control() => [0x21, 0xF9, 4, 0, 0, 0, 0, 0];

    public static byte[] LoopForEver() => Join([0x21, 0xFF, 11], Text("NETSCAPE2.0"), [3, 1, 0, 0, 0]);

    public static byte[] Valid(int width = 1, int height = 1, int frames = 1) => Join(Header(width, height), Repeat(Frame(), frames), End);
}
