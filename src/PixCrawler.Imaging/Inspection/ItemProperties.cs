namespace PixCrawler.Imaging.Inspection;

/// <summary>The properties that an ipma box (ISO/IEC 23008-12, 9.3) gives one item.</summary>
internal readonly struct ItemProperties
{
    private readonly long _first;
    private readonly int _count;
    private readonly int _itemBytes;

    /// <summary>Finds the item's list.</summary>
    public ItemProperties(ref Probe p, long item, long at, long end)
    {
        if (item < 0 || at < 0 || end - at < 8)
            return;
        var (version, large, entries) = (p.Bytes[(int)at], (p.Bytes[(int)at + 3] & 1) != 0, p.Big32(at + 4));
        var idBytes = version == 0 ? 2 : 4;
        at += 8;
        for (var i = 0L; i < entries && end - at > idBytes; i++)
        {
            var id = idBytes == 2 ? p.Big16(at) : p.Big32(at);
            int count = p.Bytes[(int)(at + idBytes)];
            at += idBytes + 1;
            if (count * (large ? 2L : 1L) > end - at)
                return;
            if (id == item)
            {
                (_first, _count, _itemBytes) = (at, count, large ? 2 : 1);
                return;
            }

            at += count * (large ? 2L : 1L);
        }
    }

    /// <summary>Whether the item has the property with this index, counted from 1.</summary>
    public bool Contains(ref Probe p, int index)
    {
        for (var i = 0; i < _count; i++)
        {
            var value = _itemBytes == 2 ? p.Big16(_first + i * 2) & 0x7FFF : p.Bytes[(int)_first + i] & 0x7F;
            if (value == index)
                return true;
        }

        return false;
    }
}
