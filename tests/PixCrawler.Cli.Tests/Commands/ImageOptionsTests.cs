using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Tests.Commands;

public class ImageOptionsTests
{
    private static readonly string[] Least = ["urls.txt", "-o", "/data/birds"];

    [Fact]
    public void Read_WithRulesForImages_PutsThemIntoTheJob()
    {
        var job = Read("--validation slow --formats jpeg,PNG --refuse-formats gif --min-bytes 1000 --max-bytes 2000 --max-aspect 2.5 --reject-animated --reject-grey 4 "
            + "--min-brightness 10 --max-brightness 240 --min-contrast 5 --min-entropy 1.5 --min-sharpness 100 --reject-broken-profiles");

        job.Content!.Formats.ShouldBe(["jpg", "png"]);
        job.Content.RefusedFormats.ShouldBe(["gif"]);
        (job.Content with { Formats = null, RefusedFormats = null }).ShouldBe(new ContentSpecification
        {
            MinBytes = 1000,
            MaxBytes = 2000,
            MaxAspectRatio = 2.5,
            RejectAnimated = true,
            GreyUpToLevels = 4,
            MinBrightnessLevels = 10,
            MaxBrightnessLevels = 240,
            MinContrastLevels = 5,
            MinEntropyBits = 1.5,
            MinSharpness = 100,
            RejectBrokenColourProfile = true,
        });
        Read("--keep-uniform").Content.ShouldBe(new ContentSpecification { KeepUniform = true });
    }

    [Theory]
    [InlineData("--resize border:64", ResizeKind.Border, 64)]
    [InlineData("--resize keep_ratio:256", ResizeKind.KeepRatio, 256)]
    [InlineData("--resize keep-ratio-largest:512", ResizeKind.KeepRatioLargest, 512)]
    [InlineData("--resize center_crop:32", ResizeKind.CenterCrop, 32)]
    public void Read_WithAResize_EncodesAsJpeg(string options, ResizeKind kind, int pixels) =>
        Read(options).Transform.ShouldBe(new TransformSpecification { Resize = kind, SizePixels = pixels });

    [Fact]
    public void Read_WithEverythingThatIsMadeOfImages_PutsItIntoTheJob() =>
        Read("--resize border:64 --enlarge --encode webp --quality 70 --lossless --animation keep --keep-metadata without-location").Transform
            .ShouldBe(new TransformSpecification
            {
                Resize = ResizeKind.Border,
                SizePixels = 64,
                Enlarge = true,
                Format = EncodedFormat.WebP,
                Quality = 70,
                Lossless = true,
                Animation = AnimationRule.Keep,
                Metadata = MetadataRule.KeepWithoutLocation,
            });

    [Theory]
    [InlineData("--resize big")]
    [InlineData("--resize border:")]
    [InlineData("--resize border:-1")]
    [InlineData("--quality 80")]
    [InlineData("--keep-metadata all")]
    [InlineData("--animation reject")]
    [InlineData("--enlarge")]
    [InlineData("--near-distance 7")]
    [InlineData("--near-distance a:b")]
    [InlineData("--duplicates maybe")]
    public void Read_WhenAnOptionCannotBeRead_SaysWhichOne(string options) =>
        CommandLine.Errors([.. Least, .. options.Split(' ')]).ShouldContain(error => error.Contains(options.Split(' ')[0], StringComparison.Ordinal));

    [Theory]
    [InlineData("--duplicates off", DuplicateMode.Off, false)]
    [InlineData("--duplicates report", DuplicateMode.Report, false)]
    [InlineData("--duplicates quarantine --exact-only", DuplicateMode.Quarantine, true)]
    [InlineData("--duplicates remove --validation fast", DuplicateMode.Remove, true)]
    public void Read_WithAWordOnDuplicates_ComparesLooksWhereAnImageIsDecodedAnyway(string options, DuplicateMode mode, bool exactOnly) =>
        Read(options).Deduplication.ShouldBe(new DeduplicationSpecification { Mode = mode, ExactOnly = exactOnly });

    [Fact]
    public void Read_WithANearDistance_ComparesLooksAtEveryLevel() => Read("--near-distance 5:9 --validation fast").Deduplication.ShouldBe(
        new DeduplicationSpecification { DifferenceBits = 5, FrequencyBits = 9 });

    [Theory]
    [InlineData("--formats svg", "--formats")]
    [InlineData("--min-sharpness 5", "--min-sharpness")]
    [InlineData("--max-aspect 0.5", "--max-aspect")]
    [InlineData("--resize border:20000", "--resize")]
    [InlineData("--encode jpg --lossless", "--lossless")]
    [InlineData("--encode jpg --quality 101", "--quality")]
    [InlineData("--near-distance 12:12", "--near-distance")]
    [InlineData("--near-distance 7:12 --exact-only", "--exact-only")]
    public void Validate_WhenAFigureIsWrong_NamesTheOption(string options, string option) =>
        CommandLine.Crawl([.. Least, .. options.Split(' ')]).Validate().Select(error => error.Field).ShouldContain(option);

    private static JobSpecification Read(string options)
    {
        var settings = CommandLine.Crawl([.. Least, .. options.Split(' ')]);
        settings.Validate().ShouldBeEmpty();
        return settings.Job;
    }
}
