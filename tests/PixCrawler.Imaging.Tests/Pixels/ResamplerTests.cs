using PixCrawler.Imaging.Pixels;

namespace PixCrawler.Imaging.Tests.Pixels;

public sealed class ResamplerTests
{
    [Theory]
    [InlineData(100, 80, 1, 30, 24)]
    [InlineData(101, 67, 3, 100, 1)]
    [InlineData(7, 5, 2, 1, 1)]
    [InlineData(640, 9, 4, 33, 9)]
    [InlineData(20, 10, 3, 45, 31)]
    public void Add_WhenThePictureIsOfOneColour_KeepsIt(int width, int height, int bands, int toWidth, int toHeight)
    {
        var pixel = new byte[] { 200, 3, 255, 90 }[..bands];
        var pixels = Resample(width, height, bands, hasAlpha: bands is 2 or 4, toWidth, toHeight, (_, _) => pixel);
        pixels.Length.ShouldBe(toWidth * toHeight * bands);
        for (var i = 0; i < pixels.Length; i++)
            ((double)pixels[i]).ShouldBe(pixel[i % bands], 1);
    }

    /// <summary>The kernel's own definition, in double precision and without a thought of speed.</summary>
    [Theory]
    [InlineData(90, 60, 31, 20)]
    [InlineData(64, 48, 63, 47)]
    [InlineData(30, 20, 50, 41)]
    public void Add_GivesWhatLanczosKernelSays(int width, int height, int toWidth, int toHeight)
    {
        var random = new Random(5);
        var levels = new byte[width * height];
        random.NextBytes(levels);
        var pixels = Resample(width, height, 1, hasAlpha: false, toWidth, toHeight, (x, y) => [levels[y * width + x]]);
        for (var y = 0; y < toHeight; y++)
        {
            var rows = Weights(height, toHeight, y);
            for (var x = 0; x < toWidth; x++)
            {
                var columns = Weights(width, toWidth, x);
                var sum = rows.Sum(row => columns.Sum(column => row.Weight * column.Weight * levels[row.At * width + column.At]));
                ((double)pixels[y * toWidth + x]).ShouldBe(Math.Clamp(sum, 0, 255), 0.51);
            }
        }
    }

    [Fact]
    public void Add_WhenSomePixelsAreTransparent_TakesNothingOfTheirColour()
    {
        var pixels = Resample(64, 8, 4, hasAlpha: true, 16, 2, (x, _) => x < 32 ? [255, 0, 0, 0] : [0, 0, 200, 255]);
        for (var at = 0; at < pixels.Length; at += 4)
        {
            if (pixels[at + 3] > 0)
                (pixels[at], pixels[at + 1]).ShouldBe(((byte)0, (byte)0));
        }

        pixels[^4..].ShouldBe([0, 0, 200, 255]);
        pixels[3].ShouldBe((byte)0);
    }

    private static byte[] Resample(int width, int height, int bands, bool hasAlpha, int toWidth, int toHeight, Func<int, int, byte[]> pixel)
    {
        var resampler = new Resampler(width, height, bands, hasAlpha, toWidth, toHeight);
        var rows = Enumerable.Range(0, height).Select(y => Enumerable.Range(0, width).SelectMany(x => pixel(x, y)).ToArray()).ToArray();
        resampler.Add(rows[0]);
        resampler.Add(rows[1..].SelectMany(row => row).ToArray());
        return resampler.Pixels;
    }

    private static (int At, double Weight)[] Weights(int from, int to, int at)
    {
        static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
        var (step, centre) = ((double)from / to, (at + 0.5) * from / to - 0.5);
        var kernel = Enumerable.Range(0, from)
            .Select(sample => (At: sample, X: (sample - centre) / Math.Max(1, step)))
            .Select(sample => (sample.At, Weight: Math.Abs(sample.X) >= 3 ? 0 : Sinc(sample.X) * Sinc(sample.X / 3)))
            .ToArray();
        var sum = kernel.Sum(sample => sample.Weight);
        return Array.ConvertAll(kernel, sample => (sample.At, sample.Weight / sum));
    }
}
