namespace PixCrawler.Imaging.Inspection;

/// <summary>Follows the RIFF chunks of a WebP (RFC 9649).</summary>
internal static class WebPWalker
{
    private const int FileHeaderBytes = 12, ChunkHeaderBytes = 8, FrameHeaderBytes = 16, AnimationFlag = 0x02;

    public static void Walk(ref Probe p)
    {
        var end = 8L + p.Little32(4);
        if (end > p.Bytes.Length)
        {
            p.Truncated($"RIFF size says {end:N0} bytes, there are {p.Bytes.Length:N0}");
            return;
        }

        var (at, extended, animated, hasImage) = ((long)FileHeaderBytes, false, false, false);
        while (at < end)
        {
            if (!Chunk(ref p, at, end, out var size))
                return;
            var data = at + ChunkHeaderBytes;
            if (p.Matches(at, "VP8X"u8))
            {
                if (at != FileHeaderBytes || size < 10)
                {
                    p.Corrupt($"a misplaced extended header at offset {at:N0}");
                    return;
                }

                (extended, animated) = (true, (p.Bytes[(int)data] & AnimationFlag) != 0);
                if (!p.SetSize(p.Little24(data + 4) + 1, p.Little24(data + 7) + 1, bytesPerPixel: 4))
                    return;
            }
            else if (p.Matches(at, "ANMF"u8))
            {
                if (!Frame(ref p, data, size) || !p.AddFrame())
                    return;
                hasImage = true;
            }
            else if (IsBitstream(ref p, at))
            {
                if (hasImage || animated || !Bitstream(ref p, at, size, out var width, out var height))
                {
                    p.Corrupt($"unexpected image data at offset {at:N0}");
                    return;
                }

                if (extended ? (width, height) != (p.Width, p.Height) && !p.Corrupt($"canvas {p.Width} x {p.Height}, image {width} x {height}") : !p.SetSize(width, height, 4))
                    return;
                hasImage = p.AddFrame();
            }
            else if (!p.Matches(at, "ALPH"u8) && !p.Matches(at, "ANIM"u8))
            {
                if (p.Matches(at, "EXIF"u8))
                    p.Orientation = Orientation(p.Bytes.Slice((int)data, (int)size));
                if (!p.AddMetadata(size))
                    return;
            }

            at = data + size + (size & 1);
        }

        if (hasImage)
            p.End = Math.Min(at, p.Bytes.Length);
        else
            p.Truncated($"no image data in {p.Bytes.Length:N0} bytes");
    }

    /// <summary>Some writers keep the prefix that EXIF has in JPEGs.</summary>
    private static int Orientation(ReadOnlySpan<byte> exif) => ExifReader.Orientation(exif.StartsWith("Exif\0\0"u8) ? exif[6..] : exif);

    private static bool Chunk(ref Probe p, long at, long end, out long size)
    {
        size = p.Has(at, ChunkHeaderBytes) ? p.Little32(at + 4) : long.MaxValue;
        return size <= end - at - ChunkHeaderBytes || p.Corrupt($"the chunk at offset {at:N0} runs past the RIFF end {end:N0}");
    }

    private static bool Frame(ref Probe p, long at, long size)
    {
        if (size < FrameHeaderBytes + ChunkHeaderBytes || p.Width == 0)
            return p.Corrupt($"a frame of {size:N0} bytes at offset {at:N0}");
        long left = p.Little24(at) * 2L, top = p.Little24(at + 3) * 2L, width = p.Little24(at + 6) + 1, height = p.Little24(at + 9) + 1;
        if (left + width > p.Width || top + height > p.Height)
            return p.Corrupt($"a frame of {width} x {height} at {left}, {top} outside {p.Width} x {p.Height}");
        var end = at + size;
        for (var inner = at + FrameHeaderBytes; inner < end;)
        {
            if (!Chunk(ref p, inner, end, out var innerSize))
                return false;
            if (IsBitstream(ref p, inner))
            {
                return Bitstream(ref p, inner, innerSize, out var w, out var h)
                    && ((w, h) == (width, height) || p.Corrupt($"a frame of {width} x {height} with an image of {w} x {h}"));
            }

            inner += ChunkHeaderBytes + innerSize + (innerSize & 1);
        }

        return p.Corrupt($"a frame without image data at offset {at:N0}");
    }

    private static bool IsBitstream(ref Probe p, long at) => p.Matches(at, "VP8 "u8) || p.Matches(at, "VP8L"u8);

    private static bool Bitstream(ref Probe p, long at, long size, out long width, out long height)
    {
        (width, height) = (0, 0);
        var data = at + ChunkHeaderBytes;
        if (p.Bytes[(int)at + 3] == 'L')
        {
            if (size < 5 || p.Bytes[(int)data] != 0x2F || p.Little32(data + 1) is var bits && bits >> 29 != 0)
                return p.Corrupt($"a bad lossless header at offset {data:N0}");
            (width, height) = ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
            return true;
        }

        if (size < 10 || (p.Bytes[(int)data] & 1) != 0 || !p.Matches(data + 3, [0x9D, 0x01, 0x2A]))
            return p.Corrupt($"a bad lossy header at offset {data:N0}");
        // RFC 6386, 9.1: 19 bits of the frame tag are the size of the first partition.
        if (p.Little24(data) >> 5 > size - 10)
            return p.Truncated($"the first partition runs past its chunk at offset {data:N0}");
        (width, height) = (p.Little16(data + 6) & 0x3FFF, p.Little16(data + 8) & 0x3FFF);
        return true;
    }
}
