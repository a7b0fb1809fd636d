using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace PixCrawler.ImageFarm.Pictures;

/// <summary>Writes PNG files (ISO/IEC 15948): no filters, one IDAT chunk.</summary>
internal static class PngEncoder
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    public static byte[] Encode(byte[] rgb, int width, int height) =>
        File(width, height, depth: 8, colourType: 2, CompressionLevel.Fastest, zlib =>
        {
            for (int y = 0; y < height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(rgb, y * width * 3, width * 3);
            }
        });

    /// <summary>A black picture of one bit a pixel: thousands of times smaller than what a decoder makes of it.</summary>
    public static byte[] EncodeBomb(int width, int height)
    {
        var row = new byte[1 + (width + 7) / 8];
        return File(width, height, depth: 1, colourType: 0, CompressionLevel.Optimal, zlib =>
        {
            for (int y = 0; y < height; y++) zlib.Write(row);
        });
    }

    private static byte[] File(int width, int height, byte depth, byte colourType, CompressionLevel level, Action<Stream> writeRows)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = depth;
        header[9] = colourType;

        var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, level)) writeRows(zlib);

        var file = new MemoryStream();
        file.Write(Signature);
        WriteChunk(file, "IHDR", header);
        WriteChunk(file, "IDAT", data.ToArray());
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    private static void WriteChunk(Stream file, string type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        var name = Encoding.ASCII.GetBytes(type);
        file.Write(name);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, name), data));
        file.Write(number);
    }

    private static uint Crc(uint crc, byte[] data)
    {
        foreach (byte value in data) crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        return crc;
    }

    private static uint CrcOf(int value)
    {
        uint crc = (uint)value;
        for (int bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : 0xEDB88320 ^ (crc >> 1);
        return crc;
    }
}
