namespace PixCrawler.Imaging.Pixels;

/// <summary>Which samples of a line make each sample of another length of it, and by how much: Lanczos' kernel with three lobes, cut off at the line's ends.</summary>
internal sealed class LanczosAxis
{
    private const int Lobes = 3;

    private readonly int[] _first;
    private readonly float[][] _weights;

    /// <param name="from">Samples there are.</param>
    /// <param name="to">Samples wanted.</param>
    public LanczosAxis(int from, int to)
    {
        (Count, _first, _weights) = (to, new int[to], new float[to][]);
        var step = (double)from / to;
        // The kernel is as wide as the samples wanted are apart, or those there are.
        var scale = Math.Max(1, step);
        for (var at = 0; at < to; at++)
        {
            var centre = (at + 0.5) * step - 0.5;
            _first[at] = (int)Math.Max(0, Math.Ceiling(centre - Lobes * scale));
            var last = (int)Math.Min(from - 1, Math.Floor(centre + Lobes * scale));
            var weights = new double[last - _first[at] + 1];
            for (var i = 0; i < weights.Length; i++)
                weights[i] = Kernel((_first[at] + i - centre) / scale);
            var sum = weights.Sum();
            _weights[at] = Array.ConvertAll(weights, weight => (float)(weight / sum));
            MostAtOnce = Math.Max(MostAtOnce, at - FirstThatNeeds(_first[at], at) + 1);
        }
    }

    /// <summary>Samples wanted.</summary>
    public int Count { get; }

    /// <summary>How many samples wanted need one and the same sample, at the most.</summary>
    public int MostAtOnce { get; }

    /// <summary>The first sample that is needed.</summary>
    public int First(int at) => _first[at];

    /// <summary>The last sample that is needed.</summary>
    public int Last(int at) => _first[at] + _weights[at].Length - 1;

    /// <summary>The shares of the samples that are needed; their sum is 1.</summary>
    public float[] Weights(int at) => _weights[at];

    private int FirstThatNeeds(int sample, int at)
    {
        while (at > 0 && Last(at - 1) >= sample)
            at--;
        return at;
    }

    private static double Kernel(double x) => Math.Abs(x) >= Lobes ? 0 : Sinc(x) * Sinc(x / Lobes);

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
