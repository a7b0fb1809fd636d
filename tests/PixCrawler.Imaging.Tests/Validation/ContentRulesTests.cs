using System.ComponentModel.DataAnnotations;
using PixCrawler.Contracts.Validation;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Tests.Builders;
using PixCrawler.Imaging.Tests.Decoding;
using PixCrawler.Imaging.Tests.Transforms;
using PixCrawler.Imaging.Transforms;
using PixCrawler.Imaging.Validation;

namespace PixCrawler.Imaging.Tests.Validation;

/// <summary>What each level rejects for, with the figure, on pictures made for it.</summary>
public sealed class ContentRulesTests
{
    private static readonly byte[] White = Png.Of(70, 70, 2, (_, _) => [255, 255, 255]);
    private static readonly byte[] Unseen = Png.Of(70, 70, 6, (x, y) => [(byte)x, (byte)y, 9, 0]);
    private static readonly byte[] NearlyBlack = Png.Of(70, 70, 2, (x, y) => [(byte)(x % 9), (byte)(y % 5), 2]);
    private static readonly byte[] GreyRamp = Png.Of(70, 70, 2, (x, y) => [(byte)(x + y), (byte)(x + y), (byte)(x + y)]);

    [VipsTheory]
    [InlineData(ValidationLevel.Fast, null)]
    [InlineData(ValidationLevel.Medium, RejectionReasons.Uniform)]
    [InlineData(ValidationLevel.Slow, RejectionReasons.Uniform)]
    public async Task Validate_WhenOneColour_IsRejectedFromMediumOn(ValidationLevel level, string? reason)
    {
        (await ValidateAsync(White, level)).Verdict.Reason.ShouldBe(reason);
        (await ValidateAsync(Unseen, level)).Verdict.Reason.ShouldBe(reason);
        (await ValidateAsync(White, level, new ContentRules { UniformUpToLevels = null })).Verdict.Reason.ShouldBeNull();
    }

    [Fact]
    public async Task Validate_WhenTheFormatIsNotWanted_IsRejectedWithoutADecoder()
    {
        using var validator = new ImageValidator(new ImageValidatorOptions(), decoder: null);
        var request = new ValidationRequest(ValidationLevel.Fast, InspectionLimits.Default) { Rules = new ContentRules { Formats = [ImageFormat.Jpeg, ImageFormat.WebP] } };

        var verdict = (await validator.ValidateAsync(Png.Valid(9, 9), request, CancellationToken.None)).Verdict;
        (verdict.Reason, verdict.Detail).ShouldBe((RejectionReasons.FormatRefused, "png, wanted jpg, webp"));
        request = request with { Rules = new ContentRules { Formats = [ImageFormat.Png] } };
        (await validator.ValidateAsync(Png.Valid(9, 9), request, CancellationToken.None)).Verdict.IsAccepted.ShouldBeTrue();
    }

    [VipsTheory]
    [InlineData(200, 10, null)]
    [InlineData(201, 10, RejectionReasons.AspectRatio)]
    [InlineData(10, 201, RejectionReasons.AspectRatio)]
    public async Task Validate_WhenTooLong_IsRejectedWithTheRatio(int width, int height, string? reason)
    {
        var result = await ValidateAsync(Png.Valid(width, height), ValidationLevel.Medium);
        result.Verdict.Reason.ShouldBe(reason);
        (result.Verdict.Detail?.Contains("20.1 times", StringComparison.Ordinal)).ShouldBe(reason is null ? null : true);
        (await ValidateAsync(Png.Valid(width, height), ValidationLevel.Fast)).Verdict.Reason.ShouldBeNull();
    }

    /// <summary>Thresholds of quality are held against the full resolution, so at level Slow only; without one nothing is rejected.</summary>
    [VipsFact]
    public async Task Validate_WithAThresholdOfQuality_RejectsAtSlowForItsReason()
    {
        var picture = Picture.Png(90, 80, seed: 4);
        (byte[] Image, ContentRules Rules, string Reason)[] cases =
        [
            (NearlyBlack, new ContentRules { MinBrightnessLevels = 20 }, RejectionReasons.TooDark),
            (picture, new ContentRules { MaxBrightnessLevels = 30 }, RejectionReasons.TooBright),
            (NearlyBlack, new ContentRules { MinContrastLevels = 10 }, RejectionReasons.LowContrast),
            (NearlyBlack, new ContentRules { MinEntropyBits = 4.5 }, RejectionReasons.LowInformation),
            (GreyRamp, new ContentRules { MinSharpness = 50 }, RejectionReasons.Blurred),
        ];
        foreach (var (image, rules, reason) in cases)
        {
            (await ValidateAsync(image, ValidationLevel.Slow, rules)).Verdict.Reason.ShouldBe(reason);
            (await ValidateAsync(image, ValidationLevel.Medium, rules)).Verdict.Reason.ShouldBeNull(reason);
            (await ValidateAsync(image, ValidationLevel.Slow)).Verdict.Reason.ShouldBeNull(reason);
        }
    }

    [VipsFact]
    public async Task Validate_WhenColourIsWanted_RejectsGrey()
    {
        var rules = new ContentRules { GreyUpToLevels = 4 };
        (await ValidateAsync(GreyRamp, ValidationLevel.Medium, rules)).Verdict.Reason.ShouldBe(RejectionReasons.Grey);
        (await ValidateAsync(Picture.Png(70, 70, seed: 5), ValidationLevel.Medium, rules)).Verdict.Reason.ShouldBeNull();
    }

    [VipsFact]
    public async Task Validate_WhenOneFrameIsWanted_RejectsAnimations()
    {
        (await ValidateAsync(Sample.Read("animated.gif"), ValidationLevel.Medium, new ContentRules { RejectAnimated = true })).Verdict.Reason.ShouldBe(RejectionReasons.Animated);
        (await ValidateAsync(Sample.Read("still.gif"), ValidationLevel.Medium, new ContentRules { RejectAnimated = true })).Verdict.Reason.ShouldBeNull();
    }

    [VipsFact]
    public async Task Validate_WhenTheColourProfileIsBroken_ReportsItAndRejectsOnlyWhenAsked()
    {
        var image = Png.Valid(70, 70, Png.Chunk("iCCP", Bytes.Join(Bytes.Text("name\0\0"), Png.Deflate(new byte[300]))));
        var result = await ValidateAsync(image, ValidationLevel.Slow);
        (result.Verdict.Reason, result.Profile!.IsBroken).ShouldBe((null, true));
        (await ValidateAsync(image, ValidationLevel.Slow, new ContentRules { RejectBrokenColourProfile = true })).Verdict.Reason.ShouldBe(RejectionReasons.BrokenColourProfile);
    }

    [VipsFact]
    public async Task Validate_WithHashesAndATransform_GivesAllInOneAnswer()
    {
        var picture = Picture.Png(300, 200, seed: 6);
        foreach (var level in Enum.GetValues<ValidationLevel>())
        {
            using var validator = new ImageValidator(new ImageValidatorOptions { HighestLevel = ValidationLevel.Slow }, Vips.Lent);
            var request = new ValidationRequest(level, InspectionLimits.Default) { Hash = true, Transform = new ImageTransform { Resize = ResizeMode.CenterCrop, SizePixels = 64 } };
            var result = await validator.ValidateAsync(picture, request, CancellationToken.None);
            result.Verdict.ShouldBe(ImageVerdict.Accepted);
            result.Hashes.ShouldNotBeNull();
            result.Measures!.Sharpness.HasValue.ShouldBe(level == ValidationLevel.Slow);
            (result.Output!.Width, result.Output.Height).ShouldBe((64, 64));
            result.OutputSha256.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(result.Output.Bytes.Span)));
        }
    }

    [Fact]
    public async Task Validate_WhenThereIsNoDecoderForWhatIsAsked_Throws()
    {
        using var validator = ImageValidator.Create(new ImageValidatorOptions(), TimeProvider.System);
        await Should.ThrowAsync<ArgumentException>(() => validator.ValidateAsync(White, new ValidationRequest(ValidationLevel.Fast, InspectionLimits.Default) { Hash = true }, CancellationToken.None));
    }

    [Fact]
    public async Task Validate_WhenATransformIsAskedOfAFormatNobodyDecodes_RejectsIt()
    {
        using var validator = new ImageValidator(new ImageValidatorOptions { HighestLevel = ValidationLevel.Medium }, new BlindDecoder());
        var request = new ValidationRequest(ValidationLevel.Medium, InspectionLimits.Default) { Transform = new ImageTransform() };
        (await validator.ValidateAsync(White, request, CancellationToken.None)).Verdict.Reason.ShouldBe(RejectionReasons.NotTransformed);
        (await validator.ValidateAsync(White, request with { Transform = null, Hash = true }, CancellationToken.None)).Verdict.Reason.ShouldBeNull();
    }

    [Theory]
    [InlineData(0.9, 2, 0)]
    [InlineData(20, 17, 0)]
    [InlineData(20, 2, 8.1)]
    public void Validate_WhenAFigureIsOutOfItsRange_Throws(double aspect, int uniform, double entropy) =>
        Should.Throw<ValidationException>(() => new ContentRules { MaxAspectRatio = aspect, UniformUpToLevels = uniform, MinEntropyBits = entropy }.Validate());

    [Fact]
    public void Validate_WhenDarkestIsAboveBrightest_Throws() =>
        Should.Throw<ValidationException>(() => new ContentRules { MinBrightnessLevels = 100, MaxBrightnessLevels = 50 }.Validate());

    private static async Task<ImageValidation> ValidateAsync(byte[] bytes, ValidationLevel level, ContentRules? rules = null)
    {
        using var validator = new ImageValidator(new ImageValidatorOptions { HighestLevel = ValidationLevel.Slow }, Vips.Lent);
        return await validator.ValidateAsync(bytes, new ValidationRequest(level, InspectionLimits.Default) { Rules = rules ?? ContentRules.Default }, CancellationToken.None);
    }

    /// <summary>Decodes nothing at all.</summary>
    private sealed class BlindDecoder : IImageDecoder
    {
        public string Description => "blind";

        public bool CanDecode(ImageFormat format) => false;

        public Task<DecodeOutcome> DecodeAsync(ReadOnlyMemory<byte> bytes, DecodeRequest request, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
