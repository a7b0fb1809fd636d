using PixCrawler.Imaging.Formats;

namespace PixCrawler.Imaging.Tests.Formats;

public sealed class FormatExtensionsTests
{
    [Fact]
    public void FileExtension_CoversEverySupportedFormat() =>
        Enum.GetValues<ImageFormat>().Where(format => format.IsSupported()).Select(format => format.FileExtension())
            .ShouldBe(["jpg", "png", "gif", "webp", "bmp", "tif", "avif", "heic", "ico"]);

    [Fact]
    public void FileExtension_IsReadBackAsItsFormat()
    {
        foreach (var format in Enum.GetValues<ImageFormat>().Where(format => format.IsSupported()))
            FormatExtensions.FromExtension(format.FileExtension()).ShouldBe(format);
    }

    [Theory]
    [InlineData(ImageFormat.Unknown)]
    [InlineData(ImageFormat.Svg)]
    public void FileExtension_WhenTheFormatIsNotSupported_Throws(ImageFormat format) => Should.Throw<ArgumentOutOfRangeException>(() => format.FileExtension());
}
