using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Pixels;

namespace PixCrawler.Imaging.JpegScans;

/// <summary>
/// The picture at an eighth of its size, made of the means that following the scans has brought to light: what a decoder gives at that scale, without
/// decoding once more.
/// </summary>
internal static class MeansDecode
{
    private const int BlockSide = 8;

    /// <summary>Measures and hashes the picture of means.</summary>
    /// <returns>The outcome, or null for what is neither grey nor luma and chroma.</returns>
    public static DecodeOutcome? Run(JpegFrame frame, DecodeRequest request)
    {
        if (frame.Components is [var grey])
            return Measure(frame, grey, 1, PixelLayout.Grey, request, (row, pixels) => Fill(pixels, grey, row));
        if (frame.Components is not [var luma, var blue, var red] || !frame.IsTransformed || (luma.Id, blue.Id, red.Id) == ('R', 'G', 'B')
            || luma.Horizontal % blue.Horizontal != 0 || luma.Vertical % blue.Vertical != 0 || (blue.Horizontal, blue.Vertical) != (red.Horizontal, red.Vertical))
            return null;
        return Measure(frame, luma, 3, PixelLayout.Colour, request, (row, pixels) => Fill(pixels, luma, blue, red, row));
    }

    private static DecodeOutcome Measure(
        JpegFrame frame, JpegComponent first, int bands, PixelLayout layout, DecodeRequest request, Action<int, byte[]> fill)
    {
        var accumulator = new PixelAccumulator(first.Columns, first.Rows, bands, layout, sharpness: false, new GreyGrid(frame.Width, frame.Height, BlockSide));
        var pixels = new byte[first.Columns * bands];
        for (var row = 0; row < first.Rows; row++)
        {
            fill(row, pixels);
            accumulator.Add(pixels);
        }

        return DecodeOutcome.Decoded(new DecodedImage(first.Columns, first.Rows, 1, bands, false)
        {
            Measures = accumulator.Measure(),
            Hashes = request.Hash ? accumulator.Hash(request.Orientation) : null,
        });
    }

    private static void Fill(byte[] pixels, JpegComponent grey, int row)
    {
        for (var x = 0; x < pixels.Length; x++)
            pixels[x] = Level(Mean(grey, row, x));
    }

    /// <summary>ITU-T T.871, clause 7: R = Y + 1.402 Cr and so on, in 65536ths.</summary>
    private static void Fill(byte[] pixels, JpegComponent luma, JpegComponent blue, JpegComponent red, int row)
    {
        var (across, down) = (luma.Horizontal / blue.Horizontal, luma.Vertical / blue.Vertical);
        for (int x = 0, at = 0; at < pixels.Length; x++, at += 3)
        {
            var y = Mean(luma, row, x);
            var (cb, cr) = (Mean(blue, row / down, x / across), Mean(red, row / down, x / across));
            pixels[at] = Level(y + (91881 * cr + 32768 >> 16));
            pixels[at + 1] = Level(y - (22554 * cb + 46802 * cr + 32768 >> 16));
            pixels[at + 2] = Level(y + (116130 * cb + 32768 >> 16));
        }
    }

    /// <summary>A block's mean in levels from the middle, rounded.</summary>
    private static int Mean(JpegComponent component, int row, int column) => component.Means[row * component.Stride + column] + 4 >> 3;

    private static byte Level(int value) => (byte)Math.Clamp(value + 128, 0, 255);
}
