using PixCrawler.Contracts.Validation;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Transforms;

namespace PixCrawler.Imaging.Validation;

/// <summary>How to validate one image, and what to make of it on the way.</summary>
/// <param name="Level">How closely to look.</param>
/// <param name="Limits">The limits, validated before by <see cref="InspectionLimits.Validate"/>.</param>
/// <param name="DeclaredType">The Content-Type header, or null.</param>
/// <param name="UrlExtension">The extension of the URL's path, with or without its dot, or null.</param>
public sealed record ValidationRequest(ValidationLevel Level, InspectionLimits Limits, string? DeclaredType = null, string? UrlExtension = null)
{
    /// <summary>What it must show, validated before by <see cref="ContentRules.Validate"/>.</summary>
    public ContentRules Rules { get; init; } = ContentRules.Default;

    /// <summary>Whether to compute perceptual hashes. At level Fast this decodes the image as level Medium does, and rejects what that finds. Default no.</summary>
    public bool Hash { get; init; }

    /// <summary>What to make of the image, validated before by <see cref="ImageTransform.Validate"/>; null when it stays as it is. Decodes at level Fast, too.</summary>
    public ImageTransform? Transform { get; init; }

    /// <summary>Whether it takes a decoder to answer.</summary>
    public bool NeedsDecoder => Level != ValidationLevel.Fast || Hash || Transform is not null;
}
