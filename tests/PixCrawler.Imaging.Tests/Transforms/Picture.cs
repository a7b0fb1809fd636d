using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Tests.Builders;
using PixCrawler.Imaging.Tests.Decoding;
using PixCrawler.Imaging.Transforms;

namespace PixCrawler.Imaging.Tests.Transforms;

/// <summary>Computed pictures with soft shapes, an edge and some noise, as photographs have.</summary>
internal static class Picture
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static byte[] Png(int width, int height, int seed)
    {
        var random = new Random(seed);
        var (a, b, c) = (random.NextDouble() * 6, random.NextDouble() * 6, random.Next(width / 4, 3 * width / 4));
        byte Level(double value) => (byte)Math.Clamp(value + random.Next(-6, 7), 0, 255);
        return Builders.Png.Of(width, height, 2, (x, y) =>
        [
            Level(128 + 100 * Math.Sin(a + x * 5.0 / width)),
            Level(128 + 80 * Math.Cos(b + y * 7.0 / height) + (x > c ? 40 : 0)),
            Level(128 + 90 * Math.Sin(a * b + (x + y) * 4.0 / (width + height))),
        ]);
    }

    public static async Task<byte[]> JpegAsync(int width, int height, int seed) =>
        (await TransformAsync(Png(width, height, seed), new ImageTransform { Quality = 85 })).Bytes.ToArray();

    public static async Task<TransformedImage> TransformAsync(byte[] bytes, ImageTransform transform)
    {
        var outcome = await RunAsync(bytes, transform);
        return outcome.Output.ShouldNotBeNull(outcome.Error);
    }

    public static Task<DecodeOutcome> RunAsync(byte[] bytes, ImageTransform transform)
    {
        var image = ImageInspector.Inspect(bytes, InspectionLimits.Default);
        return Vips.Decoder.DecodeAsync(bytes, new DecodeRequest(image.Format, DecodeScale.Reduced, Limit, image.FrameCount) { Frames = image.FrameCount, Transform = transform }, CancellationToken.None);
    }
}
