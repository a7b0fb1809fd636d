using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PixCrawler.Imaging.Pixels;

/// <summary>Takes an image's rows from top to bottom and keeps what measures and hashes need; the pixels themselves are not kept.</summary>
internal sealed class PixelAccumulator
{
    private const int DarkUpTo = 16, BrightFrom = 239, MeasuredUpTo = 16, More = 255;

    private readonly int _width;
    private readonly int _height;
    private readonly int _bands;
    private readonly PixelLayout _layout;
    private readonly GreyGrid _grid;
    private readonly Laplacian? _laplacian;
    private readonly long[] _histogram = new long[2 * 256];
    private readonly byte[] _luma;
    private readonly byte[] _colours;
    private readonly byte[] _least = [255, 255, 255];
    private readonly byte[] _most = [0, 0, 0];
    private int _colourfulness;

    /// <param name="width">Pixels of a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="bands">Bytes of a pixel.</param>
    /// <param name="layout">What they are.</param>
    /// <param name="sharpness">Whether to measure sharpness.</param>
    /// <param name="grid">What hashes are made of, where the rows are those of a shrunk picture.</param>
    public PixelAccumulator(int width, int height, int bands, PixelLayout layout, bool sharpness, GreyGrid? grid = null)
    {
        (_width, _height, _bands, _layout) = (width, height, bands, layout);
        (_grid, _luma, _colours) = (grid ?? new GreyGrid(width, height), new byte[width], new byte[width * 3]);
        _laplacian = sharpness ? new Laplacian(width) : null;
    }

    /// <summary>Adds rows that follow each other in memory.</summary>
    public void Add(ReadOnlySpan<byte> rows)
    {
        for (var stride = _width * _bands; rows.Length >= stride; rows = rows[stride..])
            AddRow(rows[..stride]);
    }

    /// <summary>The measures, after the last row.</summary>
    public PixelMeasures Measure()
    {
        var pixels = (double)_width * _height;
        var histogram = _histogram.AsSpan(0, 256).ToArray();
        for (var level = 0; level < 256; level++)
            histogram[level] += _histogram[256 + level];
        var (sum, squares, entropy) = (0.0, 0.0, 0.0);
        for (var level = 0; level < 256; level++)
        {
            var count = (double)histogram[level];
            sum += count * level;
            squares += count * level * level;
            if (count > 0)
                entropy -= count / pixels * Math.Log2(count / pixels);
        }

        var mean = sum / pixels;
        return new PixelMeasures
        {
            Brightness = mean,
            Contrast = Math.Sqrt(Math.Max(0, squares / pixels - mean * mean)),
            EntropyBits = Math.Max(0, entropy),
            DarkShare = histogram.Take(DarkUpTo + 1).Sum() / pixels,
            BrightShare = histogram.Skip(BrightFrom).Sum() / pixels,
            ChannelRange = Capped(LargestRange()),
            Colourfulness = Capped(_colourfulness),
            Sharpness = _laplacian?.Variance(),
        };
    }

    /// <summary>The hashes, after the last row; null where there is next to nothing to see.</summary>
    /// <param name="orientation">EXIF orientation, 0 to 8.</param>
    public PerceptualHashes? Hash(int orientation) => PerceptualHasher.Compute(_grid.ToCells(orientation));

    private static int Capped(int value) => value > MeasuredUpTo ? More : value;

    private int LargestRange() => Math.Max(_most[0] - _least[0], Math.Max(_most[1] - _least[1], _most[2] - _least[2]));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRow(ReadOnlySpan<byte> row)
    {
        if (_layout == PixelLayout.Grey && _bands == 1)
        {
            row.CopyTo(_luma);
            if (LargestRange() <= MeasuredUpTo)
                WidenRange(row, channels: 1);
        }
        else
        {
            var colours = _layout == PixelLayout.Colour && _bands == 3 ? row : ToColours(row);
            ToLuma(MemoryMarshal.Cast<byte, Pixel>(colours));
            if (LargestRange() <= MeasuredUpTo || _colourfulness <= MeasuredUpTo)
                WidenRange(colours, channels: 3);
        }

        // Two histograms in turns: neighbours are often of one level, and counting that would wait for itself.
        for (var x = 0; x < _luma.Length; x++)
            _histogram[(x & 1) << 8 | _luma[x]]++;
        _grid.Add(_luma);
        _laplacian?.Add(_luma);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ToLuma(ReadOnlySpan<Pixel> pixels)
    {
        var luma = _luma.AsSpan(0, pixels.Length);
        for (var x = 0; x < pixels.Length; x++)
            luma[x] = (byte)(pixels[x].Red * 19595 + pixels[x].Green * 38470 + pixels[x].Blue * 7471 + 32768 >> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WidenRange(ReadOnlySpan<byte> row, int channels)
    {
        for (var at = 0; at < row.Length; at += channels)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                _least[channel] = Math.Min(_least[channel], row[at + channel]);
                _most[channel] = Math.Max(_most[channel], row[at + channel]);
            }

            if (channels == 3)
            {
                var (red, green, blue) = (row[at], row[at + 1], row[at + 2]);
                _colourfulness = Math.Max(_colourfulness, Math.Max(red, Math.Max(green, blue)) - Math.Min(red, Math.Min(green, blue)));
            }
        }

        if (channels == 1)
            (_least[1], _least[2], _most[1], _most[2]) = (_least[0], _least[0], _most[0], _most[0]);
    }

    private ReadOnlySpan<byte> ToColours(ReadOnlySpan<byte> row)
    {
        switch (_layout)
        {
            case PixelLayout.ColourAlpha:
                Flatten(row);
                break;
            case PixelLayout.Ink:
                for (int from = 0, to = 0; to < _colours.Length; from += _bands, to += 3)
                {
                    for (var ink = 0; ink < 3; ink++)
                        _colours[to + ink] = Printed(row[from + ink], row[from + 3]);
                }

                break;
            case PixelLayout.Colour:
                for (int from = 0, to = 0; to < _colours.Length; from += _bands, to += 3)
                    row.Slice(from, 3).CopyTo(_colours.AsSpan(to));
                break;
            default:
                var hasAlpha = _layout == PixelLayout.GreyAlpha;
                for (int from = 0, to = 0; to < _colours.Length; from += _bands, to += 3)
                    _colours.AsSpan(to, 3).Fill(hasAlpha ? OnWhite(row[from], row[from + 1]) : row[from]);
                break;
        }

        return _colours;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Flatten(ReadOnlySpan<byte> row)
    {
        var colours = MemoryMarshal.Cast<byte, Pixel>(_colours.AsSpan());
        for (int x = 0, at = 0; x < colours.Length; x++, at += _bands)
        {
            var (pixel, alpha) = (MemoryMarshal.Read<Pixel>(row[at..]), row[at + 3]);
            colours[x] = alpha == 255 ? pixel : new Pixel(OnWhite(pixel.Red, alpha), OnWhite(pixel.Green, alpha), OnWhite(pixel.Blue, alpha));
        }
    }

    private static byte OnWhite(byte level, byte alpha) => (byte)((level * alpha + 255 * (255 - alpha) + 127) / 255);

    private static byte Printed(byte ink, byte black) => (byte)(((255 - ink) * (255 - black) + 127) / 255);

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private readonly record struct Pixel(byte Red, byte Green, byte Blue);
}
