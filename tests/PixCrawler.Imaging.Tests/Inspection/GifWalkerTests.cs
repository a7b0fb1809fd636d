using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Tests.Builders;

namespace PixCrawler.Imaging.Tests.Inspection;

public sealed class GifWalkerTests
{
    [Fact]
    public void Inspect_WhenWhole_ReadsSizeAndFrames() => Gif.Valid(3, 2, frames: 5).ShouldBeAccepted(ImageFormat.Gif, 3, 2, frames: 5);

    [Fact]
    public void Inspect_WhenCutAnywhere_Rejects() => Gif.Valid(3, 2, frames: 2).ShouldBeRejectedWhenCutAtEverySixteenth();

    [Fact]
    public void Inspect_WhenOnlyTheMagicIsThere_IsTruncated() => Bytes.Text("GIF89a").ShouldBeRejected(RejectionReasons.Truncated);

    [Fact]
    public void Inspect_WhenTheCanvasIs65535Squared_HasTooManyPixels() => Gif.Valid(65535, 65535).ShouldBeRejected(RejectionReasons.TooManyPixels);

    [Fact]
    public void Inspect_WhenItLoopsForEverWithoutDelay_IsAcceptedAsItsFrames() =>
        Bytes.Join(Gif.Header(1, 1), Gif.LoopForEver(), Gif.Control(), Gif.Frame(), Gif.Control(), Gif.Frame(), Gif.End).ShouldBeAccepted(ImageFormat.Gif, 1, 1, frames: 2);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public void Inspect_WhenAFrameLeavesTheCanvas_IsCorrupt(int left, int top) =>
        Bytes.Join(Gif.Header(1, 1), Gif.Frame(left, top), Gif.End).ShouldBeRejected(RejectionReasons.Corrupt);

    [Theory]
    [InlineData(1000, null)]
    [InlineData(1001, RejectionReasons.TooManyFrames)]
    public void Inspect_WhenThereAreManyFrames_HoldsTheLimit(int frames, string? reason) => InspectionAssert.Inspect(Gif.Valid(1, 1, frames)).Verdict.Reason.ShouldBe(reason);

    [Fact]
    public void Inspect_WhenThereIsNoFrame_IsTruncated() => Bytes.Join(Gif.Header(1, 1), Gif.End).ShouldBeRejected(RejectionReasons.Truncated);

    [Fact]
    public void Inspect_WhenABlockIsUnknown_IsCorrupt() => Bytes.Join(Gif.Header(1, 1), [0x55]).ShouldBeRejected(RejectionReasons.Corrupt);
}
