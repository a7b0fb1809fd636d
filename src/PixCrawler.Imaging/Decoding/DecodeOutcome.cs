using System.Globalization;
using PixCrawler.Imaging.Pixels;
using PixCrawler.Imaging.Transforms;

namespace PixCrawler.Imaging.Decoding;

/// <summary>A decoded image's figures. The pixels themselves are not kept.</summary>
/// <param name="Width">Width in pixels at the scale asked for.</param>
/// <param name="Height">Height in pixels of one frame at the scale asked for.</param>
/// <param name="Frames">Frames that were decoded.</param>
/// <param name="Bands">Channels: 1 grey, 3 colour, 4 CMYK or colour with alpha.</param>
/// <param name="HasAlpha">Whether one of the channels is alpha.</param>
public sealed record DecodedImage(int Width, int Height, int Frames, int Bands, bool HasAlpha)
{
    /// <summary>What was measured on the first frame; null for samples that are neither 8 nor 16 bits of whole numbers.</summary>
    public PixelMeasures? Measures { get; init; }

    /// <summary>The hashes of the first frame; null when they were not asked for or there is next to nothing to see.</summary>
    public PerceptualHashes? Hashes { get; init; }
}

/// <summary>What became of a decode: an image, or the decoder's complaint. Bad bytes are a value, never an exception.</summary>
public sealed record DecodeOutcome
{
    private DecodeOutcome(DecodedImage? image, string? error) => (Image, Error) = (image, error);

    /// <summary>The image, or null when there is none.</summary>
    public DecodedImage? Image { get; }

    /// <summary>Why there is none, on one line of at most 300 printable characters, or null.</summary>
    public string? Error { get; }

    /// <summary>What was made of the image, or null when nothing was asked for or it went wrong.</summary>
    public TransformedImage? Output { get; init; }

    /// <summary>Whether the data contradicts the format in a way that decoders overlook.</summary>
    public bool Corrupt { get; private init; }

    /// <summary>Whether the image was decoded, but what was asked for could not be made of it; <see cref="Error"/> says why.</summary>
    public bool TransformFailed { get; private init; }

    /// <summary>Whether the decode was stopped because it took longer than allowed.</summary>
    public bool TimedOut { get; private init; }

    /// <summary>Whether the decoder crashed on the image, and again when it was tried anew.</summary>
    public bool Crashed { get; private init; }

    /// <summary>A success.</summary>
    public static DecodeOutcome Decoded(DecodedImage image) => new(image, null);

    /// <summary>A refusal.</summary>
    public static DecodeOutcome Refused(string error) => new(null, error);

    /// <summary>Damage that decoders overlook.</summary>
    public static DecodeOutcome Damaged(string error) => new(null, error) { Corrupt = true };

    /// <summary>An image that what was asked for could not be made of.</summary>
    public static DecodeOutcome NotTransformed(string error) => new(null, error) { TransformFailed = true };

    /// <summary>A decode that was stopped.</summary>
    public static DecodeOutcome TookTooLong(TimeSpan limit) =>
        new(null, string.Create(CultureInfo.InvariantCulture, $"not decoded within {limit.TotalSeconds:0.###} s")) { TimedOut = true };

    /// <summary>A decoder that died.</summary>
    public static DecodeOutcome CrashedOnIt() => new(null, "the decoder crashed on it") { Crashed = true };
}
