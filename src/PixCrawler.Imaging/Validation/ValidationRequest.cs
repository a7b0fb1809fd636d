using PixCrawler.Contracts.Validation;
using PixCrawler.Imaging.Inspection;

namespace PixCrawler.Imaging.Validation;

/// <summary>How to validate one image.</summary>
/// <param name="Level">How closely to look.</param>
/// <param name="Limits">The limits, validated before by <see cref="InspectionLimits.Validate"/>.</param>
/// <param name="DeclaredType">The Content-Type header, or null.</param>
/// <param name="UrlExtension">The extension of the URL's path, with or without its dot, or null.</param>
public sealed record ValidationRequest(ValidationLevel Level, InspectionLimits Limits, string? DeclaredType = null, string? UrlExtension = null);
