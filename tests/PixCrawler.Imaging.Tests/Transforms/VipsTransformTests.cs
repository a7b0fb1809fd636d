using System.ComponentModel.DataAnnotations;
using System.Text;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Tests.Builders;
using PixCrawler.Imaging.Tests.Decoding;
using PixCrawler.Imaging.Transforms;

namespace PixCrawler.Imaging.Tests.Transforms;

public sealed class VipsTransformTests
{
    [VipsTheory]
    [InlineData(OutputFormat.Jpeg, ImageFormat.Jpeg)]
    [InlineData(OutputFormat.Png, ImageFormat.Png)]
    [InlineData(OutputFormat.WebP, ImageFormat.WebP)]
    public async Task Transform_OfEverySample_GivesAWholeFileOfTheFormatAndSize(OutputFormat format, ImageFormat expected)
    {
        foreach (var name in Sample.ValidNames)
        {
            var output = await Picture.TransformAsync(Sample.Read(name), new ImageTransform { Format = format, Resize = ResizeMode.KeepRatioLargest, SizePixels = 24 });
            (output.Format, output.Width, output.Height, output.Frames).ShouldBe((expected, 24, 16, 1), name);
            output.Steps.HasFlag(TransformSteps.Resized).ShouldBeTrue();
            var inspection = ImageInspector.Inspect(output.Bytes.Span, InspectionLimits.Default);
            (inspection.Verdict.Reason, inspection.Format, inspection.Width, inspection.Height).ShouldBe((null, expected, 24, 16), name);
        }
    }

    /// <summary>Whatever decodes and resizes it, each pixel is about the mean of those it is made of.</summary>
    [VipsTheory]
    [InlineData(OutputFormat.Jpeg, 160, 5)]
    [InlineData(OutputFormat.Jpeg, 60, 5)]
    [InlineData(OutputFormat.WebP, 160, 5)]
    [InlineData(OutputFormat.WebP, 40, 5)]
    [InlineData(OutputFormat.Png, 160, 3)]
    public async Task Transform_WhenMadeSmaller_ShowsTheSamePicture(OutputFormat sourceFormat, int side, double levels)
    {
        var (width, height) = (640, 480);
        var original = Picture.Png(width, height, seed: 8);
        var source = await Picture.TransformAsync(original, new ImageTransform { Format = sourceFormat, Quality = 98 });
        var output = await Picture.TransformAsync(source.Bytes.ToArray(), new ImageTransform { Format = OutputFormat.Png, Resize = ResizeMode.KeepRatio, SizePixels = side });
        var (before, after) = (PngPixels.Read(original), PngPixels.Read(output.Bytes));
        (after.Width, after.Height).ShouldBe((width * side / height, side));
        var by = height / side;
        var difference = 0.0;
        for (var at = 0; at < after.Width * after.Height; at++)
        {
            var (x, y) = (at % after.Width, at / after.Width);
            var mean = Enumerable.Range(0, by * by).Average(i => before[x * by + i % by, y * by + i / by][0]);
            difference += Math.Abs(mean - after[x, y][0]);
        }

        (difference / (after.Width * after.Height)).ShouldBeLessThan(levels);
    }

    /// <summary>A profile whose three primaries are turned round: red is called green there.</summary>
    [VipsTheory]
    [InlineData(OutputFormat.Jpeg)]
    [InlineData(OutputFormat.Png)]
    public async Task Transform_WhenMadeSmaller_ConvertsTheProfileToSrgb(OutputFormat sourceFormat)
    {
        var red = Png.Of(64, 64, 2, (_, _) => [250, 10, 10]);
        var source = await Picture.TransformAsync(red, new ImageTransform { Format = sourceFormat, Quality = 100 });
        var tagged = sourceFormat == OutputFormat.Jpeg
            ? (byte[])[.. source.Bytes.Span[..2], .. SwappedProfile.JpegSegment(), .. source.Bytes.Span[2..]]
            : [.. source.Bytes.Span[..33], .. SwappedProfile.PngChunk(), .. source.Bytes.Span[33..]];
        var output = await Picture.TransformAsync(tagged, new ImageTransform { Format = OutputFormat.Png, Resize = ResizeMode.KeepRatio, SizePixels = 20 });
        output.Steps.ShouldBe(TransformSteps.Resized | TransformSteps.ConvertedToSrgb);
        var pixel = PngPixels.Read(output.Bytes)[10, 10];
        pixel[1].ShouldBeGreaterThan((byte)200);
        pixel[0].ShouldBeLessThan((byte)80);
    }

    [VipsFact]
    public async Task Transform_WhenBordered_PutsTheImageIntoTheMiddle()
    {
        var red = Png.Of(40, 20, 2, (_, _) => [200, 0, 0]);
        var output = await Picture.TransformAsync(red, new ImageTransform { Format = OutputFormat.Png, Resize = ResizeMode.Border, SizePixels = 20, Background = new Background(1, 2, 3) });
        var pixels = PngPixels.Read(output.Bytes);
        (pixels.Width, pixels.Height).ShouldBe((20, 20));
        pixels[10, 2].ShouldBe([1, 2, 3]);
        pixels[10, 17].ShouldBe([1, 2, 3]);
        pixels[10, 10].ShouldBe([200, 0, 0]);
        output.Steps.ShouldBe(TransformSteps.Resized | TransformSteps.Bordered);
    }

    [VipsFact]
    public async Task Transform_WhenCropped_TakesTheMiddle()
    {
        var image = Png.Of(60, 20, 2, (x, _) => x is >= 20 and < 40 ? [0, 200, 0] : [200, 0, 0]);
        var output = await Picture.TransformAsync(image, new ImageTransform { Format = OutputFormat.Png, Resize = ResizeMode.CenterCrop, SizePixels = 10 });
        var pixels = PngPixels.Read(output.Bytes);
        (pixels.Width, pixels.Height).ShouldBe((10, 10));
        pixels[5, 5][1].ShouldBeGreaterThan((byte)190);
        output.Steps.ShouldBe(TransformSteps.Resized | TransformSteps.Cropped);
    }

    /// <summary>The stored picture is bright at its upper left corner; where that is when turned, by the EXIF standard.</summary>
    [VipsTheory]
    [InlineData(1, 0, 0, ResizeMode.None)]
    [InlineData(2, 1, 0, ResizeMode.None)]
    [InlineData(3, 1, 1, ResizeMode.None)]
    [InlineData(4, 0, 1, ResizeMode.None)]
    [InlineData(5, 0, 0, ResizeMode.None)]
    [InlineData(6, 1, 0, ResizeMode.None)]
    [InlineData(7, 1, 1, ResizeMode.None)]
    [InlineData(8, 0, 1, ResizeMode.None)]
    [InlineData(3, 1, 1, ResizeMode.KeepRatio)]
    [InlineData(6, 1, 0, ResizeMode.KeepRatio)]
    public async Task Transform_WhenExifSaysSo_TurnsTheImage(int orientation, int right, int bottom, ResizeMode resize)
    {
        var upright = Png.Of(64, 32, 2, (x, y) => x < 32 && y < 16 ? [250, 250, 250] : [0, 0, 0]);
        var jpeg = (await Picture.TransformAsync(upright, new ImageTransform { Quality = 100 })).Bytes.ToArray();
        byte[] tagged = [.. jpeg[..2], .. Builders.Jpeg.Exif(orientation), .. jpeg[2..]];
        var output = await Picture.TransformAsync(tagged, new ImageTransform { Format = OutputFormat.Png, Resize = resize, SizePixels = 12 });
        var pixels = PngPixels.Read(output.Bytes);
        var (longest, shortest) = resize == ResizeMode.None ? (64, 32) : (24, 12);
        (pixels.Width, pixels.Height).ShouldBe(orientation >= 5 ? (shortest, longest) : (longest, shortest));
        for (var corner = 0; corner < 4; corner++)
        {
            var (x, y) = (corner % 2, corner / 2);
            var isBright = pixels[x * (pixels.Width - 1), y * (pixels.Height - 1)][0] > 128;
            isBright.ShouldBe((x, y) == (right, bottom), $"corner {x} {y}");
        }

        output.Steps.HasFlag(TransformSteps.Turned).ShouldBe(orientation > 1);
        ImageInspector.Inspect(output.Bytes.Span, InspectionLimits.Default).ExifOrientation.ShouldBe(0);
    }

    [VipsFact]
    public async Task Transform_WhenTheFormatHasNoAlpha_LaysItOnTheBackground()
    {
        var image = Png.Of(16, 16, 6, (x, _) => x < 8 ? [200, 0, 0, 0] : [200, 0, 0, 255]);
        var jpeg = await Picture.TransformAsync(image, new ImageTransform { Quality = 100, Background = new Background(0, 0, 250) });
        jpeg.Steps.ShouldBe(TransformSteps.Flattened);
        var pixels = PngPixels.Read((await Picture.TransformAsync(jpeg.Bytes.ToArray(), new ImageTransform { Format = OutputFormat.Png })).Bytes);
        pixels[2, 8][2].ShouldBeGreaterThan((byte)200);
        pixels[14, 8][0].ShouldBeGreaterThan((byte)150);
        var png = await Picture.TransformAsync(image, new ImageTransform { Format = OutputFormat.Png });
        PngPixels.Read(png.Bytes)[2, 8].ShouldBe([200, 0, 0, 0]);
        png.Steps.ShouldBe(TransformSteps.None);
    }

    [VipsFact]
    public async Task Transform_WhenLossless_KeepsEveryPixel()
    {
        var image = Picture.Png(50, 40, seed: 1);
        var webp = await Picture.TransformAsync(image, new ImageTransform { Format = OutputFormat.WebP, Lossless = true });
        var png = await Picture.TransformAsync(webp.Bytes.ToArray(), new ImageTransform { Format = OutputFormat.Png });
        var (before, after) = (PngPixels.Read(image), PngPixels.Read(png.Bytes));
        for (var at = 0; at < 50 * 40; at++)
            after[at % 50, at / 50].ShouldBe(before[at % 50, at / 50]);
    }

    [VipsTheory]
    [InlineData("animated.gif", AnimationPolicy.Keep, OutputFormat.WebP, ResizeMode.None, 2)]
    [InlineData("animated.webp", AnimationPolicy.Keep, OutputFormat.WebP, ResizeMode.KeepRatioLargest, 2)]
    [InlineData("animated.webp", AnimationPolicy.Keep, OutputFormat.WebP, ResizeMode.CenterCrop, 1)]
    [InlineData("animated.webp", AnimationPolicy.Keep, OutputFormat.Png, ResizeMode.None, 1)]
    [InlineData("animated.webp", AnimationPolicy.FirstFrame, OutputFormat.WebP, ResizeMode.None, 1)]
    public async Task Transform_OfAnAnimation_KeepsFramesWhereTheyCanBeKept(string name, AnimationPolicy policy, OutputFormat format, ResizeMode resize, int frames)
    {
        var output = await Picture.TransformAsync(Sample.Read(name), new ImageTransform { Animation = policy, Format = format, Resize = resize, SizePixels = 24 });
        var inspection = ImageInspector.Inspect(output.Bytes.Span, InspectionLimits.Default);
        (output.Frames, inspection.FrameCount).ShouldBe((frames, frames));
        (inspection.Width, inspection.Height).ShouldBe((output.Width, output.Height));
        output.Steps.HasFlag(TransformSteps.DroppedFrames).ShouldBe(frames == 1);
        (output.Width, output.Height).ShouldBe(resize switch { ResizeMode.None => (48, 32), ResizeMode.CenterCrop => (24, 24), _ => (24, 16) });
    }

    [VipsTheory]
    [InlineData(MetadataPolicy.Strip, ResizeMode.None, false, false)]
    [InlineData(MetadataPolicy.KeepWithoutLocation, ResizeMode.None, true, false)]
    [InlineData(MetadataPolicy.KeepAll, ResizeMode.None, true, true)]
    [InlineData(MetadataPolicy.Strip, ResizeMode.KeepRatio, false, false)]
    [InlineData(MetadataPolicy.KeepWithoutLocation, ResizeMode.KeepRatio, true, false)]
    [InlineData(MetadataPolicy.KeepAll, ResizeMode.KeepRatio, true, true)]
    public async Task Transform_KeepsTheMetadataThePolicySays(MetadataPolicy policy, ResizeMode resize, bool keepsMaker, bool keepsPlace)
    {
        var jpeg = Sample.Read("baseline.jpg");
        byte[] tagged = [.. jpeg[..2], .. ExifWithPlace(), .. jpeg[2..]];
        var output = await Picture.TransformAsync(tagged, new ImageTransform { Metadata = policy, Resize = resize, SizePixels = 20 });
        var text = Encoding.Latin1.GetString(output.Bytes.Span);
        text.Contains("SomeMaker", StringComparison.Ordinal).ShouldBe(keepsMaker);
        // The latitude's reference, and its number: 0x0001 and 0x0002 in the GPS directory, whose pointer is 0x8825.
        var hasPlace = output.Bytes.Span.IndexOf((byte[])[0x25, 0x88]) >= 0 || output.Bytes.Span.IndexOf((byte[])[0x88, 0x25]) >= 0;
        hasPlace.ShouldBe(keepsPlace);
        output.Steps.HasFlag(TransformSteps.StrippedMetadata).ShouldBe(policy != MetadataPolicy.KeepAll);
    }

    [VipsFact]
    public async Task Transform_WhenTheResultIsTooLarge_SaysSo()
    {
        var outcome = await Picture.RunAsync(Picture.Png(200, 200, seed: 2), new ImageTransform { Format = OutputFormat.Png, MaxOutputBytes = 1024 });
        (outcome.TransformFailed, outcome.Output).ShouldBe((true, null));
        outcome.Error.ShouldNotBeNull().ShouldContain("limit 1,024");
    }

    [Theory]
    [InlineData(0, 90)]
    [InlineData(16_385, 90)]
    [InlineData(256, 0)]
    [InlineData(256, 101)]
    public void Validate_WhenAFigureIsOutOfItsRange_Throws(int size, int quality) =>
        Should.Throw<ValidationException>(() => new ImageTransform { SizePixels = size, Quality = quality }.Validate());

    [Fact]
    public void Validate_WhenJpegIsToBeLossless_SaysWhatToChoose() =>
        Should.Throw<ValidationException>(() => new ImageTransform { Lossless = true }.Validate()).Message.ShouldContain("Png or WebP");

    /// <summary>An EXIF segment with a maker and a GPS directory of one latitude.</summary>
    private static byte[] ExifWithPlace()
    {
        byte[] entry(int tag, int type, int count, byte[] value) => Bytes.Join(Bytes.Little16(tag), Bytes.Little16(type), Bytes.Little32((uint)count), value);
        const int Maker = 8 + 2 + 2 * 12 + 4, Gps = Maker + 10, Latitude = Gps + 2 + 2 * 12 + 4;
        var tiff = Bytes.Join(
            Bytes.Text("II*\0"), Bytes.Little32(8),
            Bytes.Little16(2), entry(0x010F, 2, 10, Bytes.Little32(Maker)), entry(0x8825, 4, 1, Bytes.Little32(Gps)), Bytes.Little32(0),
            Bytes.Text("SomeMaker\0"),
            Bytes.Little16(2), entry(1, 2, 2, Bytes.Text("N\0\0\0")), entry(2, 5, 3, Bytes.Little32(Latitude)), Bytes.Little32(0),
            Bytes.Little32(52), Bytes.Little32(1), Bytes.Little32(31), Bytes.Little32(1), Bytes.Little32(12), Bytes.Little32(1));
        return Builders.Jpeg.Segment(0xE1, Bytes.Join(Bytes.Text("Exif\0\0"), tiff));
    }
}
