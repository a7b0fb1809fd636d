using System.Globalization;
using System.Security.Cryptography;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Validation;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Transforms;

namespace PixCrawler.Imaging.Validation;

/// <summary>The validator: inspector and hash at level Fast, and a decoder on top of them at levels Medium and Slow.</summary>
public sealed class ImageValidator : IImageValidator
{
    private readonly ImageValidatorOptions _options;
    private readonly IImageDecoder? _decoder;

    /// <summary>Creates a validator on a decoder, which it then owns.</summary>
    /// <param name="options">Options, checked here.</param>
    /// <param name="decoder">The decoder; null is enough for level Fast.</param>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is out of its range.</exception>
    /// <exception cref="ArgumentNullException">The highest level needs a decoder.</exception>
    public ImageValidator(ImageValidatorOptions options, IImageDecoder? decoder)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.HighestLevel != ValidationLevel.Fast)
            ArgumentNullException.ThrowIfNull(decoder);
        (_options, _decoder) = (options, decoder);
    }

    /// <summary>Creates a validator with the decoder this machine has.</summary>
    /// <param name="options">Options, checked here.</param>
    /// <param name="time">The clock for the decode timeouts.</param>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is out of its range.</exception>
    /// <exception cref="InvalidInputException">Levels Medium and Slow were asked for and libvips is missing; the message says how to install it.</exception>
    public static ImageValidator Create(ImageValidatorOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.HighestLevel == ValidationLevel.Fast)
            return new ImageValidator(options, decoder: null);
        if (!ImageDecoders.TryCreate(options.Decoder, time, out var decoder, out var whyNot))
            throw new InvalidInputException("decoder-missing", whyNot);
        return new ImageValidator(options, decoder);
    }

    /// <inheritdoc/>
    public Task<ImageValidation> ValidateAsync(ReadOnlyMemory<byte> bytes, ValidationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Level > _options.HighestLevel)
            throw new ArgumentException($"Level {request.Level} was asked of a validator created for levels up to {_options.HighestLevel}.", nameof(request));
        if (request.NeedsDecoder && _decoder is null)
            throw new ArgumentException("Hashes or a transform were asked of a validator that was created without a decoder.", nameof(request));
        cancellationToken.ThrowIfCancellationRequested();
        var inspection = ImageInspector.Inspect(bytes.Span, request.Limits);
        var agreement = TypeAgreement.Compare(inspection.Format, request.DeclaredType, request.UrlExtension);
        var result = new ImageValidation(inspection.Verdict, inspection, agreement, Hash(bytes.Span), Decoded: null);
        if (result.Verdict.IsAccepted)
            result = result with { Verdict = ContentJudge.JudgeFormat(request.Rules, inspection) };
        if (!request.NeedsDecoder || !result.Verdict.IsAccepted)
            return Task.FromResult(result);
        result = JudgeStructure(bytes.Span, request, result);
        if (!result.Verdict.IsAccepted)
            return Task.FromResult(result);
        return _decoder!.CanDecode(inspection.Format)
            ? DecodeAsync(bytes, request, result, cancellationToken)
            : Task.FromResult(request.Transform is null ? result : result with { Verdict = NoDecoder(inspection) });
    }

    /// <inheritdoc/>
    public void Dispose() => _decoder?.Dispose();

    private static string Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>What can be told before anything is decoded.</summary>
    private static ImageValidation JudgeStructure(ReadOnlySpan<byte> bytes, ValidationRequest request, ImageValidation result)
    {
        var rules = request.Level == ValidationLevel.Fast ? ImageVerdict.Accepted : ContentJudge.Judge(request.Rules, result.Inspection);
        var frames = result.Inspection.FrameCount;
        if (rules.IsAccepted && request.Transform is { Animation: AnimationPolicy.Reject } && frames > 1)
            rules = ImageVerdict.Rejected(RejectionReasons.Animated, string.Create(CultureInfo.InvariantCulture, $"{frames:N0} frames, one wanted"));
        var profile = request.Level == ValidationLevel.Slow ? ColourProfiles.Find(bytes, result.Inspection.Format) : null;
        if (rules.IsAccepted && profile is { IsBroken: true } && request.Rules.RejectBrokenColourProfile)
            rules = ImageVerdict.Rejected(RejectionReasons.BrokenColourProfile, string.Create(CultureInfo.InvariantCulture, $"a colour profile of {profile.Bytes:N0} bytes that is none"));
        return result with { Verdict = rules, Profile = profile };
    }

    private static ImageVerdict NoDecoder(ImageInspection image) =>
        ImageVerdict.Rejected(RejectionReasons.NotTransformed, $"{image.Format} is not decoded, so nothing can be made of it");

    private async Task<ImageValidation> DecodeAsync(ReadOnlyMemory<byte> bytes, ValidationRequest request, ImageValidation result, CancellationToken cancellationToken)
    {
        var full = request.Level == ValidationLevel.Slow;
        var image = result.Inspection;
        var keepsFrames = request.Transform is { Animation: AnimationPolicy.Keep };
        var decode = new DecodeRequest(
            image.Format,
            full ? DecodeScale.Full : DecodeScale.Reduced,
            full ? _options.SlowDecodeTimeout : _options.MediumDecodeTimeout,
            full || keepsFrames ? FramesToDecode(image, request.Limits) : 1)
        {
            ShortestSidePixels = Math.Min(image.Width, image.Height),
            Frames = Math.Max(1, image.FrameCount),
            Orientation = image.ExifOrientation,
            Hash = request.Hash,
            Transform = request.Transform,
        };
        var outcome = await _decoder!.DecodeAsync(bytes, decode, cancellationToken);
        var verdict = Judge(outcome, request, image);
        return result with
        {
            Verdict = verdict,
            Decoded = outcome.Image,
            Output = verdict.IsAccepted ? outcome.Output : null,
            OutputSha256 = verdict.IsAccepted && outcome.Output is { } output ? Hash(output.Bytes.Span) : null,
        };
    }

    /// <summary>Frames beyond the decoded-bytes limit are left alone, so an animation costs no more than the largest still image.</summary>
    private static int FramesToDecode(ImageInspection image, InspectionLimits limits) =>
        (int)Math.Clamp(limits.MaxDecodedBytes / Math.Max(1, image.DecodedBytes), 1, Math.Max(1, image.FrameCount));

    private static ImageVerdict Judge(DecodeOutcome outcome, ValidationRequest request, ImageInspection inspection)
    {
        if (outcome.Image is not { } image)
            return ImageVerdict.Rejected(ReasonOf(outcome), outcome.Error!);
        // HEIF decoders apply the rotation that is part of the image, so its sides may be swapped.
        var same = (image.Width, image.Height) == (inspection.Width, inspection.Height)
            || inspection.Format is ImageFormat.Avif or ImageFormat.Heif && (image.Height, image.Width) == (inspection.Width, inspection.Height);
        if (!same && request.Level == ValidationLevel.Slow)
            return ImageVerdict.Rejected(RejectionReasons.Corrupt, $"the header says {inspection.Width} x {inspection.Height}, the decoder {image.Width} x {image.Height}");
        return image.Measures is { } measures && request.Level != ValidationLevel.Fast
            ? ContentJudge.Judge(request.Rules, request.Level, measures)
            : ImageVerdict.Accepted;
    }

    private static string ReasonOf(DecodeOutcome outcome) => outcome switch
    {
        { TimedOut: true } => RejectionReasons.DecoderTimeout,
        { Crashed: true } => RejectionReasons.DecoderCrashed,
        { Corrupt: true } => RejectionReasons.Corrupt,
        { TransformFailed: true } => RejectionReasons.NotTransformed,
        _ => RejectionReasons.Undecodable,
    };
}
