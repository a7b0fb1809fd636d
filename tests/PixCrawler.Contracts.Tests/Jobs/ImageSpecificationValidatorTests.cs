using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Contracts.Validation;

namespace PixCrawler.Contracts.Tests.Jobs;

public sealed class ImageSpecificationValidatorTests
{
    private static readonly JobSpecification Slow = new()
    {
        Name = "cats",
        OutputFolder = "out",
        Sources = [new UrlListSource("cats.csv")],
        ValidationLevel = ValidationLevel.Slow,
    };

    public static TheoryData<string, ContentSpecification, ContentSpecification> ContentEdges => new()
    {
        { "MinBytes", new() { MinBytes = 1 }, new() { MinBytes = 0 } },
        { "MaxBytes", new() { MaxBytes = 1 << 30 }, new() { MaxBytes = (1 << 30) + 1 } },
        { "MinBytes", new() { MinBytes = 5, MaxBytes = 5 }, new() { MinBytes = 6, MaxBytes = 5 } },
        { "MinBytes", new() { MinBytes = 20 * 1024 * 1024 }, new() { MinBytes = 20 * 1024 * 1024 + 1 } },
        { "MaxAspectRatio", new() { MaxAspectRatio = 1 }, new() { MaxAspectRatio = 0.99 } },
        { "UniformUpToLevels", new() { UniformUpToLevels = 16 }, new() { UniformUpToLevels = 17 } },
        { "GreyUpToLevels", new() { GreyUpToLevels = 0 }, new() { GreyUpToLevels = -1 } },
        { "KeepUniform", new() { KeepUniform = true }, new() { KeepUniform = true, UniformUpToLevels = 1 } },
        { "MinBrightnessLevels", new() { MinBrightnessLevels = 9, MaxBrightnessLevels = 9 }, new() { MinBrightnessLevels = 9, MaxBrightnessLevels = 8 } },
        { "MaxBrightnessLevels", new() { MaxBrightnessLevels = 255 }, new() { MaxBrightnessLevels = 256 } },
        { "MinContrastLevels", new() { MinContrastLevels = 127 }, new() { MinContrastLevels = 128 } },
        { "MinEntropyBits", new() { MinEntropyBits = 8 }, new() { MinEntropyBits = 8.1 } },
        { "MinSharpness", new() { MinSharpness = 100_000 }, new() { MinSharpness = double.NaN } },
        { "Formats", new() { Formats = ["jpg", "ico"] }, new() { Formats = ["jpeg"] } },
        { "Formats", new() { Formats = ["jpg"] }, new() { Formats = [] } },
        { "RefusedFormats", new() { RefusedFormats = ["gif"] }, new() { RefusedFormats = ["svg"] } },
    };

    public static TheoryData<string, TransformSpecification, TransformSpecification> TransformEdges => new()
    {
        { "SizePixels", new() { Resize = ResizeKind.Border, SizePixels = 16_384 }, new() { Resize = ResizeKind.Border, SizePixels = 16_385 } },
        { "SizePixels", new() { Resize = ResizeKind.Border }, new() { SizePixels = 9 } },
        { "Resize", new(), new() { Resize = (ResizeKind)9 } },
        { "Format", new() { Format = EncodedFormat.WebP }, new() { Format = (EncodedFormat)9 } },
        { "Quality", new() { Quality = 100 }, new() { Quality = 0 } },
        { "Lossless", new() { Format = EncodedFormat.WebP, Lossless = true }, new() { Lossless = true } },
        { "Animation", new() { Animation = AnimationRule.Reject }, new() { Animation = (AnimationRule)3 } },
        { "Metadata", new() { Metadata = MetadataRule.KeepAll }, new() { Metadata = (MetadataRule)3 } },
    };

    public static TheoryData<string, DeduplicationSpecification, DeduplicationSpecification> DuplicateEdges => new()
    {
        { "Deduplication", new() { Mode = DuplicateMode.Off }, new() { Mode = (DuplicateMode)4 } },
        { "DifferenceBits", new() { DifferenceBits = 11 }, new() { DifferenceBits = 12 } },
        { "FrequencyBits", new() { FrequencyBits = 64 }, new() { FrequencyBits = 65 } },
        { "ExactOnly", new() { ExactOnly = true }, new() { ExactOnly = true, DifferenceBits = 1 } },
    };

    [Theory]
    [MemberData(nameof(ContentEdges))]
    public void Content_AtItsEdge_IsInOrderAndBeyondIsNamed(string field, ContentSpecification at, ContentSpecification beyond) =>
        Judge(field, Slow with { Content = at }, Slow with { Content = beyond });

    [Theory]
    [MemberData(nameof(TransformEdges))]
    public void Transform_AtItsEdge_IsInOrderAndBeyondIsNamed(string field, TransformSpecification at, TransformSpecification beyond) =>
        Judge(field, Slow with { Transform = at }, Slow with { Transform = beyond });

    [Theory]
    [MemberData(nameof(DuplicateEdges))]
    public void Deduplication_AtItsEdge_IsInOrderAndBeyondIsNamed(string field, DeduplicationSpecification at, DeduplicationSpecification beyond) =>
        Judge(field, Slow with { Deduplication = at }, Slow with { Deduplication = beyond });

    [Fact]
    public void Content_WhenTheLevelDoesNotJudgeIt_SaysWhichLevelDoes()
    {
        var medium = Slow with { ValidationLevel = ValidationLevel.Medium, Content = new ContentSpecification { MinSharpness = 100, MaxAspectRatio = 3 } };
        JobSpecificationValidator.Validate(medium).ShouldHaveSingleItem().Problem.ShouldContain("level slow only");

        var fast = medium with { ValidationLevel = ValidationLevel.Fast };
        JobSpecificationValidator.Validate(fast).Select(error => error.Field).ShouldBe(["MaxAspectRatio", "MinSharpness"]);
        JobSpecificationValidator.Validate(fast with { Content = new ContentSpecification { Formats = ["jpg"], MinBytes = 100 } }).ShouldBeEmpty();
    }

    [Fact]
    public void WithDefaults_WhenNothingIsSaidOfDuplicates_RemovesThemAndComparesLooksFromMediumOn()
    {
        Slow.WithDefaults().Deduplication.ShouldBe(new DeduplicationSpecification());
        (Slow with { ValidationLevel = ValidationLevel.Fast }).WithDefaults().Deduplication.ShouldBe(new DeduplicationSpecification { ExactOnly = true });
        var off = Slow with { Deduplication = new DeduplicationSpecification { Mode = DuplicateMode.Off } };
        off.WithDefaults().ShouldBe(off);
        new DeduplicationSpecification().Mode.ShouldBe(DuplicateMode.Remove);
        new JobSpecification { Name = "a", OutputFolder = "b", Sources = [] }.ValidationLevel.ShouldBe(ValidationLevel.Medium);
    }

    private static void Judge(string field, JobSpecification at, JobSpecification beyond)
    {
        JobSpecificationValidator.Validate(at).ShouldBeEmpty();
        JobSpecificationValidator.Validate(beyond).Select(error => error.Field).ShouldContain(field);
    }
}
