namespace PixCrawler.Imaging.JpegScans;

/// <summary>The head of a scan (ITU-T T.81, B.2.3): which components, which of their coefficients, which of their bits.</summary>
internal readonly record struct JpegScan(JpegComponent[] Components, int First, int Last, int High, int Low)
{
    public bool IsRefinement => High != 0;

    /// <summary>Reads a start-of-scan segment and gives its components their tables.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="data">The segment after its length.</param>
    /// <returns>The scan, or null when it asks for what is not there.</returns>
    public static JpegScan? Read(JpegFrame frame, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty || data[0] is 0 or > 4 || data.Length < 4 + 2 * data[0])
            return null;
        var components = new JpegComponent[data[0]];
        for (var i = 0; i < components.Length; i++)
        {
            var (id, tables) = (data[1 + 2 * i], data[2 + 2 * i]);
            if (Array.Find(frame.Components, part => part.Id == id) is not { } component || tables >> 4 > 3 || (tables & 15) > 3)
                return null;
            components[i] = component;
            (component.DcTable, component.AcTable) = (frame.DcTables[tables >> 4], frame.AcTables[tables & 15]);
        }

        var rest = data[(1 + 2 * components.Length)..];
        var scan = frame.IsProgressive
            ? new JpegScan(components, rest[0], rest[1], rest[2] >> 4, rest[2] & 15)
            : new JpegScan(components, 0, 63, 0, 0);
        return scan.IsPossible(frame) ? scan : null;
    }

    private bool IsPossible(JpegFrame frame)
    {
        if (First > Last || Last > 63 || Low > 13 || High != 0 && High != Low + 1)
            return false;
        if (frame.IsProgressive && (First == 0 ? Last != 0 : Components.Length != 1))
            return false;
        var (needsDc, needsAc) = (First == 0 && High == 0, Last > 0);
        return Array.TrueForAll(Components, part =>
            (!needsDc || part.DcTable is not null) && (!needsAc || part.AcTable is not null) && frame.Quantization[part.Quantization] is not null);
    }
}
