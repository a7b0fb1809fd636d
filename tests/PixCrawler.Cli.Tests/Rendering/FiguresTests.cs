using PixCrawler.Cli.Rendering;

namespace PixCrawler.Cli.Tests.Rendering;

public class FiguresTests
{
    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(59.4, "0:59")]
    [InlineData(59.6, "1:00")]
    [InlineData(3599, "59:59")]
    [InlineData(3600, "1:00:00")]
    [InlineData(93_784, "26:03:04")]
    [InlineData(-5, "0:00")]
    public void Duration_OfSeconds_ReadsAsAClock(double seconds, string text) =>
        Figures.Duration(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1,023 B")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData(1_610_612_736, "1.5 GiB")]
    public void Bytes_OfASize_UsesTheLargestUnit(long bytes, string text) => Figures.Bytes(bytes).ShouldBe(text);

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.999, "99 %")]
    [InlineData(1, "100 %")]
    public void Percent_BelowTheWhole_NeverSays100(double part, string text) => Figures.Percent(part).ShouldBe(text);
}
