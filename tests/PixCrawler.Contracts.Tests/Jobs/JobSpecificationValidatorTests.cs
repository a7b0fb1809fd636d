using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Contracts.Validation;

namespace PixCrawler.Contracts.Tests.Jobs;

public sealed class JobSpecificationValidatorTests
{
    private static readonly JobSpecification Good = new()
    {
        Name = "cats",
        OutputFolder = "out",
        Sources = [new UrlListSource("cats.csv")],
    };

    [Fact]
    public void Validate_WhenInOrder_FindsNothing() => JobSpecificationValidator.Validate(Good).ShouldBeEmpty();

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Name_MayHave1To100Characters(int length, bool ok) =>
        Judge(Good with { Name = new string('x', length) }, nameof(JobSpecification.Name), ok);

    [Theory]
    [InlineData(" ")]
    [InlineData("\t\n")]
    public void TextFields_MayNotBeBlank(string blank)
    {
        Judge(Good with { Name = blank }, nameof(JobSpecification.Name), ok: false);
        Judge(Good with { OutputFolder = blank }, nameof(JobSpecification.OutputFolder), ok: false);
        Judge(Good with { UserId = blank }, nameof(JobSpecification.UserId), ok: false);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public void Sources_MustBeOneOrMore(int count, bool ok) => Judge(
        Good with { Sources = [.. Enumerable.Repeat(new UrlListSource("cats.csv"), count)] }, nameof(JobSpecification.Sources), ok);

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Sources_MayReadStandardInputOnce(int count, bool ok) => Judge(
        Good with { Sources = [.. Enumerable.Repeat(new UrlListSource("-"), count)] }, nameof(JobSpecification.Sources), ok);

    [Fact]
    public void Sources_NeedAPathAndAUrlColumn()
    {
        Judge(Good with { Sources = [new UrlListSource(" ")] }, nameof(JobSpecification.Sources), ok: false);
        Judge(Good with { Sources = [new UrlListSource("a") { UrlColumn = "" }] }, nameof(JobSpecification.Sources), ok: false);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1_000_000_000, true)]
    [InlineData(1_000_000_001, false)]
    public void MaxUrls_IsFrom1To1000000000OrAll(int? value, bool ok) =>
        Judge(Good with { MaxUrls = value }, nameof(JobSpecification.MaxUrls), ok);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void ChunkSlots_IsFrom1To500(int value, bool ok) =>
        Judge(Good with { ChunkSlots = value }, nameof(JobSpecification.ChunkSlots), ok);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(16_384, true)]
    [InlineData(16_385, false)]
    public void MinSidePixels_IsFrom1To16384(int value, bool ok) => Judge(
        Good with { MinSidePixels = value, MaxSidePixels = 65_535 }, nameof(JobSpecification.MinSidePixels), ok);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(65_535, true)]
    [InlineData(65_536, false)]
    public void MaxSidePixels_IsFrom1To65535(int value, bool ok) => JobSpecificationValidator
        .Validate(Good with { MaxSidePixels = value }).Any(error => error.Field == nameof(JobSpecification.MaxSidePixels)).ShouldBe(!ok);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1_000_000_000, true)]
    [InlineData(1_000_000_001, false)]
    public void MaxPixels_IsFrom1To1000000000(long value, bool ok) =>
        Judge(Good with { MaxPixels = value }, nameof(JobSpecification.MaxPixels), ok);

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void MinSidePixels_MayNotBeAboveMaxSidePixels(int value, bool ok) => Judge(
        Good with { MinSidePixels = value, MaxSidePixels = 100 }, nameof(JobSpecification.MinSidePixels), ok);

    [Theory]
    [InlineData(-1, false)]
    [InlineData((int)ValidationLevel.Fast, true)]
    [InlineData((int)ValidationLevel.Slow, true)]
    [InlineData((int)ValidationLevel.Slow + 1, false)]
    public void ValidationLevel_MustBeANamedOne(int value, bool ok) =>
        Judge(Good with { ValidationLevel = (ValidationLevel)value }, nameof(JobSpecification.ValidationLevel), ok);

    [Fact]
    public void Validate_WhenSeveralThingsAreWrong_FindsThemAll() => JobSpecificationValidator
        .Validate(Good with { Name = "", ChunkSlots = 0, MaxPixels = 0 })
        .Select(error => error.Field)
        .ShouldBe([nameof(JobSpecification.Name), nameof(JobSpecification.ChunkSlots), nameof(JobSpecification.MaxPixels)]);

    [Fact]
    public void Range_SaysTheRangeAndTheValue() => JobSpecificationValidator
        .Validate(Good with { ChunkSlots = 501 }).Single().Problem.ShouldBe("must be from 1 to 500, not 501");

    private static void Judge(JobSpecification specification, string field, bool ok)
    {
        var errors = JobSpecificationValidator.Validate(specification);
        errors.Select(error => error.Field).ShouldBe(ok ? [] : [field]);
        errors.ShouldAllBe(error => error.Problem.Length > 10);
    }
}
