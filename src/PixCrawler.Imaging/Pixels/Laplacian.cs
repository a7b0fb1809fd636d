using System.Numerics;

namespace PixCrawler.Imaging.Pixels;

/// <summary>The variance of a picture's Laplacian, from its rows as they come; three of them are kept.</summary>
internal sealed class Laplacian(int width)
{
    private readonly short[][] _rows = [new short[width], new short[width], new short[width]];
    private int _count;
    private long _sum;
    private long _squares;

    /// <summary>Adds the next row.</summary>
    public void Add(ReadOnlySpan<byte> luma)
    {
        var target = _rows[_count % 3];
        for (var x = 0; x < luma.Length; x++)
            target[x] = luma[x];
        if (++_count >= 3)
            AddInner(_rows[_count % 3], _rows[(_count + 1) % 3], target);
    }

    /// <summary>The variance, 0 for a picture without an inside.</summary>
    public double Variance()
    {
        var count = (double)Math.Max(0, width - 2) * Math.Max(0, _count - 2);
        return count == 0 ? 0 : Math.Max(0, _squares / count - _sum / count * (_sum / count));
    }

    private void AddInner(short[] above, short[] middle, short[] below)
    {
        var x = 1;
        var (sums, squares) = (Vector<int>.Zero, Vector<int>.Zero);
        var lanes = Vector<short>.Count;
        for (var blocks = 0; x + lanes < width; x += lanes)
        {
            var value = new Vector<short>(above, x) + new Vector<short>(below, x) + new Vector<short>(middle, x - 1) + new Vector<short>(middle, x + 1)
                - (new Vector<short>(middle, x) << 2);
            Vector.Widen(value, out var low, out var high);
            sums += low + high;
            squares += low * low + high * high;
            // A square is below 2^20.2 and each lane takes two a block: well before 2^31 they are emptied.
            if (++blocks % 512 == 0)
                Empty(ref sums, ref squares);
        }

        Empty(ref sums, ref squares);
        for (; x < width - 1; x++)
        {
            var value = above[x] + below[x] + middle[x - 1] + middle[x + 1] - 4 * middle[x];
            _sum += value;
            _squares += value * value;
        }
    }

    private void Empty(ref Vector<int> sums, ref Vector<int> squares)
    {
        _sum += Vector.Sum(sums);
        for (var lane = 0; lane < Vector<int>.Count; lane++)
            _squares += squares[lane];
        (sums, squares) = (Vector<int>.Zero, Vector<int>.Zero);
    }
}
