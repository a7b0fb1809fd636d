using System.Buffers.Binary;

namespace PixCrawler.ImageFarm.Pictures;

/// <summary>
/// Writes GIF89a files with a fixed palette of 128 colours. The LZW table is cleared before its codes would grow beyond eight bits,
/// so that every code is one byte: valid for any decoder, larger than need be, and free of bit packing.
/// </summary>
internal static class GifEncoder
{
    private const int MinimumCodeBits = 7;
    private const byte ClearCode = 1 << MinimumCodeBits;
    private const byte EndCode = ClearCode + 1;
    private const int PixelsBetweenClears = 120;

    public static byte[] Encode(byte[] rgb, int width, int height)
    {
        var file = Begin(width, height);
        WriteFrame(file, width, height, rgb);
        return End(file);
    }

    /// <summary>An animation of so many frames, one grey tone each.</summary>
    public static byte[] EncodeFrames(int frames, int width, int height)
    {
        var file = Begin(width, height);
        var rgb = new byte[width * height * 3];
        for (int frame = 0; frame < frames; frame++)
        {
            Array.Fill(rgb, (byte)(frame * 17));
            file.Write([0x21, 0xF9, 4, 0, 4, 0, 0, 0]);
            WriteFrame(file, width, height, rgb);
        }
        return End(file);
    }

    private static MemoryStream Begin(int width, int height)
    {
        var file = new MemoryStream();
        file.Write("GIF89a"u8);
        WriteSize(file, width, height);
        file.Write([0x80 | (MinimumCodeBits - 1), 0, 0]);
        for (int colour = 0; colour < 1 << MinimumCodeBits; colour++)
            file.Write([(byte)((colour >> 5) * 85), (byte)(((colour >> 2) & 7) * 36), (byte)((colour & 3) * 85)]);
        return file;
    }

    private static byte[] End(MemoryStream file)
    {
        file.WriteByte(0x3B);
        return file.ToArray();
    }

    private static void WriteFrame(MemoryStream file, int width, int height, byte[] rgb)
    {
        file.Write([0x2C, 0, 0, 0, 0]);
        WriteSize(file, width, height);
        file.Write([0, MinimumCodeBits]);

        var codes = new List<byte>(rgb.Length / 3 + rgb.Length / 300 + 8);
        for (int pixel = 0; pixel < width * height; pixel++)
        {
            if (pixel % PixelsBetweenClears == 0) codes.Add(ClearCode);
            codes.Add((byte)((rgb[pixel * 3] >> 6 << 5) | (rgb[pixel * 3 + 1] >> 5 << 2) | (rgb[pixel * 3 + 2] >> 6)));
        }
        codes.Add(EndCode);

        foreach (byte[] block in codes.Chunk(255))
        {
            file.WriteByte((byte)block.Length);
            file.Write(block);
        }
        file.WriteByte(0);
    }

    private static void WriteSize(MemoryStream file, int width, int height)
    {
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(size, checked((ushort)width));
        BinaryPrimitives.WriteUInt16LittleEndian(size[2..], checked((ushort)height));
        file.Write(size);
    }
}
