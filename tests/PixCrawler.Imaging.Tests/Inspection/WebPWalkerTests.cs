using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Tests.Builders;

namespace PixCrawler.Imaging.Tests.Inspection;

public sealed class WebPWalkerTests
{
    [Fact]
    public void Inspect_WhenLossless_ReadsTheSize() => WebP.File(WebP.Lossless(300, 200)).ShouldBeAccepted(ImageFormat.WebP, 300, 200);

    [Fact]
    public void Inspect_WhenLossy_ReadsTheSize() => WebP.File(WebP.Lossy(300, 200)).ShouldBeAccepted(ImageFormat.WebP, 300, 200);

    [Fact]
    public void Inspect_WhenAnimated_CountsTheFrames() =>
        WebP.File(WebP.Extended(40, 30, flags: 2), WebP.Chunk("ANIM", new byte[6]), WebP.Frame(0, 0, 40, 30), WebP.Frame(2, 2, 10, 10)).ShouldBeAccepted(ImageFormat.WebP, 40, 30, frames: 2);

    [Fact]
    public void Inspect_WhenExifHasAnOrientation_ReportsIt() =>
        WebP.File(WebP.Extended(4, 4), WebP.Lossless(4, 4), WebP.Chunk("EXIF", Bytes.Join(Tiff.Header(8), Tiff.Directory(0, Tiff.Short(274, 6)))))
            .ShouldBeAccepted(ImageFormat.WebP, 4, 4).ExifOrientation.ShouldBe(6);

    [Fact]
    public void Inspect_WhenCutAnywhere_Rejects() => WebP.File(WebP.Extended(4, 4), WebP.Lossless(4, 4)).ShouldBeRejectedWhenCutAtEverySixteenth();

    [Theory]
    [InlineData(0xFFFFFFF0u, RejectionReasons.Truncated)]
    [InlineData(4u, RejectionReasons.Truncated)]
    [InlineData(20u, RejectionReasons.Corrupt)]
    public void Inspect_WhenTheRiffSizeLies_Rejects(uint riffSize, string reason) => WebP.FileOfSize(riffSize, WebP.Lossless(4, 4)).ShouldBeRejected(reason);

    [Fact]
    public void Inspect_WhenItIs16383Squared_HasTooManyPixels() => WebP.File(WebP.Lossy(16383, 16383)).ShouldBeRejected(RejectionReasons.TooManyPixels);

    [Fact]
    public void Inspect_WhenTheCanvasIs16MillionSquared_HasTooManyPixels() =>
        WebP.File(WebP.Extended(1 << 24, 1 << 24), WebP.Lossless(4, 4)).ShouldBeRejected(RejectionReasons.TooManyPixels);

    [Fact]
    public void Inspect_WhenAFrameLeavesTheCanvas_IsCorrupt() =>
        WebP.File(WebP.Extended(40, 30, flags: 2), WebP.Frame(2, 0, 40, 30)).ShouldBeRejected(RejectionReasons.Corrupt);

    [Fact]
    public void Inspect_WhenTheImageIsNotTheCanvas_IsCorrupt() => WebP.File(WebP.Extended(4, 4), WebP.Lossless(400, 400)).ShouldBeRejected(RejectionReasons.Corrupt);

    [Fact]
    public void Inspect_WhenThereIsNoImage_IsTruncated() => WebP.File(WebP.Extended(4, 4)).ShouldBeRejected(RejectionReasons.Truncated);

    [Fact]
    public void Inspect_WhenTheStillImageIsRepeated_IsCorrupt() => WebP.File(WebP.Lossless(4, 4), WebP.Lossless(4, 4)).ShouldBeRejected(RejectionReasons.Corrupt);
}
