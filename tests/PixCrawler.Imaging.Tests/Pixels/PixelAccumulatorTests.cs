using PixCrawler.Imaging.Pixels;

namespace PixCrawler.Imaging.Tests.Pixels;

public sealed class PixelAccumulatorTests
{
    [Fact]
    public void Measure_OfNoise_IsWhatTheDefinitionsSay()
    {
        const int Width = 77, Height = 41;
        var pixels = new byte[Width * Height];
        new Random(8).NextBytes(pixels);
        var measures = Measure(pixels, Width, Height, 1, PixelLayout.Grey);
        var mean = pixels.Average(level => level);
        measures.Brightness.ShouldBe(mean, 1e-9);
        measures.Contrast.ShouldBe(Math.Sqrt(pixels.Average(level => (level - mean) * (level - mean))), 1e-9);
        measures.EntropyBits.ShouldBe(-pixels.GroupBy(level => level).Sum(group => group.Count() / (double)pixels.Length * Math.Log2(group.Count() / (double)pixels.Length)), 1e-9);
        measures.DarkShare.ShouldBe(pixels.Count(level => level <= 16) / (double)pixels.Length);
        measures.BrightShare.ShouldBe(pixels.Count(level => level >= 239) / (double)pixels.Length);
        (measures.ChannelRange, measures.Colourfulness).ShouldBe((255, 0));
        measures.Sharpness!.Value.ShouldBe(LaplacianVariance(pixels, Width, Height), 1e-6);
    }

    [Fact]
    public void Sharpness_OfALargePictureOfExtremes_DoesNotOverflow()
    {
        const int Width = 20_000, Height = 5;
        var pixels = Enumerable.Range(0, Width * Height).Select(i => (i % Width + i / Width) % 2 == 0 ? (byte)255 : (byte)0).ToArray();
        Measure(pixels, Width, Height, 1, PixelLayout.Grey).Sharpness!.Value.ShouldBe(LaplacianVariance(pixels, Width, Height), 1e-3);
    }

    [Theory]
    [InlineData(PixelLayout.Grey, new byte[] { 90 }, 90)]
    [InlineData(PixelLayout.GreyAlpha, new byte[] { 90, 255 }, 90)]
    [InlineData(PixelLayout.GreyAlpha, new byte[] { 90, 0 }, 255)]
    [InlineData(PixelLayout.Colour, new byte[] { 255, 0, 0 }, 76)]
    [InlineData(PixelLayout.Colour, new byte[] { 0, 255, 0 }, 150)]
    [InlineData(PixelLayout.Colour, new byte[] { 0, 0, 255 }, 29)]
    [InlineData(PixelLayout.ColourAlpha, new byte[] { 0, 0, 0, 128 }, 127)]
    [InlineData(PixelLayout.Ink, new byte[] { 0, 0, 0, 255 }, 0)]
    [InlineData(PixelLayout.Ink, new byte[] { 0, 0, 0, 0 }, 255)]
    internal void Brightness_OfEachLayout_IsTheLumaOnWhite(PixelLayout layout, byte[] pixel, int luma)
    {
        var measures = Measure([.. Enumerable.Repeat(pixel, 12).SelectMany(bytes => bytes)], 4, 3, pixel.Length, layout);
        measures.Brightness.ShouldBe(luma);
        (measures.ChannelRange, measures.Contrast, measures.EntropyBits).ShouldBe((0, 0, 0));
    }

    /// <summary>Red and a green of the same luma: grey to a decoder that drops colour, not uniform.</summary>
    [Fact]
    public void ChannelRange_WhenOnlyTheColourVaries_SeesIt()
    {
        var measures = Measure([255, 0, 0, 0, 130, 0], 2, 1, 3, PixelLayout.Colour);
        (measures.ChannelRange, measures.Colourfulness).ShouldBe((255, 255));
        measures.Contrast.ShouldBe(0);
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(17, 255)]
    public void ChannelRange_IsExactUpToSixteen(byte level, int measured)
    {
        var measures = Measure([0, 0, 0, level, level, level], 2, 1, 3, PixelLayout.Colour);
        (measures.ChannelRange, measures.Colourfulness).ShouldBe((measured, 0));
    }

    private static PixelMeasures Measure(byte[] pixels, int width, int height, int bands, PixelLayout layout)
    {
        var accumulator = new PixelAccumulator(width, height, bands, layout, sharpness: true);
        accumulator.Add(pixels);
        return accumulator.Measure();
    }

    private static double LaplacianVariance(byte[] pixels, int width, int height)
    {
        var values = new List<double>();
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var at = y * width + x;
                values.Add(pixels[at - 1] + pixels[at + 1] + pixels[at - width] + pixels[at + width] - 4 * pixels[at]);
            }
        }

        var mean = values.Average();
        return values.Average(value => (value - mean) * (value - mean));
    }
}
