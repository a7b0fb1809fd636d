namespace PixCrawler.Imaging.Inspection;

/// <summary>
/// Follows JPEG markers (ITU-T T.81 annex B) from SOI through every scan to EOI. Segments are skipped by their length, so
/// thumbnails inside APPn can't be mistaken for the image; entropy-coded data is read up to the next real marker.
/// </summary>
internal static class JpegWalker
{
    private const byte StartOfImage = 0xD8, EndOfImage = 0xD9, StartOfScan = 0xDA, App1 = 0xE1, App2 = 0xE2, App15 = 0xEF, Comment = 0xFE;

    public static void Walk(ref Probe p)
    {
        var multiPicture = false;
        var end = WalkImage(ref p, 0, first: true, ref multiPicture);
        if (end < 0)
            return;
        p.End = end;
        // CIPA DC-007: further JPEGs (gain maps, previews) follow the first one's EOI and belong to the file.
        while (multiPicture && p.Matches(p.End, [0xFF, StartOfImage, 0xFF]) && p.AddFrame())
        {
            end = WalkImage(ref p, p.End, first: false, ref multiPicture);
            if (end < 0)
                return;
            p.End = end;
        }
    }

    /// <returns>The offset after EOI, or -1 when rejected.</returns>
    private static long WalkImage(ref Probe p, long start, bool first, ref bool multiPicture)
    {
        var (at, scans, hasFrame, entropyBytes) = (start + 2, 0, false, 0L);
        while (NextMarker(ref p, ref at) is var marker and >= 0)
        {
            if (marker == EndOfImage)
            {
                if (entropyBytes > 0)
                    return at;
                p.Truncated($"end marker before any image data");
                return -1;
            }

            if (marker is 0x00 or 0x01 or >= 0xD0 and <= 0xD7)
                continue;
            if (marker == StartOfImage || !p.Has(at, 2))
                return Fail(ref p, at, $"a second start marker at offset {at:N0}");
            var length = p.Big16(at);
            if (length < 2 || !p.Has(at, length))
                return Fail(ref p, at + length, $"segment of length {length} at offset {at:N0}");
            if (IsStartOfFrame(marker))
            {
                if (hasFrame || !ReadFrame(ref p, at, length, first))
                    return Fail(ref p, 0, $"a second frame header at offset {at:N0}");
                hasFrame = true;
            }
            else if (!ReadMetadata(ref p, marker, at, length, first, ref multiPicture))
                return -1;

            at += length;
            if (marker != StartOfScan)
                continue;
            if (!hasFrame)
                return Fail(ref p, 0, $"a scan before the frame header at offset {at:N0}");
            if (++scans > p.Limits.MaxScans)
            {
                p.Reject(RejectionReasons.TooManyScans, $"more than {p.Limits.MaxScans:N0} scans");
                return -1;
            }

            var scanStart = at;
            SkipEntropyData(ref p, ref at);
            entropyBytes += at - scanStart;
        }

        return -1;
    }

    private static bool IsStartOfFrame(int marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    /// <summary>Moves past the next marker; stray bytes between segments are skipped as decoders do.</summary>
    /// <returns>Its code, or -1 at the end of the data.</returns>
    private static int NextMarker(ref Probe p, ref long at)
    {
        var found = p.Bytes[(int)at..].IndexOf((byte)0xFF);
        if (found >= 0)
        {
            at += found;
            while (at < p.Bytes.Length && p.Bytes[(int)at] == 0xFF)
                at++;
            if (at < p.Bytes.Length)
                return p.Bytes[(int)at++];
        }

        p.Truncated($"no end marker in {p.Bytes.Length:N0} bytes");
        return -1;
    }

    /// <summary>Stuffed bytes (FF00), restart markers and fill bytes belong to the scan; anything else after FF ends it.</summary>
    private static void SkipEntropyData(ref Probe p, ref long at)
    {
        while (true)
        {
            var found = p.Bytes[(int)at..].IndexOf((byte)0xFF);
            if (found < 0 || at + found + 1 >= p.Bytes.Length)
            {
                at = p.Bytes.Length;
                return;
            }

            at += found;
            var next = p.Bytes[(int)at + 1];
            if (next is not (0x00 or 0xFF or >= 0xD0 and <= 0xD7))
                return;
            at += next == 0xFF ? 1 : 2;
        }
    }

    private static bool ReadFrame(ref Probe p, long at, int length, bool first)
    {
        if (length < 8 || p.Bytes[(int)at + 7] is var components && (components is 0 or > 4 || length < 8 + 3 * components))
            return p.Corrupt($"frame header of {length} bytes at offset {at:N0}");
        var precision = p.Bytes[(int)at + 2];
        if (precision is not (8 or 12 or 16))
            return p.Corrupt($"{precision} bits per sample");
        var bytesPerPixel = Math.Max(p.Bytes[(int)at + 7], (byte)3) * (precision > 8 ? 2 : 1);
        return first
            ? p.SetSize(p.Big16(at + 5), p.Big16(at + 3), bytesPerPixel) && p.AddFrame()
            : p.CheckSize(p.Big16(at + 5), p.Big16(at + 3), bytesPerPixel);
    }

    private static bool ReadMetadata(ref Probe p, int marker, long at, int length, bool first, ref bool multiPicture)
    {
        if (marker is not (>= 0xE0 and <= App15 or Comment))
            return true;
        if (first && marker == App1 && p.Matches(at + 2, "Exif\0\0"u8) && length > 8)
            p.Orientation = ExifReader.Orientation(p.Bytes.Slice((int)at + 8, length - 8));
        multiPicture |= first && marker == App2 && p.Matches(at + 2, "MPF\0"u8);
        return p.AddMetadata(length);
    }

    private static long Fail(ref Probe p, long needed, FormattableString detail)
    {
        if (needed > p.Bytes.Length - 2)
            p.Truncated(detail);
        else
            p.Corrupt(detail);
        return -1;
    }
}
