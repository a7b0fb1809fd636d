namespace PixCrawler.Imaging.Inspection;

/// <summary>Follows the blocks of a GIF (GIF89a specification) to its trailer.</summary>
internal static class GifWalker
{
    private const int HeaderBytes = 13, MaxCodeSizeBits = 11;
    private const byte Extension = 0x21, Image = 0x2C, Trailer = 0x3B, GraphicControl = 0xF9;

    public static void Walk(ref Probe p)
    {
        if (!p.Has(0, HeaderBytes))
        {
            p.Truncated($"{p.Bytes.Length} bytes, a header takes {HeaderBytes}");
            return;
        }

        if (!p.SetSize(p.Little16(6), p.Little16(8), bytesPerPixel: 4))
            return;
        var at = HeaderBytes + ColorTableBytes(p.Bytes[10]);
        while (p.Has(at, 1))
        {
            var block = p.Bytes[(int)at++];
            if (block == Trailer)
            {
                if (p.Frames > 0)
                    p.End = at;
                else
                    p.Truncated($"no frame before the trailer");
                return;
            }

            if (block == Image ? !SkipFrame(ref p, ref at) : block == Extension ? !SkipExtension(ref p, ref at) : !p.Corrupt($"unknown block {block:X2} at offset {at - 1:N0}"))
                return;
        }

        p.Truncated($"no trailer in {p.Bytes.Length:N0} bytes");
    }

    private static bool SkipFrame(ref Probe p, ref long at)
    {
        if (!p.Has(at, 9))
            return p.Truncated($"a frame header at offset {at:N0}");
        long left = p.Little16(at), top = p.Little16(at + 2), width = p.Little16(at + 4), height = p.Little16(at + 6);
        if (width == 0 || height == 0 || left + width > p.Width || top + height > p.Height)
            return p.Corrupt($"a frame of {width} x {height} at {left}, {top} outside {p.Width} x {p.Height}");
        at += 9 + ColorTableBytes(p.Bytes[(int)at + 8]);
        if (!p.Has(at, 1))
            return p.Truncated($"a colour table that ends at offset {at:N0}");
        if (p.Bytes[(int)at++] is var codeSize and (0 or > MaxCodeSizeBits))
            return p.Corrupt($"a code size of {codeSize} bits");
        var start = at;
        return SkipSubBlocks(ref p, ref at) && (at - start > 1 || p.Corrupt($"a frame without data at offset {start:N0}")) && p.AddFrame();
    }

    private static bool SkipExtension(ref Probe p, ref long at)
    {
        if (!p.Has(at, 1))
            return p.Truncated($"an extension at offset {at:N0}");
        var label = p.Bytes[(int)at++];
        var start = at;
        return SkipSubBlocks(ref p, ref at) && (label == GraphicControl || p.AddMetadata(at - start));
    }

    private static bool SkipSubBlocks(ref Probe p, ref long at)
    {
        while (p.Has(at, 1))
        {
            var length = p.Bytes[(int)at];
            at += 1 + length;
            if (length == 0)
                return true;
        }

        return p.Truncated($"a data block runs past the end of {p.Bytes.Length:N0} bytes");
    }

    private static long ColorTableBytes(byte flags) => (flags & 0x80) == 0 ? 0 : 3L << ((flags & 7) + 1);
}
