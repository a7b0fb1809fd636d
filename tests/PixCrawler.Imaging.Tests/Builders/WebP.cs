using static PixCrawler.Imaging.Tests.Builders.Bytes;

namespace PixCrawler.Imaging.Tests.Builders;

internal static class WebP
{
    public static byte[] File(params IEnumerable<byte[]> chunks) => FileOfSize(null, chunks);

    /// <param name="riffSize">What the header says, null for the truth.</param>
    /// <param name="chunks">The chunks.</param>
    public static byte[] FileOfSize(uint? riffSize, params IEnumerable<byte[]> chunks)
    {
        var body = Join(chunks);
        return Join(Text("RIFF"), Little32(riffSize ?? (uint)body.Length + 4), Text("WEBP"), body);
    }

    public static byte[] Chunk(string type, byte[] data) => Join(Text(type), Little32((uint)data.Length), data, new byte[data.Length % 2]);

    public static byte[] Extended(int width, int height, byte flags = 0) => Chunk("VP8X", Join([flags, 0, 0, 0], Little24(width - 1), Little24(height - 1)));

    public static byte[] Lossless(int width, int height) => Chunk("VP8L", Join([0x2F], Little32((uint)(width - 1) | (uint)(height - 1) << 14), new byte[8]));

    public static byte[] Lossy(int width, int height) => Chunk("VP8 ", Join([0x10, 0, 0, 0x9D, 0x01, 0x2A], Little16(width), Little16(height), new byte[8]));

    public static byte[] Frame(int left, int top, int width, int height) =>
        Chunk("ANMF", Join(Little24(left / 2), Little24(top / 2), Little24(width - 1), Little24(height - 1), [0, 0, 0, 0], Lossless(width, height)));
}
