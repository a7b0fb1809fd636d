namespace PixCrawler.Imaging.Inspection;

/// <summary>Follows PNG chunks (W3C PNG third edition) from IHDR to IEND, checks the CRC of critical chunks, and inflates compressed metadata up to its limit.</summary>
internal static class PngWalker
{
    private const int SignatureBytes = 8, ChunkOverheadBytes = 12;

    public static void Walk(ref Probe p)
    {
        var state = default(PngState);
        for (long at = SignatureBytes; ;)
        {
            if (!p.Has(at, ChunkOverheadBytes))
            {
                p.Truncated($"no end chunk in {p.Bytes.Length:N0} bytes");
                return;
            }

            var length = p.Big32(at);
            var type = p.Bytes.Slice((int)at + 4, 4);
            if (length > int.MaxValue || !IsName(type))
            {
                p.Corrupt($"a chunk of {length:N0} bytes without a valid name at offset {at:N0}");
                return;
            }

            if (!p.Has(at + ChunkOverheadBytes, length))
            {
                p.Truncated($"a chunk of {length:N0} bytes at offset {at:N0} of {p.Bytes.Length:N0}");
                return;
            }

            var next = at + ChunkOverheadBytes + length;
            if (IsCritical(type) && Crc32.Compute(p.Bytes.Slice((int)at + 4, (int)length + 4)) != p.Big32(next - 4))
            {
                p.Corrupt($"wrong checksum of the chunk at offset {at:N0}");
                return;
            }

            if (!state.Chunk(ref p, type, p.Bytes.Slice((int)at + 8, (int)length)))
                return;
            at = next;
            if (!type.SequenceEqual("IEND"u8))
                continue;
            p.End = at;
            return;
        }
    }

    private static bool IsCritical(ReadOnlySpan<byte> type) => (type[0] & 0x20) == 0;

    private static bool IsName(ReadOnlySpan<byte> type)
    {
        foreach (var letter in type)
        {
            if (!char.IsAsciiLetter((char)letter))
                return false;
        }

        return true;
    }
}
