using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PixCrawler.Imaging.Pixels;

/// <summary>Makes an image of another size by Lanczos' kernel while its rows come from top to bottom. Colours weigh by their alpha.</summary>
internal sealed class Resampler
{
    /// <summary>Bands that are dealt with at once, the most there may be.</summary>
    public const int MostBands = 4;

    private readonly int _bands;
    private readonly bool _hasAlpha;
    private readonly LanczosAxis _columns;
    private readonly LanczosAxis _rows;
    private readonly float[] _row;
    private readonly float[][] _sums;
    private int _at;
    private int _next;

    /// <param name="width">Pixels of a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="bands">Bytes of a pixel, 1 to 4.</param>
    /// <param name="hasAlpha">Whether the last of them is alpha.</param>
    /// <param name="toWidth">Pixels of a row that are wanted.</param>
    /// <param name="toHeight">Rows that are wanted.</param>
    public Resampler(int width, int height, int bands, bool hasAlpha, int toWidth, int toHeight)
    {
        (_bands, _hasAlpha) = (bands, hasAlpha);
        (_columns, _rows) = (new LanczosAxis(width, toWidth), new LanczosAxis(height, toHeight));
        _row = new float[width * bands];
        // What is summed is read by four samples at a time.
        _sums = new float[_rows.MostAtOnce][];
        for (var i = 0; i < _sums.Length; i++)
            _sums[i] = new float[width * bands + MostBands];
        Pixels = new byte[toWidth * toHeight * bands];
    }

    /// <summary>The image made, whole after the last row.</summary>
    public byte[] Pixels { get; }

    /// <summary>Adds rows that follow each other in memory.</summary>
    public void Add(ReadOnlySpan<byte> rows)
    {
        for (; rows.Length >= _row.Length; rows = rows[_row.Length..], _at++)
        {
            ToNumbers(rows[.._row.Length]);
            for (var y = _next; y < _rows.Count && _rows.First(y) <= _at; y++)
                AddWeighted(_sums[y % _sums.Length], _rows.Weights(y)[_at - _rows.First(y)]);
            for (; _next < _rows.Count && _rows.Last(_next) == _at; _next++)
                Finish(_sums[_next % _sums.Length], Pixels.AsSpan(_next * _columns.Count * _bands, _columns.Count * _bands));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ToNumbers(ReadOnlySpan<byte> row)
    {
        var numbers = _row.AsSpan(0, row.Length);
        var i = 0;
        for (; i + Vector<byte>.Count <= row.Length; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(row[i..]), out var low, out var high);
            Vector.Widen(low, out var a, out var b);
            Vector.Widen(high, out var c, out var d);
            Vector.ConvertToSingle(Vector.AsVectorInt32(a)).CopyTo(numbers[i..]);
            Vector.ConvertToSingle(Vector.AsVectorInt32(b)).CopyTo(numbers[(i + Vector<float>.Count)..]);
            Vector.ConvertToSingle(Vector.AsVectorInt32(c)).CopyTo(numbers[(i + 2 * Vector<float>.Count)..]);
            Vector.ConvertToSingle(Vector.AsVectorInt32(d)).CopyTo(numbers[(i + 3 * Vector<float>.Count)..]);
        }

        for (; i < row.Length; i++)
            numbers[i] = row[i];
        if (!_hasAlpha)
            return;
        for (var alpha = _bands - 1; alpha < row.Length; alpha += _bands)
        {
            for (var band = alpha - _bands + 1; band < alpha && row[alpha] < byte.MaxValue; band++)
                numbers[band] *= row[alpha] / (float)byte.MaxValue;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddWeighted(float[] sum, float weight)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(_row);
        var to = MemoryMarshal.Cast<float, Vector<float>>(sum.AsSpan(0, _row.Length));
        var weights = new Vector<float>(weight);
        for (var i = 0; i < from.Length && i < to.Length; i++)
            to[i] = Vector.FusedMultiplyAdd(from[i], weights, to[i]);
        for (var i = from.Length * Vector<float>.Count; i < _row.Length; i++)
            sum[i] += _row[i] * weight;
    }

    /// <summary>Makes a row shorter, and its memory ready for another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Finish(float[] sum, Span<byte> target)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(sum);
        for (int x = 0, at = 0; x < _columns.Count; x++, at += _bands)
        {
            var pixel = Vector128<float>.Zero;
            ref var source = ref Unsafe.Add(ref first, _columns.First(x) * _bands);
            foreach (var weight in _columns.Weights(x))
            {
                pixel = Vector128.FusedMultiplyAdd(Vector128.LoadUnsafe(ref source), Vector128.Create(weight), pixel);
                source = ref Unsafe.Add(ref source, _bands);
            }

            Write(pixel, target.Slice(at, _bands));
        }

        Array.Clear(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(Vector128<float> pixel, Span<byte> target)
    {
        if (_hasAlpha)
        {
            // Alpha itself stays what it is; what nobody sees becomes black.
            var alpha = pixel[_bands - 1];
            pixel = alpha < 0.5f ? Vector128<float>.Zero : (pixel * (byte.MaxValue / alpha)).WithElement(_bands - 1, alpha);
        }

        var levels = Vector128.ConvertToInt32(Vector128.Clamp(pixel, Vector128<float>.Zero, Vector128.Create((float)byte.MaxValue)) + Vector128.Create(0.5f));
        for (var band = 0; band < target.Length; band++)
            target[band] = (byte)levels[band];
    }
}
