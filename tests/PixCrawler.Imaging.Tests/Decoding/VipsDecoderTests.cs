using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Tests.Builders;

namespace PixCrawler.Imaging.Tests.Decoding;

public sealed class VipsDecoderTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [VipsTheory]
    [MemberData(nameof(Sample.Valid), MemberType = typeof(Sample))]
    public async Task Decode_WhenTheSampleIsValid_FindsTheSameSizeAsTheInspector(string name, int width, int height, int frames)
    {
        var bytes = Sample.Read(name);
        var format = ImageInspector.Inspect(bytes, InspectionLimits.Default).Format;
        var outcome = await Vips.Decoder.DecodeAsync(bytes, new DecodeRequest(format, DecodeScale.Full, Limit, frames), CancellationToken.None);
        outcome.Error.ShouldBeNull();
        (outcome.Image!.Width, outcome.Image.Height).ShouldBe((width, height));
        outcome.Image.Frames.ShouldBe(format == ImageFormat.Tiff ? 1 : frames);
    }

    [VipsFact]
    public async Task Decode_WhenReduced_ShrinksAJpegWhileLoading()
    {
        var request = new DecodeRequest(ImageFormat.Jpeg, DecodeScale.Reduced, Limit) { ShortestSidePixels = 512 };
        var outcome = await Vips.Decoder.DecodeAsync(Sample.Read("baseline.jpg"), request, CancellationToken.None);
        (outcome.Image!.Width, outcome.Image.Height).ShouldBe((6, 4));
    }

    [Theory]
    [InlineData(DecodeScale.Reduced, 63, 1)]
    [InlineData(DecodeScale.Reduced, 64, 2)]
    [InlineData(DecodeScale.Reduced, 255, 4)]
    [InlineData(DecodeScale.Reduced, 16_384, 8)]
    [InlineData(DecodeScale.Full, 16_384, 1)]
    public void Shrink_LeavesTheShortestSideThirtyTwoPixels(DecodeScale scale, int side, int shrink) =>
        new DecodeRequest(ImageFormat.Jpeg, scale, Limit) { ShortestSidePixels = side }.Shrink.ShouldBe(shrink);

    [VipsTheory]
    [InlineData("baseline.jpg", DecodeScale.Full)]
    [InlineData("baseline.jpg", DecodeScale.Reduced)]
    [InlineData("progressive.jpg", DecodeScale.Full)]
    [InlineData("plain.png", DecodeScale.Full)]
    [InlineData("lossy.webp", DecodeScale.Full)]
    [InlineData("deflate.tif", DecodeScale.Full)]
    [InlineData("small.avif", DecodeScale.Full)]
    public async Task Decode_WhenTheFileIsCut_IsRefusedWithAReason(string name, DecodeScale scale)
    {
        var bytes = Sample.Read(name);
        var format = FormatExtensions.FromExtension(Path.GetExtension(name));
        var outcome = await Vips.Decoder.DecodeAsync(bytes.AsMemory(0, bytes.Length * 3 / 5), new DecodeRequest(format, scale, Limit), CancellationToken.None);
        outcome.Image.ShouldBeNull();
        outcome.Error.ShouldNotBeNullOrWhiteSpace();
        outcome.Error!.ShouldAllBe(character => !char.IsControl(character));
    }

    [VipsFact]
    public async Task Decode_WhenBytesInsideTheScanAreDamaged_IsRefused()
    {
        var bytes = Sample.Read("baseline.jpg");
        bytes.AsSpan(bytes.Length - 60, 40).Fill(0xAA);
        var outcome = await Vips.Decoder.DecodeAsync(bytes, new DecodeRequest(ImageFormat.Jpeg, DecodeScale.Full, Limit), CancellationToken.None);
        outcome.Error.ShouldNotBeNull();
    }

    [VipsFact]
    public async Task Decode_WhenTimeIsUp_SaysSo()
    {
        var outcome = await Vips.Decoder.DecodeAsync(Png.Valid(6000, 6000), new DecodeRequest(ImageFormat.Png, DecodeScale.Full, TimeSpan.Zero), CancellationToken.None);
        outcome.TimedOut.ShouldBeTrue();
        outcome.Error.ShouldBe("not decoded within 0 s");
    }

    [VipsFact]
    public async Task Decode_WhenCancelled_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Vips.Decoder.DecodeAsync(Sample.Read("plain.png"), new DecodeRequest(ImageFormat.Png, DecodeScale.Full, Limit), cancelled.Token));
    }

    [VipsTheory]
    [InlineData(ImageFormat.Html)]
    [InlineData(ImageFormat.Svg)]
    public async Task Decode_WhenTheFormatHasNoSafeLoader_IsNotOffered(ImageFormat format)
    {
        Vips.Decoder.CanDecode(format).ShouldBeFalse();
        await Should.ThrowAsync<ArgumentException>(() => Vips.Decoder.DecodeAsync(new byte[9], new DecodeRequest(format, DecodeScale.Full, Limit), CancellationToken.None));
    }

    [VipsFact]
    public async Task Decode_WhenTheDecoderIsDisposed_Throws()
    {
        ImageDecoders.TryCreate(new DecoderOptions { Mode = DecodingMode.InProcess, Threads = 1 }, TimeProvider.System, out var decoder, out _).ShouldBeTrue();
        decoder.Dispose();
        await Should.ThrowAsync<ObjectDisposedException>(() => decoder.DecodeAsync(Sample.Read("plain.png"), new DecodeRequest(ImageFormat.Png, DecodeScale.Full, Limit), CancellationToken.None));
    }
}
