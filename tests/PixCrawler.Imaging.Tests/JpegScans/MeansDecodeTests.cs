using System.Numerics;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.JpegScans;
using PixCrawler.Imaging.Tests.Decoding;
using PixCrawler.Imaging.Tests.Transforms;
using PixCrawler.Imaging.Transforms;

namespace PixCrawler.Imaging.Tests.JpegScans;

/// <summary>What is measured on the means of a scan is what a decoder gives.</summary>
public sealed class MeansDecodeTests
{
    private static readonly DecodeRequest Reduced = new(ImageFormat.Jpeg, DecodeScale.Reduced, TimeSpan.FromMinutes(1)) { ShortestSidePixels = 480, Hash = true };

    [VipsTheory]
    [InlineData(640, 480, 4)]
    [InlineData(643, 481, 5)]
    public async Task Run_MeasuresAndHashesWhatTheFullDecodeDoes(int width, int height, int seed)
    {
        var jpeg = await Picture.JpegAsync(width, height, seed);
        var small = (await Vips.Decoder.DecodeAsync(jpeg, Reduced, CancellationToken.None)).Image.ShouldNotBeNull();
        var full = (await Vips.Decoder.DecodeAsync(jpeg, Reduced with { Scale = DecodeScale.Full }, CancellationToken.None)).Image.ShouldNotBeNull();
        (small.Width, small.Height).ShouldBe(((width + 7) / 8, (height + 7) / 8));
        small.Measures!.Brightness.ShouldBe(full.Measures!.Brightness, 1.5);
        small.Measures.Contrast.ShouldBe(full.Measures.Contrast, 3);
        BitOperations.PopCount(small.Hashes!.Value.DHash ^ full.Hashes!.Value.DHash).ShouldBeLessThanOrEqualTo(3);
        BitOperations.PopCount(small.Hashes.Value.PHash ^ full.Hashes.Value.PHash).ShouldBeLessThanOrEqualTo(8);
    }

    /// <summary>One colour, so that every block's mean is it.</summary>
    [VipsTheory]
    [InlineData(200, 30, 60)]
    [InlineData(10, 120, 250)]
    [InlineData(90, 90, 90)]
    public async Task Run_KeepsColours(byte red, byte green, byte blue)
    {
        var jpeg = await Picture.TransformAsync(Builders.Png.Of(256, 256, 2, (_, _) => [red, green, blue]), new ImageTransform { Quality = 100 });
        JpegScanCheck.Find(jpeg.Bytes.Span, out var frame).ShouldBeNull();
        var measures = MeansDecode.Run(frame!, Reduced).ShouldNotBeNull().Image!.Measures!;
        measures.Brightness.ShouldBe(0.299 * red + 0.587 * green + 0.114 * blue, 2);
        measures.Colourfulness.ShouldBe(red == green ? 0 : 255);
    }

    [Fact]
    public void Find_WhenAScanRefinesWhatNoScanBegan_SaysSo()
    {
        var bytes = Sample.Read("progressive.jpg");
        var scan = bytes.AsSpan().IndexOf((byte[])[0xFF, 0xDA]);
        // The last byte of a scan's head says which bits were known before it (none, for the first) and which are left open.
        var bits = scan + 1 + bytes[scan + 3];
        bytes[bits].ShouldBe((byte)0x01);
        bytes[bits] = 0x21;
        JpegScanCheck.Find(bytes).ShouldBe("a scan does not follow the scans before it");
    }
}
