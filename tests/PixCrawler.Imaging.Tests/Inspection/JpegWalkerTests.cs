using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Tests.Builders;

namespace PixCrawler.Imaging.Tests.Inspection;

public sealed class JpegWalkerTests
{
    [Fact]
    public void Inspect_WhenWhole_ReadsTheSize() => Jpeg.Valid(16, 8).ShouldBeAccepted(ImageFormat.Jpeg, 16, 8);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(8)]
    public void Inspect_WhenExifHasAnOrientation_ReportsItAndKeepsTheStoredSize(int orientation) =>
        Jpeg.Valid(16, 8, Jpeg.Exif(orientation)).ShouldBeAccepted(ImageFormat.Jpeg, 16, 8).ExifOrientation.ShouldBe(orientation);

    [Fact]
    public void Inspect_WhenExifDirectoriesFormACycle_EndsAndAccepts()
    {
        var cycle = Jpeg.Segment(0xE1, Bytes.Join(Bytes.Text("Exif\0\0"), Tiff.Header(8), Tiff.Directory(next: 8, Tiff.Long(0x8769, 8))));
        Jpeg.Valid(16, 8, cycle).ShouldBeAccepted(ImageFormat.Jpeg, 16, 8).ExifOrientation.ShouldBe(0);
    }

    [Fact]
    public void Inspect_WhenASegmentHoldsAThumbnail_ReadsTheOuterImage() =>
        Jpeg.Valid(300, 200, Jpeg.Segment(0xE1, Jpeg.Valid(16, 8))).ShouldBeAccepted(ImageFormat.Jpeg, 300, 200).TrailingBytes.ShouldBe(0);

    [Fact]
    public void Inspect_WhenMarkersHaveFillBytes_SkipsThem() =>
        Bytes.Join(Jpeg.Start, [0xFF, 0xFF, 0xFF], Jpeg.Frame(16, 8), [0xFF], Jpeg.Scan(), [0xFF, 0xFF], Jpeg.End).ShouldBeAccepted(ImageFormat.Jpeg, 16, 8);

    [Fact]
    public void Inspect_WhenTwoScansFollow_FindsTheEndAfterTheLast() =>
        Bytes.Join(Jpeg.Start, Jpeg.Frame(16, 8, 0xC2), Jpeg.Scan(), Jpeg.Segment(0xC4, new byte[20]), Jpeg.Scan(), Jpeg.End, [1, 2, 3])
            .ShouldBeAccepted(ImageFormat.Jpeg, 16, 8).TrailingBytes.ShouldBe(3);

    [Fact]
    public void Inspect_WhenMultiPictureFormatAppendsAnImage_CountsItAsAFrameAndNotAsTrailingData()
    {
        var whole = Bytes.Join(Jpeg.Valid(300, 200, Jpeg.Segment(0xE2, Bytes.Text("MPF\0"))), Jpeg.Valid());
        whole.ShouldBeAccepted(ImageFormat.Jpeg, 300, 200, frames: 2).TrailingBytes.ShouldBe(0);
    }

    [Fact]
    public void Inspect_WhenCutAnywhere_Rejects() => Jpeg.Valid(16, 8, Jpeg.Exif(6)).ShouldBeRejectedWhenCutAtEverySixteenth();

    [Fact]
    public void Inspect_WhenTheEndMarkerIsMissing_IsTruncated() => Jpeg.Valid()[..^2].ShouldBeRejected(RejectionReasons.Truncated);

    [Fact]
    public void Inspect_WhenOnlyTheMagicIsThere_IsTruncated() => Jpeg.Start.ShouldBeRejected(RejectionReasons.Truncated);

    [Fact]
    public void Inspect_WhenNothingIsScanned_IsTruncated() => Bytes.Join(Jpeg.Start, Jpeg.Frame(16, 8), Jpeg.End).ShouldBeRejected(RejectionReasons.Truncated);

    [Fact]
    public void Inspect_WhenAFrameHeaderFollowsTheScan_IsCorrupt() =>
        Bytes.Join(Jpeg.Start, Jpeg.Frame(16, 8), Jpeg.Scan(), Jpeg.Frame(32, 32), Jpeg.Scan(), Jpeg.End).ShouldBeRejected(RejectionReasons.Corrupt);

    [Fact]
    public void Inspect_WhenAScanPrecedesTheFrameHeader_IsCorrupt() =>
        Bytes.Join(Jpeg.Start, Jpeg.Scan(), Jpeg.Frame(16, 8), Jpeg.End).ShouldBeRejected(RejectionReasons.Corrupt);

    [Fact]
    public void Inspect_WhenTheFrameClaims65535Squared_HasTooManyPixels() =>
        Jpeg.Valid(65535, 65535).ShouldBeRejected(RejectionReasons.TooManyPixels).Verdict.Detail.ShouldBe("65535 x 65535 = 4,294,836,225 pixels, limit 50,000,000");

    [Fact]
    public void Inspect_WhenASideIsZero_IsTooSmall() => Jpeg.Valid(16, 0).ShouldBeRejected(RejectionReasons.TooSmall);

    [Theory]
    [InlineData(500, null)]
    [InlineData(501, RejectionReasons.TooManyScans)]
    public void Inspect_WhenThereAreManyScans_HoldsTheLimit(int scans, string? reason) =>
        InspectionAssert.Inspect(Bytes.Join(Jpeg.Start, Jpeg.Frame(16, 8, 0xC2), Bytes.Repeat(Jpeg.Scan(), scans), Jpeg.End)).Verdict.Reason.ShouldBe(reason);

    [Theory]
    [InlineData(1000, null)]
    [InlineData(1001, RejectionReasons.MetadataTooLarge)]
    public void Inspect_WhenThereAreManySegments_HoldsTheLimit(int segments, string? reason) =>
        InspectionAssert.Inspect(Jpeg.Valid(16, 8, Bytes.Repeat(Jpeg.Segment(0xE0, []), segments))).Verdict.Reason.ShouldBe(reason);

    [Fact]
    public void Inspect_WhenASegmentLengthIsBelowTwo_IsCorrupt() =>
        Bytes.Join(Jpeg.Start, [0xFF, 0xE0, 0, 1], Jpeg.Frame(16, 8), Jpeg.Scan(), Jpeg.End).ShouldBeRejected(RejectionReasons.Corrupt);
}
