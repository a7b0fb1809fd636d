namespace PixCrawler.Imaging.JpegScans;

/// <summary>The frame of a JPEG (ITU-T T.81, B.2.2): its size, its components, and the tables that hold for the next scan.</summary>
internal sealed class JpegFrame
{
    private const int BlockSide = 8;

    public ushort[]?[] Quantization { get; } = new ushort[4][];

    public HuffmanTable?[] DcTables { get; } = new HuffmanTable[4];

    public HuffmanTable?[] AcTables { get; } = new HuffmanTable[4];

    public JpegComponent[] Components { get; private set; } = [];

    public bool IsProgressive { get; private set; }

    public int Width { get; private set; }

    public int Height { get; private set; }

    public int UnitsAcross { get; private set; }

    public int UnitsDown { get; private set; }

    /// <summary>What an Adobe segment says: whether colours are luma and chroma. Without one they are.</summary>
    public bool IsTransformed { get; set; } = true;

    /// <summary>Units between two restart markers, 0 when there are none.</summary>
    public int RestartInterval { get; set; }

    /// <summary>Reads a start-of-frame segment.</summary>
    /// <param name="marker">The segment's marker.</param>
    /// <param name="data">The segment after its length.</param>
    /// <returns>Whether it is of a kind whose scans can be followed: Huffman-coded, 8 bits, whole.</returns>
    public bool TryRead(byte marker, ReadOnlySpan<byte> data)
    {
        if (marker is not (0xC0 or 0xC1 or 0xC2) || data.Length < 6 || data[0] != 8 || data.Length < 6 + 3 * data[5])
            return false;
        var (height, width) = (data[1] << 8 | data[2], data[3] << 8 | data[4]);
        var components = new JpegComponent[data[5]];
        for (var i = 0; i < components.Length; i++)
        {
            var part = data.Slice(6 + 3 * i, 3);
            components[i] = new JpegComponent(part[0], part[1] >> 4, part[1] & 15, part[2]);
        }

        if (width == 0 || height == 0 || components.Length is 0 or > 4
            || components.Any(part => part.Horizontal is 0 or > 4 || part.Vertical is 0 or > 4 || part.Quantization > 3))
            return false;
        (Components, IsProgressive, Width, Height) = (components, marker == 0xC2, width, height);
        Lay(width, height);
        return true;
    }

    /// <summary>Reads a segment of quantization tables.</summary>
    public bool TryReadQuantization(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            var (wide, number) = (data[0] >> 4, data[0] & 15);
            var size = wide == 0 ? 64 : 128;
            if (wide > 1 || number > 3 || data.Length < 1 + size)
                return false;
            var table = new ushort[64];
            for (var i = 0; i < table.Length; i++)
                table[i] = wide == 0 ? data[1 + i] : (ushort)(data[1 + 2 * i] << 8 | data[2 + 2 * i]);
            Quantization[number] = table;
            data = data[(1 + size)..];
        }

        return true;
    }

    /// <summary>Reads a segment of Huffman tables.</summary>
    public bool TryReadHuffman(ReadOnlySpan<byte> data)
    {
        const int Head = 17;
        while (!data.IsEmpty)
        {
            var (kind, number) = (data[0] >> 4, data[0] & 15);
            if (kind > 1 || number > 3 || data.Length < Head)
                return false;
            var counts = data[1..Head];
            var symbols = 0;
            foreach (var count in counts)
                symbols += count;
            if (symbols > 256 || data.Length < Head + symbols || HuffmanTable.Create(counts, data.Slice(Head, symbols)) is not { } table)
                return false;
            (kind == 0 ? DcTables : AcTables)[number] = table;
            data = data[(Head + symbols)..];
        }

        return true;
    }

    private void Lay(int width, int height)
    {
        var (across, down) = (Components.Max(part => part.Horizontal), Components.Max(part => part.Vertical));
        UnitsAcross = Divide(width, BlockSide * across);
        UnitsDown = Divide(height, BlockSide * down);
        foreach (var part in Components)
        {
            part.Allocate(
                Divide(Divide(width * part.Horizontal, across), BlockSide),
                Divide(Divide(height * part.Vertical, down), BlockSide),
                UnitsAcross,
                UnitsDown,
                IsProgressive);
        }
    }

    private static int Divide(int value, int by) => (value + by - 1) / by;
}
