using System.ComponentModel.DataAnnotations;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Validation;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Validation;

namespace PixCrawler.Imaging.Tests.Decoding;

public sealed class ImageDecodersTests
{
    private static readonly DecoderOptions Missing = new() { Mode = DecodingMode.InProcess, LibraryPath = "/nowhere/libvips.so.42" };

    [Fact]
    public void TryCreate_WhenTheLibraryIsMissing_SaysWhatToInstall()
    {
        ImageDecoders.TryCreate(Missing, TimeProvider.System, out var decoder, out var whyNot).ShouldBeFalse();
        decoder.ShouldBeNull();
        whyNot.ShouldNotBeNull().ShouldContain("apt-get install libvips42");
        whyNot.ShouldContain("/nowhere/libvips.so.42");
        whyNot.ShouldContain(DecoderOptions.LibraryPathVariable);
    }

    [Fact]
    public void TryCreate_WhenTheFileIsAnotherLibrary_SaysWhatToInstall()
    {
        ImageDecoders.TryCreate(new DecoderOptions { Mode = DecodingMode.InProcess, LibraryPath = "libc.so.6" }, TimeProvider.System, out _, out var whyNot).ShouldBeFalse();
        whyNot.ShouldNotBeNull().ShouldContain("libvips");
    }

    [Theory]
    [InlineData(ValidationLevel.Medium)]
    [InlineData(ValidationLevel.Slow)]
    public void CreateValidator_WhenALevelNeedsTheMissingLibrary_FailsAtOnceWithWhatToInstall(ValidationLevel level)
    {
        var options = new ImageValidatorOptions { HighestLevel = level, Decoder = Missing };
        Should.Throw<InvalidInputException>(() => ImageValidator.Create(options, TimeProvider.System)).Message.ShouldContain("apt-get install libvips42");
    }

    [Fact]
    public void CreateValidator_WhenTheLevelIsFast_NeedsNoLibrary() =>
        ImageValidator.Create(new ImageValidatorOptions { Decoder = Missing }, TimeProvider.System).Dispose();

    [Theory]
    [InlineData(0, 64)]
    [InlineData(65, 64)]
    [InlineData(1, 0)]
    [InlineData(1, 10_001)]
    public void TryCreate_WhenAnOptionIsOutOfItsRange_Throws(int threads, int queued) =>
        Should.Throw<ValidationException>(() => ImageDecoders.TryCreate(new DecoderOptions { Threads = threads, MaxQueuedRequests = queued }, TimeProvider.System, out _, out _));
}
