namespace PixCrawler.Imaging.Inspection;

/// <summary>
/// Follows the directories of a TIFF 6.0 or BigTIFF and checks that every strip and tile is inside the file. Work is bounded by
/// the file's size: neither directories nor offset arrays may overlap so much that they could not fit it.
/// </summary>
internal static class TiffWalker
{
    public static void Walk(ref Probe p)
    {
        var big = p.Bytes[0] == 'M';
        var wide = p.Bytes[big ? 3 : 2] == 43;
        if (!p.Has(0, wide ? 16 : 8))
        {
            p.Truncated($"{p.Bytes.Length} bytes, a header takes {(wide ? 16 : 8)}");
            return;
        }

        var reader = new TiffReader(big, wide);
        var next = reader.Offset(ref p, wide ? 8 : 4);
        // Brent's cycle detection: remember one directory, at ever longer distances.
        var (remembered, steps, power) = (-1L, 0L, 1L);
        while (next != 0)
        {
            if (next == remembered)
            {
                p.Corrupt($"the directories form a loop at offset {next:N0}");
                return;
            }

            if (++steps == power)
                (remembered, steps, power) = (next, 0, power * 2);
            if (!p.AddFrame() || !reader.Directory(ref p, ref next))
                return;
        }

        if (p.Frames == 0)
            p.Truncated($"no directory");
        else
            p.End = p.Bytes.Length;
    }
}
