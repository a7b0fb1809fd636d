using PixCrawler.Actors.Validation;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Validation;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Transforms;
using PixCrawler.Imaging.Validation;

namespace PixCrawler.Actors.Tests.Validation;

public sealed class ImageRequirementsTests
{
    private static readonly JobSpecification Least = new() { Name = "a", OutputFolder = "b", Sources = [] };

    [Fact]
    public void Of_AJobThatSaysNothing_IsTheValidatorsDefault()
    {
        var request = ImageRequirements.Of(Least);

        request.ShouldBe(new ValidationRequest(ValidationLevel.Medium, new InspectionLimits()));
        request.NeedsDecoder.ShouldBeTrue();
        ImageRequirements.Of(Least with { ValidationLevel = ValidationLevel.Fast }).NeedsDecoder.ShouldBeFalse();
    }

    [Theory]
    [InlineData(DuplicateMode.Remove, false, true)]
    [InlineData(DuplicateMode.Report, false, true)]
    [InlineData(DuplicateMode.Remove, true, false)]
    [InlineData(DuplicateMode.Off, false, false)]
    public void Of_AJobWhoseImagesAreCompared_AsksForHashesAndSoForADecoder(DuplicateMode mode, bool exactOnly, bool hashes)
    {
        var job = Least with
        {
            ValidationLevel = ValidationLevel.Fast,
            Deduplication = new DeduplicationSpecification { Mode = mode, ExactOnly = exactOnly },
        };

        (ImageRequirements.Of(job).Hash, ImageRequirements.Of(job).NeedsDecoder).ShouldBe((hashes, hashes));
    }

    [Fact]
    public void Of_AJobThatSaysEverything_SaysItToTheValidator()
    {
        var request = ImageRequirements.Of(Least with
        {
            ValidationLevel = ValidationLevel.Slow,
            MinSidePixels = 3,
            MaxSidePixels = 4,
            MaxPixels = 5,
            Content = new ContentSpecification
            {
                Formats = ["jpg", "gif", "heic"],
                RefusedFormats = ["gif"],
                MinBytes = 6,
                MaxBytes = 7,
                MaxAspectRatio = 2,
                RejectAnimated = true,
                KeepUniform = true,
                GreyUpToLevels = 8,
                MinBrightnessLevels = 9,
                MaxBrightnessLevels = 10,
                MinContrastLevels = 11,
                MinEntropyBits = 1,
                MinSharpness = 12,
                RejectBrokenColourProfile = true,
            },
            Transform = new TransformSpecification
            {
                Resize = ResizeKind.KeepRatio,
                SizePixels = 13,
                Enlarge = true,
                Format = EncodedFormat.WebP,
                Quality = 14,
                Lossless = true,
                Animation = AnimationRule.Keep,
                Metadata = MetadataRule.KeepAll,
            },
        });

        request.Limits.ShouldBe(new InspectionLimits { MinBytes = 6, MaxBytes = 7, MinSidePixels = 3, MaxSidePixels = 4, MaxPixels = 5 });
        request.Rules.Formats.ShouldBe([ImageFormat.Jpeg, ImageFormat.Heif]);
        (request.Rules with { Formats = null }).ShouldBe(new ContentRules
        {
            MaxAspectRatio = 2,
            RejectAnimated = true,
            UniformUpToLevels = null,
            GreyUpToLevels = 8,
            MinBrightnessLevels = 9,
            MaxBrightnessLevels = 10,
            MinContrastLevels = 11,
            MinEntropyBits = 1,
            MinSharpness = 12,
            RejectBrokenColourProfile = true,
        });
        request.Transform.ShouldBe(new ImageTransform
        {
            Resize = ResizeMode.KeepRatio,
            SizePixels = 13,
            OnlyIfBigger = false,
            Format = OutputFormat.WebP,
            Quality = 14,
            Lossless = true,
            Animation = AnimationPolicy.Keep,
            Metadata = MetadataPolicy.KeepAll,
        });
    }

    /// <summary>The contracts' words are turned into the validator's by their numbers.</summary>
    [Fact]
    public void Words_OfTheContracts_AreTheValidatorsInTheSameOrder()
    {
        Enum.GetNames<ResizeKind>().ShouldBe(Enum.GetNames<ResizeMode>());
        Enum.GetNames<EncodedFormat>().ShouldBe(Enum.GetNames<OutputFormat>());
        Enum.GetNames<AnimationRule>().ShouldBe(Enum.GetNames<AnimationPolicy>());
        Enum.GetNames<MetadataRule>().ShouldBe(Enum.GetNames<MetadataPolicy>());
        ContentSpecification.KnownFormats.Select(FormatExtensions.FromExtension).ShouldBe(
            Enum.GetValues<ImageFormat>().Where(format => format.IsSupported()), ignoreOrder: true);
    }
}
