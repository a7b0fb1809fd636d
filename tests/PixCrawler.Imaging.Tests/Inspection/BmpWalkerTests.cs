using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Tests.Builders;

namespace PixCrawler.Imaging.Tests.Inspection;

public sealed class BmpWalkerTests
{
    [Theory]
    [InlineData(40)]
    [InlineData(108)]
    [InlineData(124)]
    public void Inspect_WhenTheHeaderIsOfAKnownVersion_ReadsTheSize(int size) => Bmp.File(Bmp.Info(3, 2, size: size), new byte[24]).ShouldBeAccepted(ImageFormat.Bmp, 3, 2);

    [Fact]
    public void Inspect_WhenTheHeaderIsTheOldest_ReadsTheSize() => Bmp.File(Bmp.Core(3, 2), new byte[24]).ShouldBeAccepted(ImageFormat.Bmp, 3, 2);

    [Fact]
    public void Inspect_WhenRowsAreTopDown_TakesTheHeightPositive() => Bmp.Valid(3, -2).ShouldBeAccepted(ImageFormat.Bmp, 3, 2);

    [Fact]
    public void Inspect_WhenTheHeightIsTheSmallestNumber_HasTooManyPixels() =>
        Bmp.File(Bmp.Info(2, int.MinValue), new byte[24]).ShouldBeRejected(RejectionReasons.TooManyPixels).Verdict.Detail.ShouldBe("2 x 2147483648 = 4,294,967,296 pixels, limit 50,000,000");

    [Fact]
    public void Inspect_WhenCutAnywhere_Rejects() => Bmp.Valid(5, 5).ShouldBeRejectedWhenCutAtEverySixteenth();

    [Fact]
    public void Inspect_WhenTheDeclaredSizeIsLarger_IsTruncated() => Bmp.File(Bmp.Info(3, 2), new byte[24], declaredBytes: 10_000).ShouldBeRejected(RejectionReasons.Truncated);

    [Fact]
    public void Inspect_WhenTheDeclaredSizeIsZero_TrustsThePixels() => Bmp.File(Bmp.Info(3, 2), new byte[24], declaredBytes: 0).ShouldBeAccepted(ImageFormat.Bmp, 3, 2);

    [Fact]
    public void Inspect_WhenARunEndsInside_IsAccepted() => Bmp.File(Bmp.Info(4, 1, 8, 1), [4, 7, 0, 1]).ShouldBeAccepted(ImageFormat.Bmp, 4, 1);

    [Fact]
    public void Inspect_WhenARunLeavesTheImage_IsCorrupt() => Bmp.File(Bmp.Info(4, 1, 8, 1), [200, 7, 0, 1]).ShouldBeRejected(RejectionReasons.Corrupt);

    [Fact]
    public void Inspect_WhenRunsDoNotEnd_IsTruncated() => Bmp.File(Bmp.Info(4, 1, 8, 1), [4, 7]).ShouldBeRejected(RejectionReasons.Truncated);

    [Theory]
    [InlineData(24, 9u)]
    [InlineData(7, 0u)]
    [InlineData(24, 1u)]
    public void Inspect_WhenDepthAndCompressionDoNotFit_IsCorrupt(int bits, uint compression) =>
        Bmp.File(Bmp.Info(3, 2, bits, compression), new byte[24]).ShouldBeRejected(RejectionReasons.Corrupt);
}
