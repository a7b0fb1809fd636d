using System.Buffers.Binary;

namespace PixCrawler.Imaging.Tests.Builders;

/// <summary>Puts byte strings together.</summary>
internal static class Bytes
{
    public static byte[] Join(params IEnumerable<byte[]> parts)
    {
        using var joined = new MemoryStream();
        foreach (var part in parts)
            joined.Write(part);
        return joined.ToArray();
    }

    public static byte[] Repeat(byte[] part, int times) => Join(Enumerable.Repeat(part, times));

    public static byte[] Text(string text) => [.. text.Select(character => (byte)character)];

    public static byte[] Big16(int value) => [(byte)(value >> 8), (byte)value];

    public static byte[] Big32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] Big64(ulong value) => Join(Big32((uint)(value >> 32)), Big32((uint)value));

    public static byte[] Little16(int value) => [(byte)value, (byte)(value >> 8)];

    public static byte[] Little24(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16)];

    public static byte[] Little32(uint value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];

    public static byte[] Little64(ulong value) => Join(Little32((uint)value), Little32((uint)(value >> 32)));
}
