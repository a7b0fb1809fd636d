using System.Buffers.Binary;

namespace PixCrawler.Imaging.Inspection;

/// <summary>The CRC of PNG chunks (W3C PNG, annex D), eight bytes a step.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Tables = Build();

    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        var tables = Tables;
        var crc = 0xFFFFFFFFu;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = tables[0x700 + (int)(low & 0xFF)] ^ tables[0x600 + (int)(low >> 8 & 0xFF)]
                ^ tables[0x500 + (int)(low >> 16 & 0xFF)] ^ tables[0x400 + (int)(low >> 24)]
                ^ tables[0x300 + (int)(high & 0xFF)] ^ tables[0x200 + (int)(high >> 8 & 0xFF)]
                ^ tables[0x100 + (int)(high >> 16 & 0xFF)] ^ tables[(int)(high >> 24)];
        }

        foreach (var value in bytes)
            crc = tables[(int)((crc ^ value) & 0xFF)] ^ crc >> 8;
        return ~crc;
    }

    private static uint[] Build()
    {
        var tables = new uint[8 * 256];
        for (var i = 0; i < tables.Length; i++)
        {
            if (i >= 256)
            {
                tables[i] = tables[tables[i - 256] & 0xFF] ^ tables[i - 256] >> 8;
                continue;
            }

            var value = (uint)i;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) != 0 ? Polynomial ^ value >> 1 : value >> 1;
            tables[i] = value;
        }

        return tables;
    }
}
