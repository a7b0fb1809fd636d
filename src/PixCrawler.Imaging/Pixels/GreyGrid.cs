using System.Numerics;

namespace PixCrawler.Imaging.Pixels;

/// <summary>
/// A picture's luma averaged over 32 x 32 cells of equal size. Pixels that lie in several cells count in each by their area; all sums are
/// of whole numbers, so the result is the same on every machine.
/// </summary>
internal sealed class GreyGrid
{
    public const int Side = 32;

    private readonly int _width;
    private readonly int _height;
    private readonly int _shrink;
    private readonly int[] _columns;
    private readonly long[] _sums = new long[Side * Side];
    private int _row;
    private int _cellRow;

    /// <param name="width">The picture's width in pixels.</param>
    /// <param name="height">Its height in pixels.</param>
    /// <param name="shrink">How many of them, across and down, are one of the pixels that come: 1 to 8. Those at the right and lower edge may be of fewer.</param>
    public GreyGrid(int width, int height, int shrink = 1) => (_width, _height, _shrink, _columns) = (width, height, shrink, new int[(width + shrink - 1) / shrink]);

    /// <summary>Adds the next row.</summary>
    public void Add(ReadOnlySpan<byte> luma)
    {
        // In units of 1/32 row: this row's extent, of which each row of cells takes its part.
        var (from, to) = ((long)_row * _shrink * Side, Math.Min((_row + 1L) * _shrink, _height) * Side);
        _row++;
        while (from < to)
        {
            var end = Math.Min(to, (_cellRow + 1L) * _height);
            AddWeighted(luma, (int)(end - from));
            from = end;
            if (end == (_cellRow + 1L) * _height)
                FinishCellRow();
        }
    }

    /// <summary>The averages, row by row, turned as an EXIF orientation says (0 and 1: as stored).</summary>
    public double[] ToCells(int orientation)
    {
        var cells = new double[Side * Side];
        var area = (double)_width * _height;
        for (var row = 0; row < Side; row++)
        {
            for (var column = 0; column < Side; column++)
            {
                var (fromRow, fromColumn) = Source(orientation, row, column);
                cells[row * Side + column] = _sums[fromRow * Side + fromColumn] / area;
            }
        }

        return cells;
    }

    /// <summary>Where the pixel comes from that is at a place of the turned picture (EXIF 2.32, orientation).</summary>
    private static (int Row, int Column) Source(int orientation, int row, int column)
    {
        const int Last = Side - 1;
        return orientation switch
        {
            2 => (row, Last - column),
            3 => (Last - row, Last - column),
            4 => (Last - row, column),
            5 => (column, row),
            6 => (Last - column, row),
            7 => (Last - column, Last - row),
            8 => (column, Last - row),
            _ => (row, column),
        };
    }

    private void AddWeighted(ReadOnlySpan<byte> luma, int weight)
    {
        var columns = _columns.AsSpan(0, luma.Length);
        var i = 0;
        // A level times the largest weight, 8 times 32, fits 16 bits.
        for (; i + Vector<byte>.Count <= luma.Length; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(luma[i..]), out var first, out var second);
            Vector.Widen(first * (ushort)weight, out var a, out var b);
            Vector.Widen(second * (ushort)weight, out var c, out var d);
            Add(columns[i..], 0, a);
            Add(columns[i..], 1, b);
            Add(columns[i..], 2, c);
            Add(columns[i..], 3, d);
        }

        for (; i < luma.Length; i++)
            columns[i] += luma[i] * weight;
    }

    private static void Add(Span<int> columns, int vector, Vector<uint> values)
    {
        var part = columns.Slice(vector * Vector<int>.Count, Vector<int>.Count);
        (new Vector<int>(part) + Vector.AsVectorInt32(values)).CopyTo(part);
    }

    private void FinishCellRow()
    {
        var sums = _sums.AsSpan(_cellRow * Side, Side);
        for (var x = 0; x < _columns.Length; x++)
        {
            var (from, to) = ((long)x * _shrink * Side, Math.Min((x + 1L) * _shrink, _width) * Side);
            while (from < to)
            {
                var cell = (int)(from / _width);
                var end = Math.Min(to, (cell + 1L) * _width);
                sums[cell] += (end - from) * _columns[x];
                from = end;
            }
        }

        Array.Clear(_columns);
        _cellRow++;
    }
}
