using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Tests.Builders;

namespace PixCrawler.Imaging.Tests.Inspection;

public sealed class TiffWalkerTests
{
    [Fact]
    public void Inspect_WhenWhole_ReadsTheSize() => Tiff.Valid(5, 4).ShouldBeAccepted(ImageFormat.Tiff, 5, 4);

    [Fact]
    public void Inspect_WhenCutAnywhere_Rejects() => Tiff.Valid(5, 4).ShouldBeRejectedWhenCutAtEverySixteenth();

    [Fact]
    public void Inspect_WhenOnlyTheMagicIsThere_IsTruncated() => Bytes.Text("MM\0*").ShouldBeRejected(RejectionReasons.Truncated);

    [Fact]
    public void Inspect_WhenADirectoryIsItsOwnNext_IsCorrupt() =>
        Tiff.Valid(4, 4, next: 24).ShouldBeRejected(RejectionReasons.Corrupt).Verdict.Detail.ShouldBe("the directories form a loop at offset 24");

    [Fact]
    public void Inspect_WhenTwoDirectoriesFormALoop_IsCorrupt()
    {
        const uint First = 24, Second = First + 2 + 8 * 12 + 4;
        var bytes = Bytes.Join(Tiff.Header(First), new byte[16], Tiff.Page(4, 4, 8, 16, Second), Tiff.Page(4, 4, 8, 16, First), new byte[800]);
        bytes.ShouldBeRejected(RejectionReasons.Corrupt);
    }

    [Fact]
    public void Inspect_WhenThereAre4BillionTiles_IsTruncated() =>
        Bytes.Join(Tiff.Header(8), Tiff.Directory(0, Tiff.Short(256, 4), Tiff.Short(257, 4), Tiff.Long(324, 8, uint.MaxValue), Tiff.Long(325, 8, uint.MaxValue)))
            .ShouldBeRejected(RejectionReasons.Truncated);

    [Theory]
    [InlineData(8u, 17u, null)]
    [InlineData(8u, 10_000u, RejectionReasons.Truncated)]
    [InlineData(0xFFFFFFFFu, 1u, RejectionReasons.Truncated)]
    public void Inspect_WhenAStripMayLeaveTheFile_Checks(uint offset, uint length, string? reason) =>
        InspectionAssert.Inspect(Bytes.Join(Tiff.Header(24), new byte[16], Tiff.Page(4, 4, offset, length, 0))).Verdict.Reason.ShouldBe(reason);

    [Fact]
    public void Inspect_WhenALaterPageIsTooLarge_IsRejected()
    {
        const uint First = 24, Second = First + 2 + 8 * 12 + 4;
        Bytes.Join(Tiff.Header(First), new byte[16], Tiff.Page(4, 4, 8, 16, Second), Tiff.Page(60_000, 60_000, 8, 16, 0)).ShouldBeRejected(RejectionReasons.TooManyPixels);
    }

    [Fact]
    public void Inspect_WhenThereIsNoDirectory_IsTruncated() => Tiff.Header(0).ShouldBeRejected(RejectionReasons.Truncated);
}
