using System.ComponentModel.DataAnnotations;
using PixCrawler.Contracts.Validation;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Tests.Builders;
using PixCrawler.Imaging.Tests.Decoding;
using PixCrawler.Imaging.Tests.Inspection;
using PixCrawler.Imaging.Validation;

namespace PixCrawler.Imaging.Tests.Validation;

public sealed class ImageValidatorTests
{
    [Fact]
    public async Task Validate_WhenFast_GivesVerdictFiguresAgreementAndHash()
    {
        using var validator = ImageValidator.Create(new ImageValidatorOptions(), TimeProvider.System);
        var bytes = Png.Valid(20, 10);
        var result = await validator.ValidateAsync(bytes, new ValidationRequest(ValidationLevel.Fast, InspectionLimits.Default, "image/jpeg; q=1", ".PNG"), CancellationToken.None);
        result.Verdict.ShouldBe(ImageVerdict.Accepted);
        (result.Inspection.Format, result.Inspection.Width, result.Inspection.Height).ShouldBe((ImageFormat.Png, 20, 10));
        result.Agreement.Disagreement.ShouldBe("declared jpeg, extension png, bytes png");
        result.Sha256.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
        result.Decoded.ShouldBeNull();
    }

    [Fact]
    public async Task Validate_WhenEmpty_HashesNothingAndRejects()
    {
        using var validator = ImageValidator.Create(new ImageValidatorOptions(), TimeProvider.System);
        var result = await validator.ValidateAsync(Array.Empty<byte>(), Request(ValidationLevel.Fast), CancellationToken.None);
        result.Verdict.Reason.ShouldBe(RejectionReasons.Empty);
        result.Sha256.ShouldBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    [Fact]
    public async Task Validate_WhenTheLevelIsAboveTheHighest_Throws()
    {
        using var validator = ImageValidator.Create(new ImageValidatorOptions(), TimeProvider.System);
        await Should.ThrowAsync<ArgumentException>(() => validator.ValidateAsync(Png.Valid(4, 4), Request(ValidationLevel.Slow), CancellationToken.None));
    }

    [Theory]
    [InlineData(ValidationLevel.Medium, DecodeScale.Reduced, 15, 1)]
    [InlineData(ValidationLevel.Slow, DecodeScale.Full, 60, 2)]
    public async Task Validate_WhenItDecodes_AsksForTheScaleTheLevelNeeds(ValidationLevel level, DecodeScale scale, int seconds, int frames)
    {
        var decoder = new ScriptedDecoder(DecodeOutcome.Decoded(new DecodedImage(48, 32, frames, 4, true)));
        using var validator = new ImageValidator(new ImageValidatorOptions { HighestLevel = ValidationLevel.Slow }, decoder);
        (await validator.ValidateAsync(Sample.Read("animated.gif"), Request(level), CancellationToken.None)).Verdict.ShouldBe(ImageVerdict.Accepted);
        decoder.Requests.ShouldBe([new DecodeRequest(ImageFormat.Gif, scale, TimeSpan.FromSeconds(seconds), frames) { ShortestSidePixels = 32, Frames = 2 }]);
    }

    [Fact]
    public async Task Validate_WhenAllFramesWouldPassTheMemoryLimit_DecodesFewer()
    {
        var decoder = new ScriptedDecoder(DecodeOutcome.Decoded(new DecodedImage(48, 32, 1, 4, true)));
        using var validator = new ImageValidator(new ImageValidatorOptions { HighestLevel = ValidationLevel.Slow }, decoder);
        var limits = new InspectionLimits { MaxDecodedBytes = 48 * 32 * 4 };
        await validator.ValidateAsync(Sample.Read("animated.gif"), new ValidationRequest(ValidationLevel.Slow, limits), CancellationToken.None);
        decoder.Requests.Single().MaxFrames.ShouldBe(1);
    }

    [Fact]
    public async Task Validate_WhenTheInspectorRejects_NeverCallsTheDecoder()
    {
        var decoder = new ScriptedDecoder(DecodeOutcome.Refused("never"));
        using var validator = new ImageValidator(new ImageValidatorOptions { HighestLevel = ValidationLevel.Slow }, decoder);
        foreach (var (name, reason) in HostileFileTests.Verdicts.Select(row => ((string)row[0], (string)row[1])))
            (await validator.ValidateAsync(Sample.ReadHostile(name), Request(ValidationLevel.Slow), CancellationToken.None)).Verdict.Reason.ShouldBe(reason, name);
        decoder.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Validate_WhenTheDecoderRefusesOrIsSlowOrDisagrees_RejectsForThat()
    {
        var cases = new (DecodeOutcome Outcome, string Reason)[]
        {
            (DecodeOutcome.Refused("bad Huffman code"), RejectionReasons.Undecodable),
            (DecodeOutcome.TookTooLong(TimeSpan.FromSeconds(60)), RejectionReasons.DecoderTimeout),
            (DecodeOutcome.Decoded(new DecodedImage(4000, 3000, 1, 3, false)), RejectionReasons.Corrupt),
        };
        foreach (var (outcome, reason) in cases)
        {
            using var validator = new ImageValidator(new ImageValidatorOptions { HighestLevel = ValidationLevel.Slow }, new ScriptedDecoder(outcome));
            (await validator.ValidateAsync(Png.Valid(4, 4), Request(ValidationLevel.Slow), CancellationToken.None)).Verdict.Reason.ShouldBe(reason);
        }
    }

    [VipsTheory]
    [MemberData(nameof(Sample.Valid), MemberType = typeof(Sample))]
    public async Task Validate_WhenTheSampleIsValid_AcceptsItAtEveryLevel(string name, int width, int height, int frames)
    {
        using var validator = ImageValidator.Create(new ImageValidatorOptions { HighestLevel = ValidationLevel.Slow }, TimeProvider.System);
        foreach (var level in Enum.GetValues<ValidationLevel>())
        {
            var result = await validator.ValidateAsync(Sample.Read(name), Request(level), CancellationToken.None);
            result.Verdict.ShouldBe(ImageVerdict.Accepted);
            (result.Inspection.Width, result.Inspection.Height, result.Inspection.FrameCount).ShouldBe((width, height, frames));
        }
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(601)]
    public void Create_WhenATimeoutIsOutOfItsRange_Throws(double seconds) =>
        Should.Throw<ValidationException>(() => ImageValidator.Create(new ImageValidatorOptions { SlowDecodeTimeout = TimeSpan.FromSeconds(seconds) }, TimeProvider.System));

    private static ValidationRequest Request(ValidationLevel level) => new(level, InspectionLimits.Default);

    private sealed class ScriptedDecoder(DecodeOutcome outcome) : IImageDecoder
    {
        public List<DecodeRequest> Requests { get; } = [];

        public string Description => "scripted";

        public bool CanDecode(ImageFormat format) => true;

        public Task<DecodeOutcome> DecodeAsync(ReadOnlyMemory<byte> bytes, DecodeRequest request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            return Task.FromResult(outcome);
        }

        public void Dispose()
        {
        }
    }
}
