namespace PixCrawler.Imaging.Inspection;

/// <summary>Reads one TIFF directory in either byte order and offset size.</summary>
internal struct TiffReader(bool big, bool wide)
{
    private const int Width = 256, Height = 257, BitsPerSample = 258, StripOffsets = 273, Orientation = 274, SamplesPerPixel = 277,
        StripByteCounts = 279, TileOffsets = 324, TileByteCounts = 325;

    private long _entriesSeen;
    private long _blocksSeen;

    public readonly long Offset(ref Probe p, long at) => wide ? (long)Math.Min(U64(ref p, at), long.MaxValue) : U32(ref p, at);

    /// <summary>Checks the directory at <paramref name="at"/> and moves on to the offset of the next one (0 after the last).</summary>
    public bool Directory(ref Probe p, ref long at)
    {
        var (countBytes, entryBytes, pointerBytes) = wide ? (8, 20, 8) : (2, 12, 4);
        if (!p.Has(at, countBytes))
            return p.Truncated($"a directory at offset {at:N0} of {p.Bytes.Length:N0}");
        var count = wide ? (long)Math.Min(U64(ref p, at), long.MaxValue) : U16(ref p, at);
        var first = at + countBytes;
        if (count > p.Bytes.Length / entryBytes || !p.Has(first, count * entryBytes + pointerBytes))
            return p.Truncated($"a directory of {count:N0} entries at offset {at:N0}");
        _entriesSeen += count;
        if (_entriesSeen > p.Bytes.Length / entryBytes)
            return p.Corrupt($"the directories overlap");
        var (width, height, bits, samples) = (0L, 0L, 1L, 1L);
        var (offsets, lengths) = (-1L, -1L);
        for (var entry = first; entry < first + count * entryBytes; entry += entryBytes)
        {
            if (!ValuesAreInside(ref p, entry))
                return p.Truncated($"values of tag {U16(ref p, entry)} lie outside of {p.Bytes.Length:N0} bytes");
            switch (U16(ref p, entry))
            {
                case Width:
                    width = Value(ref p, entry);
                    break;
                case Height:
                    height = Value(ref p, entry);
                    break;
                case BitsPerSample:
                    bits = Math.Max(1, Value(ref p, entry));
                    break;
                case SamplesPerPixel:
                    samples = Math.Max(1, Value(ref p, entry));
                    break;
                case Orientation when p.Frames == 1 && Value(ref p, entry) is >= 1 and <= 8 and var orientation:
                    p.Orientation = (int)orientation;
                    break;
                case StripOffsets or TileOffsets:
                    offsets = entry;
                    break;
                case StripByteCounts or TileByteCounts:
                    lengths = entry;
                    break;
            }
        }

        at = Offset(ref p, first + count * entryBytes);
        if (bits > 64 || samples > 64)
            return p.Corrupt($"{samples:N0} samples of {bits:N0} bits");
        var bytesPerPixel = (int)Math.Max(3, (samples * bits + 7) / 8);
        return (p.Frames == 1 ? p.SetSize(width, height, bytesPerPixel) : p.CheckSize(width, height, bytesPerPixel))
            && Blocks(ref p, offsets, lengths);
    }

    /// <summary>Every strip or tile must be inside the file.</summary>
    private bool Blocks(ref Probe p, long offsets, long lengths)
    {
        if (offsets < 0 || lengths < 0)
            return p.Corrupt($"a directory without strips or tiles");
        if (!Array(ref p, offsets, out var offsetAt, out var offsetBytes, out var count)
            || !Array(ref p, lengths, out var lengthAt, out var lengthBytes, out var lengthCount))
            return p.Truncated($"a list of strips or tiles runs past the end of {p.Bytes.Length:N0} bytes");
        if (count == 0 || count != lengthCount)
            return p.Corrupt($"{count:N0} strips or tiles with {lengthCount:N0} lengths");
        _blocksSeen += count;
        if (_blocksSeen > p.Bytes.Length)
            return p.Corrupt($"the lists of strips or tiles overlap");
        for (var i = 0L; i < count; i++)
        {
            var (start, length) = (Number(ref p, offsetAt + i * offsetBytes, offsetBytes), Number(ref p, lengthAt + i * lengthBytes, lengthBytes));
            if (!p.Has(start, length))
                return p.Truncated($"strip or tile {i:N0} of {length:N0} bytes at offset {start:N0} of {p.Bytes.Length:N0}");
        }

        return true;
    }

    private readonly bool ValuesAreInside(ref Probe p, long entry)
    {
        var itemBytes = U16(ref p, entry + 2) switch { 3 or 8 => 2, 4 or 9 or 11 or 13 => 4, 5 or 10 or 12 or 16 or 17 or 18 => 8, _ => 1 };
        var count = wide ? (long)Math.Min(U64(ref p, entry + 4), long.MaxValue) : U32(ref p, entry + 4);
        if (count > p.Bytes.Length / itemBytes)
            return false;
        return count * itemBytes <= (wide ? 8 : 4) || p.Has(Offset(ref p, entry + (wide ? 12 : 8)), count * itemBytes);
    }

    /// <summary>Where an entry's values are: inside it when they fit, else where it points.</summary>
    private readonly bool Array(ref Probe p, long entry, out long at, out int itemBytes, out long count)
    {
        itemBytes = U16(ref p, entry + 2) switch { 3 => 2, 4 or 13 => 4, 16 or 18 => 8, _ => 0 };
        count = wide ? (long)Math.Min(U64(ref p, entry + 4), long.MaxValue) : U32(ref p, entry + 4);
        at = entry + (wide ? 12 : 8);
        if (itemBytes == 0 || count > p.Bytes.Length / itemBytes)
            return false;
        if (count * itemBytes > (wide ? 8 : 4))
            at = Offset(ref p, at);
        return p.Has(at, count * itemBytes);
    }

    /// <summary>An entry's first value, 0 when it is not a whole number inside the file.</summary>
    private readonly long Value(ref Probe p, long entry) => Array(ref p, entry, out var at, out var itemBytes, out var count) && count > 0 ? Number(ref p, at, itemBytes) : 0;

    private readonly long Number(ref Probe p, long at, int bytes) => bytes switch
    {
        2 => U16(ref p, at),
        4 => U32(ref p, at),
        _ => (long)Math.Min(U64(ref p, at), long.MaxValue),
    };

    private readonly ushort U16(ref Probe p, long at) => big ? p.Big16(at) : p.Little16(at);

    private readonly uint U32(ref Probe p, long at) => big ? p.Big32(at) : p.Little32(at);

    private readonly ulong U64(ref Probe p, long at) => big ? p.Big64(at) : p.Little64(at);
}
