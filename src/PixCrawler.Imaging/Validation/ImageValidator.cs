using System.Security.Cryptography;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Validation;
using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;

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
        cancellationToken.ThrowIfCancellationRequested();
        var inspection = ImageInspector.Inspect(bytes.Span, request.Limits);
        var agreement = TypeAgreement.Compare(inspection.Format, request.DeclaredType, request.UrlExtension);
        var result = new ImageValidation(inspection.Verdict, inspection, agreement, Hash(bytes.Span), Decoded: null);
        return request.Level != ValidationLevel.Fast && inspection.Verdict.IsAccepted && _decoder!.CanDecode(inspection.Format)
            ? DecodeAsync(bytes, request, result, cancellationToken)
            : Task.FromResult(result);
    }

    /// <inheritdoc/>
    public void Dispose() => _decoder?.Dispose();

    private static string Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Convert.ToHexStringLower(hash);
    }

    private async Task<ImageValidation> DecodeAsync(ReadOnlyMemory<byte> bytes, ValidationRequest request, ImageValidation result, CancellationToken cancellationToken)
    {
        var full = request.Level == ValidationLevel.Slow;
        var decode = new DecodeRequest(
            result.Inspection.Format,
            full ? DecodeScale.Full : DecodeScale.Reduced,
            full ? _options.SlowDecodeTimeout : _options.MediumDecodeTimeout,
            full ? FramesToDecode(result.Inspection, request.Limits) : 1);
        var outcome = await _decoder!.DecodeAsync(bytes, decode, cancellationToken);
        return result with { Verdict = Judge(outcome, result.Inspection, full), Decoded = outcome.Image };
    }

    /// <summary>Frames beyond the decoded-bytes limit are left alone, so an animation costs no more than the largest still image.</summary>
    private static int FramesToDecode(ImageInspection image, InspectionLimits limits) =>
        (int)Math.Clamp(limits.MaxDecodedBytes / Math.Max(1, image.DecodedBytes), 1, Math.Max(1, image.FrameCount));

    private static ImageVerdict Judge(DecodeOutcome outcome, ImageInspection inspection, bool full)
    {
        if (outcome.Image is not { } image)
            return ImageVerdict.Rejected(ReasonOf(outcome), outcome.Error!);
        // HEIF decoders apply the rotation that is part of the image, so its sides may be swapped.
        var same = (image.Width, image.Height) == (inspection.Width, inspection.Height)
            || inspection.Format is ImageFormat.Avif or ImageFormat.Heif && (image.Height, image.Width) == (inspection.Width, inspection.Height);
        return same || !full
            ? ImageVerdict.Accepted
            : ImageVerdict.Rejected(RejectionReasons.Corrupt, $"the header says {inspection.Width} x {inspection.Height}, the decoder {image.Width} x {image.Height}");
    }

    private static string ReasonOf(DecodeOutcome outcome) => outcome switch
    {
        { TimedOut: true } => RejectionReasons.DecoderTimeout,
        { Crashed: true } => RejectionReasons.DecoderCrashed,
        _ => RejectionReasons.Undecodable,
    };
}
