using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Tests.Builders;

namespace PixCrawler.Imaging.Tests.Inspection;

public sealed class IsoMediaWalkerTests
{
    [Fact]
    public void Inspect_WhenWhole_ReadsTheSize() => Iso.Valid(30, 20).ShouldBeAccepted(ImageFormat.Avif, 30, 20);

    [Fact]
    public void Inspect_WhenCutAnywhere_Rejects() => Iso.Valid(30, 20).ShouldBeRejectedWhenCutAtEverySixteenth();

    [Fact]
    public void Inspect_WhenABoxHasA64BitSize_ReadsIt() =>
        Bytes.Join(Iso.FileType(), Iso.Meta(30, 20), Iso.LargeBox("mdat", new byte[16])).ShouldBeAccepted(ImageFormat.Avif, 30, 20);

    [Fact]
    public void Inspect_WhenTheLastBoxReachesToTheEnd_IsAccepted() =>
        Bytes.Join(Iso.FileType(), Iso.Meta(30, 20), Bytes.Big32(0), Bytes.Text("mdat"), new byte[16]).ShouldBeAccepted(ImageFormat.Avif, 30, 20);

    [Fact]
    public void Inspect_WhenANestedBoxHasSizeZero_IsCorrupt() =>
        Bytes.Join(Iso.FileType(), Iso.Box("meta", Bytes.Big32(0), Bytes.Big32(0), Bytes.Text("iprp")), Iso.Box("mdat")).ShouldBeRejected(RejectionReasons.Corrupt);

    [Theory]
    [InlineData(0ul)]
    [InlineData(15ul)]
    public void Inspect_WhenA64BitSizeIsBelowItsHeader_IsCorrupt(ulong size) =>
        Bytes.Join(Iso.FileType(), Bytes.Big32(1), Bytes.Text("meta"), Bytes.Big64(size)).ShouldBeRejected(RejectionReasons.Corrupt);

    [Fact]
    public void Inspect_WhenA64BitSizeIsTheLargest_IsTruncated() =>
        Bytes.Join(Iso.FileType(), Bytes.Big32(1), Bytes.Text("meta"), Bytes.Big64(ulong.MaxValue)).ShouldBeRejected(RejectionReasons.Truncated);

    [Fact]
    public void Inspect_WhenAChildIsLargerThanItsParent_IsCorrupt() =>
        Bytes.Join(Iso.FileType(), Iso.Box("meta", Bytes.Big32(0), Bytes.Big32(10_000), Bytes.Text("iprp")), Iso.Box("mdat", new byte[20_000])).ShouldBeRejected(RejectionReasons.Corrupt);

    [Fact]
    public void Inspect_WhenTheSizeIsTheLargest_HasTooManyPixels() =>
        Iso.Valid(uint.MaxValue, uint.MaxValue).ShouldBeRejected(RejectionReasons.TooManyPixels).Width.ShouldBe(int.MaxValue);

    [Fact]
    public void Inspect_WhenThereIsNoSize_IsCorrupt() => Bytes.Join(Iso.FileType(), Iso.Box("meta", Bytes.Big32(0)), Iso.Box("mdat")).ShouldBeRejected(RejectionReasons.Corrupt);

    [Fact]
    public void Inspect_WhenItIsAVideo_IsRefused() => Bytes.Join(Iso.FileType("isom")[..16], Iso.Meta(3, 3)).ShouldBeRejected(RejectionReasons.RefusedType);

    [Fact]
    public void Inspect_WhenBytesFollowTheBoxes_CountsThemAsTrailing() => Bytes.Join(Iso.Valid(30, 20), new byte[100]).ShouldBeAccepted(ImageFormat.Avif, 30, 20).TrailingBytes.ShouldBe(100);

    [Theory]
    [InlineData(10u, 10u, null)]
    [InlineData(0u, 10u, RejectionReasons.Corrupt)]
    public void Inspect_WhenACleanApertureCrops_TakesItsSizeAndRefusesAnEmptyOne(uint width, uint height, string? reason)
    {
        var crop = Iso.Box("clap", Bytes.Big32(width), Bytes.Big32(1), Bytes.Big32(height), Bytes.Big32(1), new byte[16]);
        var owners = Iso.Box("ipma", Bytes.Big32(0), Bytes.Big32(1), Bytes.Big16(1), [2, 1, 2]);
        var properties = Iso.Box("iprp", Iso.Box("ipco", Iso.Size(30, 20), crop), owners);
        var meta = Iso.Box("meta", Bytes.Big32(0), Iso.Box("pitm", Bytes.Big32(0), Bytes.Big16(1)), properties);
        var inspection = InspectionAssert.Inspect(Bytes.Join(Iso.FileType(), meta, Iso.Box("mdat", new byte[16])));
        inspection.Verdict.Reason.ShouldBe(reason);
        if (reason is null)
            (inspection.Width, inspection.Height).ShouldBe((10, 10));
    }
}
