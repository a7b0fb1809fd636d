namespace PixCrawler.Domain.Duplicates;

/// <summary>
/// Finds images by a 64-bit key that is spread evenly, as hashes are. It holds their numbers alone, 4 bytes each at a load of a half at the
/// most; who asks compares the images themselves.
/// </summary>
/// <param name="images">How many there will be at the most.</param>
internal sealed class PrintTable(int images)
{
    // Each is one more than the number; 0 is free.
    private readonly int[] _numbers = new int[(int)Math.Min(System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(8, images)) * 2L, 1 << 30)];

    /// <summary>The first image with a key, in the order in which they were added, that is the one looked for.</summary>
    /// <param name="key">The key.</param>
    /// <param name="isIt">Whether an image is the one.</param>
    /// <returns>Its number; -1 for none.</returns>
    public int Find(ulong key, Func<int, bool> isIt)
    {
        for (var at = First(key); _numbers[at] != 0; at = Next(at))
        {
            if (isIt(_numbers[at] - 1))
                return _numbers[at] - 1;
        }

        return -1;
    }

    public void Add(ulong key, int number)
    {
        var at = First(key);
        while (_numbers[at] != 0)
            at = Next(at);
        _numbers[at] = number + 1;
    }

    private int First(ulong key) => (int)(key & (ulong)(_numbers.Length - 1));

    private int Next(int at) => (at + 1) & (_numbers.Length - 1);
}
