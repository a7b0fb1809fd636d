namespace PixCrawler.Imaging.Inspection;

/// <summary>
/// Checks a Windows bitmap: headers from BITMAPCOREHEADER to BITMAPV5HEADER, and that every pixel is inside the file.
/// Its pixels are not compressed, or by runs only, so this is as good as a decode.
/// </summary>
internal static class BmpWalker
{
    private const int FileHeaderBytes = 14, CoreHeaderBytes = 12;
    private const uint Rgb = 0, Rle8 = 1, Rle4 = 2, BitFields = 3, AlphaBitFields = 6;

    public static void Walk(ref Probe p)
    {
        if (!p.Has(0, FileHeaderBytes + CoreHeaderBytes))
        {
            p.Truncated($"{p.Bytes.Length} bytes, the headers take at least {FileHeaderBytes + CoreHeaderBytes}");
            return;
        }

        if (!ReadHeader(ref p, FileHeaderBytes, out var bits, out var compression))
            return;
        var (declared, pixels, headerEnd) = ((long)p.Little32(2), (long)p.Little32(10), FileHeaderBytes + (long)p.Little32(14));
        if (declared > p.Bytes.Length)
            p.Truncated($"the header says {declared:N0} bytes, there are {p.Bytes.Length:N0}");
        else if (pixels < headerEnd)
            p.Corrupt($"pixels at offset {pixels:N0} inside the headers");
        else if (CheckPixels(ref p, pixels, bits, compression, p.Height, out var end) && p.SetFrames(1))
            p.End = Math.Max(end, declared);
    }

    /// <summary>Reads a DIB header (also that of an icon's bitmap) and sets the size.</summary>
    public static bool ReadHeader(ref Probe p, long at, out int bits, out uint compression)
    {
        (bits, compression) = (0, Rgb);
        var size = p.Little32(at);
        if (size != CoreHeaderBytes && size is not (16 or 40 or 52 or 56 or 64 or 108 or 124))
            return p.Corrupt($"a header of {size:N0} bytes");
        if (!p.Has(at, size))
            return p.Truncated($"a header of {size} bytes at offset {at} of {p.Bytes.Length:N0}");
        var core = size == CoreHeaderBytes;
        long width = core ? p.Little16(at + 4) : (int)p.Little32(at + 4);
        var height = Math.Abs(core ? p.Little16(at + 6) : (long)(int)p.Little32(at + 8));
        bits = p.Little16(at + (core ? 10 : 14));
        compression = size >= 40 ? p.Little32(at + 16) : Rgb;
        if (width < 0)
            return p.Corrupt($"a width of {width}");
        if (!p.SetSize(width, height, bytesPerPixel: 4))
            return false;
        var fits = compression switch
        {
            Rgb => bits is 1 or 2 or 4 or 8 or 16 or 24 or 32,
            Rle8 => bits == 8,
            Rle4 => bits == 4,
            BitFields or AlphaBitFields => bits is 16 or 32,
            _ => false,
        };
        return fits || p.Corrupt($"{bits} bits per pixel with compression {compression}");
    }

    /// <summary>Whether all rows lie inside the file.</summary>
    public static bool CheckPixels(ref Probe p, long at, int bits, uint compression, long rows, out long end)
    {
        end = at;
        if (compression is Rle8 or Rle4)
            return SkipRuns(ref p, ref end, compression == Rle4);
        end = at + (p.Width * bits + 31) / 32 * 4 * rows;
        return p.Has(at, end - at) || p.Truncated($"pixels from {at:N0} to {end:N0} in {p.Bytes.Length:N0} bytes");
    }

    private static bool SkipRuns(ref Probe p, ref long at, bool nibbles)
    {
        var (x, y) = (0L, 0L);
        while (p.Has(at, 2))
        {
            var (count, code) = (p.Bytes[(int)at], p.Bytes[(int)at + 1]);
            at += 2;
            if (count > 0)
                x += count;
            else if (code == 0)
                (x, y) = (0, y + 1);
            else if (code == 1)
                return true;
            else if (code == 2)
            {
                if (!p.Has(at, 2))
                    break;
                (x, y) = (x + p.Bytes[(int)at], y + p.Bytes[(int)at + 1]);
                at += 2;
            }
            else
            {
                x += code;
                at += ((nibbles ? (code + 1) / 2 : code) + 1) & ~1;
            }

            if (x > p.Width || y > p.Height)
                return p.Corrupt($"a run to {x}, {y} outside {p.Width} x {p.Height}");
        }

        return p.Truncated($"no end of the runs in {p.Bytes.Length:N0} bytes");
    }
}
