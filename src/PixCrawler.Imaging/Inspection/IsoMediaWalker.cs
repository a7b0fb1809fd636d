namespace PixCrawler.Imaging.Inspection;

/// <summary>
/// Follows the boxes of an AVIF or HEIF (ISO/IEC 14496-12, 23008-12): ftyp, then meta/iprp/ipco/ispe for the size. Only these
/// containers are entered, so the depth is fixed whatever is nested.
/// </summary>
internal static class IsoMediaWalker
{
    private const int BoxHeaderBytes = 8, LargeBoxHeaderBytes = 16, FullBoxBytes = 4, BytesPerPixel = 4;

    public static void Walk(ref Probe p)
    {
        var (at, hasMeta, hasData) = (0L, false, false);
        while (at < p.Bytes.Length)
        {
            // Bytes that don't look like a box after a whole image are trailing data.
            if (hasMeta && hasData && !LooksLikeBox(ref p, at))
                break;
            if (!Box(ref p, at, p.Bytes.Length, topLevel: true, out var body, out var end))
                return;
            if (p.Matches(at + 4, "meta"u8))
            {
                if (hasMeta || !Meta(ref p, body, end, ref hasData))
                {
                    p.Corrupt($"a second meta box at offset {at:N0}");
                    return;
                }

                hasMeta = true;
            }
            else if (p.Matches(at + 4, "mdat"u8))
                hasData = true;

            at = end;
        }

        if (!hasMeta || !hasData)
            p.Truncated($"no {(hasMeta ? "image data" : "description")} in {p.Bytes.Length:N0} bytes");
        else if (p.SetFrames(1))
            p.End = at;
    }

    /// <summary>Reads a box header; size 0 (to the end of the file) is allowed at top level only, size 1 means a 64-bit size follows.</summary>
    private static bool Box(ref Probe p, long at, long parentEnd, bool topLevel, out long body, out long end)
    {
        (body, end) = (at + BoxHeaderBytes, parentEnd);
        if (parentEnd - at < BoxHeaderBytes)
            return p.Truncated($"{parentEnd - at} bytes where a box should start at offset {at:N0}");
        var size = (ulong)p.Big32(at);
        if (size == 0)
            return topLevel || p.Corrupt($"a nested box without a size at offset {at:N0}");
        if (size == 1)
        {
            body = at + LargeBoxHeaderBytes;
            if (parentEnd < body)
                return p.Truncated($"a 64-bit box header at offset {at:N0}");
            size = p.Big64(at + BoxHeaderBytes);
        }

        if (size < (ulong)(body - at))
            return p.Corrupt($"a box of {size} bytes at offset {at:N0}");
        if (size > (ulong)(parentEnd - at))
        {
            return topLevel
                ? p.Truncated($"a box of {size:N0} bytes at offset {at:N0} of {parentEnd:N0}")
                : p.Corrupt($"a box of {size:N0} bytes at offset {at:N0} runs past its parent's end {parentEnd:N0}");
        }

        end = at + (long)size;
        return true;
    }

    private static bool LooksLikeBox(ref Probe p, long at)
    {
        if (!p.Has(at, BoxHeaderBytes))
            return false;
        foreach (var letter in p.Bytes.Slice((int)at + 4, 4))
        {
            if (letter is < 0x20 or > 0x7E)
                return false;
        }

        return p.Big32(at) is 0 or 1 or >= BoxHeaderBytes;
    }

    private static bool Meta(ref Probe p, long at, long end, ref bool hasData)
    {
        var (primary, found) = (-1L, false);
        for (at += FullBoxBytes; at < end;)
        {
            if (!Box(ref p, at, end, topLevel: false, out var body, out var next))
                return false;
            if (p.Matches(at + 4, "pitm"u8))
                primary = PrimaryItem(ref p, body, next - body);
            else if (p.Matches(at + 4, "iprp"u8))
            {
                if (found || !Properties(ref p, body, next, primary))
                    return p.Corrupt($"a second property box at offset {at:N0}");
                found = true;
            }
            else if (p.Matches(at + 4, "idat"u8))
                hasData = true;

            at = next;
        }

        return p.Width > 0 || p.Corrupt($"no image size in the description");
    }

    private static long PrimaryItem(ref Probe p, long at, long length) =>
        length >= 6 && p.Bytes[(int)at] == 0 ? p.Big16(at + 4) : length >= 8 ? p.Big32(at + 4) : -1;

    private static bool Properties(ref Probe p, long at, long end, long primary)
    {
        var (container, containerEnd, association, associationEnd) = (-1L, -1L, -1L, -1L);
        while (at < end)
        {
            if (!Box(ref p, at, end, topLevel: false, out var body, out var next))
                return false;
            if (p.Matches(at + 4, "ipco"u8))
                (container, containerEnd) = (body, next);
            else if (p.Matches(at + 4, "ipma"u8) && association < 0)
                (association, associationEnd) = (body, next);
            at = next;
        }

        return container < 0 || Sizes(ref p, container, containerEnd, new ItemProperties(ref p, primary, association, associationEnd));
    }

    /// <summary>The image's size is that of the primary item, else of the largest; a clean aperture (clap) crops it.</summary>
    private static bool Sizes(ref Probe p, long at, long end, ItemProperties primary)
    {
        var (width, height, exact) = (0L, 0L, false);
        var (cropWidth, cropHeight) = (0L, 0L);
        for (var index = 1; at < end; index++)
        {
            if (!Box(ref p, at, end, topLevel: false, out var body, out var next))
                return false;
            if (p.Matches(at + 4, "ispe"u8) && next - body >= 12)
            {
                var (w, h) = ((long)p.Big32(body + 4), (long)p.Big32(body + 8));
                var isPrimary = !exact && primary.Contains(ref p, index);
                if (isPrimary || !exact && (UInt128)w * (UInt128)h > (UInt128)width * (UInt128)height)
                    (width, height, exact) = (w, h, isPrimary);
            }
            else if (p.Matches(at + 4, "clap"u8) && next - body >= 16 && primary.Contains(ref p, index))
            {
                // libvips 8.14 ends the process over an image without pixels.
                (cropWidth, cropHeight) = (Quotient(ref p, body), Quotient(ref p, body + 8));
                if (cropWidth == 0 || cropHeight == 0)
                    return p.Corrupt($"an empty clean aperture at offset {at:N0}");
            }

            at = next;
        }

        return p.SetSize(width, height, BytesPerPixel)
            && (cropWidth == 0 || cropWidth > width || cropHeight > height || p.SetSize(cropWidth, cropHeight, BytesPerPixel));
    }

    private static long Quotient(ref Probe p, long at) => p.Big32(at + 4) is var divisor and > 0 ? p.Big32(at) / divisor : 0;
}
