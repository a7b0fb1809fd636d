namespace PixCrawler.Domain.Duplicates;

/// <summary>Hashes filed under one 16-bit quarter: each shelf holds, side by side, the numbers and half of the bits of its hashes.</summary>
internal sealed class HashShelves
{
    private readonly Entry[]?[] _shelves = new Entry[]?[1 << 16];
    private readonly int[] _counts = new int[1 << 16];

    /// <summary>What is filed under a quarter.</summary>
    public ReadOnlySpan<Entry> this[ushort quarter] => _shelves[quarter].AsSpan(0, _counts[quarter]);

    public void Add(ushort quarter, uint rest, int id)
    {
        ref var shelf = ref _shelves[quarter];
        var count = _counts[quarter]++;
        // Small steps: what is left free on 262,144 shelves adds up.
        if (shelf is null || count == shelf.Length)
            Array.Resize(ref shelf, count + Math.Max(2, count >> 2));
        shelf[count] = new Entry(rest, id);
    }

    /// <summary>One hash.</summary>
    /// <param name="Rest">The 32 bits after the quarter, which rule out most entries without a look at the whole hash.</param>
    /// <param name="Id">Its number.</param>
    internal readonly record struct Entry(uint Rest, int Id);
}
