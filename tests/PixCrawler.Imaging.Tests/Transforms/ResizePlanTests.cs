using PixCrawler.Imaging.Transforms;

namespace PixCrawler.Imaging.Tests.Transforms;

public sealed class ResizePlanTests
{
    [Theory]
    [InlineData(ResizeMode.None, 400, 300, 400, 300, 0, 0)]
    [InlineData(ResizeMode.Border, 400, 300, 100, 75, 0, 100)]
    [InlineData(ResizeMode.KeepRatio, 400, 300, 133, 100, 0, 0)]
    [InlineData(ResizeMode.KeepRatioLargest, 400, 300, 100, 75, 0, 0)]
    [InlineData(ResizeMode.CenterCrop, 400, 300, 133, 100, 100, 0)]
    [InlineData(ResizeMode.KeepRatioLargest, 4000, 3, 100, 1, 0, 0)]
    [InlineData(ResizeMode.KeepRatioLargest, 16_384, 16_384, 100, 100, 0, 0)]
    public void Of_WhenBigger_KeepsTheRatio(ResizeMode mode, int width, int height, int toWidth, int toHeight, int crop, int border) =>
        ResizePlan.Of(new ImageTransform { Resize = mode, SizePixels = 100 }, width, height).ShouldBe(new ResizePlan(toWidth, toHeight, crop, border));

    [Theory]
    [InlineData(ResizeMode.Border, 100, 60)]
    [InlineData(ResizeMode.KeepRatio, 400, 100)]
    [InlineData(ResizeMode.KeepRatioLargest, 100, 60)]
    [InlineData(ResizeMode.CenterCrop, 400, 100)]
    public void Of_WhenNotBiggerAndOnlyIfBigger_LeavesIt(ResizeMode mode, int width, int height) =>
        ResizePlan.Of(new ImageTransform { Resize = mode, SizePixels = 100 }, width, height).ShouldBe(new ResizePlan(width, height, 0, 0));

    [Fact]
    public void Of_WhenSmallerAndNotOnlyIfBigger_Enlarges() =>
        ResizePlan.Of(new ImageTransform { Resize = ResizeMode.CenterCrop, SizePixels = 100, OnlyIfBigger = false }, 40, 10).ShouldBe(new ResizePlan(400, 100, 100, 0));
}
