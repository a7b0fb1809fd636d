using PixCrawler.Imaging.Decoding;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Pixels;
using PixCrawler.Imaging.Transforms;

namespace PixCrawler.Imaging.Validation;

/// <summary>Everything validation found out about one image.</summary>
/// <param name="Verdict">Accepted, or rejected with a reason and a figure.</param>
/// <param name="Inspection">What the inspector read: format, size, frames, trailing bytes. Its own verdict covers the inspection alone.</param>
/// <param name="Agreement">Whether Content-Type and URL extension agree with the bytes.</param>
/// <param name="Sha256">The hash of the bytes, 64 lower-case hexadecimal digits.</param>
/// <param name="Decoded">What the decoder found, or null where it was not asked and for formats that need no decoder.</param>
public sealed record ImageValidation(ImageVerdict Verdict, ImageInspection Inspection, TypeAgreement Agreement, string Sha256, DecodedImage? Decoded)
{
    /// <summary>What was made of the image; null where nothing was asked for or the image is rejected.</summary>
    public TransformedImage? Output { get; init; }

    /// <summary>The hash of what was made of the image, 64 lower-case hexadecimal digits, or null.</summary>
    public string? OutputSha256 { get; init; }

    /// <summary>Perceptual hashes of the image as it was sent, or null.</summary>
    public PerceptualHashes? Hashes => Decoded?.Hashes;

    /// <summary>What was measured on the pixels, or null.</summary>
    public PixelMeasures? Measures => Decoded?.Measures;

    /// <summary>What its embedded colour profile says it is, at level Slow; null where there is none or nobody looked.</summary>
    public ColourProfile? Profile { get; init; }
}
