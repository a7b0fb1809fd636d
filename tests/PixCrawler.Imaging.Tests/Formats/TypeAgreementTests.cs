using PixCrawler.Imaging.Formats;

namespace PixCrawler.Imaging.Tests.Formats;

public sealed class TypeAgreementTests
{
    [Theory]
    [InlineData("image/jpeg", "jpg", true)]
    [InlineData("IMAGE/JPG; charset=binary", ".JPEG", true)]
    [InlineData(null, null, true)]
    [InlineData("application/octet-stream", "php", true)]
    [InlineData("image/png", "jpg", false)]
    [InlineData("image/jpeg", "png", false)]
    [InlineData("text/html", null, false)]
    public void Compare_WhenTheBytesAreJpeg_TellsWhoContradicts(string? contentType, string? extension, bool agrees)
    {
        var agreement = TypeAgreement.Compare(ImageFormat.Jpeg, contentType, extension);
        agreement.Agrees.ShouldBe(agrees);
        (agreement.Disagreement is null).ShouldBe(agrees);
    }

    [Fact]
    public void Disagreement_NamesAllThree() =>
        TypeAgreement.Compare(ImageFormat.WebP, "image/png", null).Disagreement.ShouldBe("declared png, extension nothing, bytes webp");
}
