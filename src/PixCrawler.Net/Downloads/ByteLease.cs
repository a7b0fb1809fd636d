namespace PixCrawler.Net.Downloads;

/// <summary>A share of the byte budget; given back once, however often it is disposed.</summary>
internal sealed class ByteLease(ByteBudget budget, long bytes) : IDisposable
{
    private long _bytes = bytes;

    /// <summary>Gives back what turned out not to be needed.</summary>
    public void ShrinkTo(long needed)
    {
        var held = Interlocked.Exchange(ref _bytes, needed);
        if (held > needed)
            budget.Release(held - needed);
    }

    public void Dispose()
    {
        var held = Interlocked.Exchange(ref _bytes, 0);
        if (held > 0)
            budget.Release(held);
    }
}
