namespace PixCrawler.Service.Metrics;

/// <summary>One figure, or the measurements of one histogram.</summary>
internal sealed class Series(bool isHistogram)
{
    /// <summary>The upper ends of a histogram's buckets, in the instrument's unit (seconds, in this product).</summary>
    public static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private readonly Lock _gate = new();
    private readonly long[] _buckets = isHistogram ? new long[Bounds.Length + 1] : [];
    private double _sum;
    private long _count;

    /// <summary>Adds a measurement.</summary>
    public void Add(double value)
    {
        lock (_gate)
        {
            _sum += value;
            _count++;
            if (!isHistogram)
                return;
            var bucket = Array.FindIndex(Bounds, bound => value <= bound);
            _buckets[bucket < 0 ? Bounds.Length : bucket]++;
        }
    }

    /// <summary>Sets the figure.</summary>
    public void Set(double value)
    {
        lock (_gate)
            _sum = value;
    }

    /// <summary>What it comes to: the sum, how many measurements, and how many in each bucket.</summary>
    public (double Sum, long Count, long[] Buckets) Read()
    {
        lock (_gate)
            return (_sum, _count, [.. _buckets]);
    }
}
