using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Tests.Builders;

namespace PixCrawler.Imaging.Tests.Inspection;

public sealed class IcoWalkerTests
{
    [Fact]
    public void Inspect_WhenItHoldsABitmap_ReadsTheSize() => Ico.File(Ico.Bitmap(16)).ShouldBeAccepted(ImageFormat.Ico, 16, 16);

    [Fact]
    public void Inspect_WhenItHoldsPngs_CountsThem() => Ico.File(Png.Valid(16, 16), Png.Valid(16, 16)).ShouldBeAccepted(ImageFormat.Ico, 16, 16, frames: 2);

    [Fact]
    public void Inspect_WhenItHoldsABadPng_TakesOverItsVerdict() => Ico.File(Png.Claiming(60_000, 60_000)).ShouldBeRejected(RejectionReasons.TooManyPixels);

    [Fact]
    public void Inspect_WhenCutAnywhere_Rejects() => Ico.File(Ico.Bitmap(16)).ShouldBeRejectedWhenCutAtEverySixteenth();

    [Fact]
    public void Inspect_WhenItClaims65535Entries_HasTooManyFrames() => Bytes.Join([0, 0, 1, 0, 0xFF, 0xFF], new byte[64]).ShouldBeRejected(RejectionReasons.TooManyFrames);

    [Fact]
    public void Inspect_WhenTheDirectoryLeavesTheFile_IsTruncated() => Bytes.Join([0, 0, 1, 0, 100, 0], new byte[64]).ShouldBeRejected(RejectionReasons.Truncated);

    [Fact]
    public void Inspect_WhenAnEntryPointsOutside_IsTruncated() => Bytes.Join([0, 0, 1, 0, 1, 0], Ico.Entry(16, 16, 1000, 22), new byte[64]).ShouldBeRejected(RejectionReasons.Truncated);

    [Fact]
    public void Inspect_WhenAnEntryPointsIntoTheDirectory_IsCorrupt() => Bytes.Join([0, 0, 1, 0, 1, 0], Ico.Entry(16, 16, 50, 0), new byte[64]).ShouldBeRejected(RejectionReasons.Corrupt);

    [Fact]
    public void Inspect_WhenTheImageIsOfAnUnknownKind_IsCorrupt() => Ico.File(new byte[100]).ShouldBeRejected(RejectionReasons.Corrupt);
}
