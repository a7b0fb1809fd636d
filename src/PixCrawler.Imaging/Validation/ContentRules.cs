using System.ComponentModel.DataAnnotations;
using PixCrawler.Imaging.Formats;

namespace PixCrawler.Imaging.Validation;

/// <summary>
/// What an image must show to be kept, beyond being whole. Held against images at levels Medium and Slow, formats at all; a figure equal to its limit
/// passes. Limits that are null reject nothing: what they are about is measured and reported all the same. Those of quality
/// (brightness, contrast, information, sharpness) count at level Slow only, where the figures are those of the full resolution.
/// </summary>
public sealed record ContentRules
{
    /// <summary>The defaults: no picture longer than 20 times its other side, none of one colour.</summary>
    public static ContentRules Default { get; } = new();

    /// <summary>The only formats that pass, at every level; null (the default) for all that are supported.</summary>
    public IReadOnlyCollection<ImageFormat>? Formats { get; init; }

    /// <summary>Most that the longest side may be, as a multiple of the shortest. Default 20, range 1 to 1,000,000.</summary>
    [Range(1.0, 1_000_000.0)]
    public double MaxAspectRatio { get; init; } = 20;

    /// <summary>
    /// An image none of whose channels varies by more than this many levels is uniform and rejected; null rejects none. Default 2, range 0 to 16.
    /// Transparent images are judged as they look on white.
    /// </summary>
    [Range(0, 16)]
    public int? UniformUpToLevels { get; init; } = 2;

    /// <summary>
    /// An image the channels of whose pixels differ by no more than this many levels is grey and rejected; null rejects none. Default null,
    /// range 0 to 16.
    /// </summary>
    [Range(0, 16)]
    public int? GreyUpToLevels { get; init; }

    /// <summary>Whether images of several frames are rejected. Default no.</summary>
    public bool RejectAnimated { get; init; }

    /// <summary>Least mean luma in levels; a darker image is rejected at level Slow. Default null, range 0 to 255.</summary>
    [Range(0.0, 255.0)]
    public double? MinBrightnessLevels { get; init; }

    /// <summary>Most mean luma in levels; a brighter image is rejected at level Slow. Default null, range 0 to 255.</summary>
    [Range(0.0, 255.0)]
    public double? MaxBrightnessLevels { get; init; }

    /// <summary>Least standard deviation of the luma in levels. Default null, range 0 to 127.</summary>
    [Range(0.0, 127.0)]
    public double? MinContrastLevels { get; init; }

    /// <summary>Least entropy of the luma's histogram in bits; less is little information. Default null, range 0 to 8.</summary>
    [Range(0.0, 8.0)]
    public double? MinEntropyBits { get; init; }

    /// <summary>Least variance of the Laplacian in squared levels; less is blurred. Default null, range 0 to 100,000; 100 is often chosen.</summary>
    [Range(0.0, 100_000.0)]
    public double? MinSharpness { get; init; }

    /// <summary>Whether an image whose embedded colour profile is damaged is rejected at level Slow. Default no: it is shown as sRGB.</summary>
    public bool RejectBrokenColourProfile { get; init; }

    /// <summary>Checks every figure against its range.</summary>
    /// <exception cref="ValidationException">A figure is out of its range; the message names it.</exception>
    public void Validate()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        if (MinBrightnessLevels > MaxBrightnessLevels)
            throw new ValidationException($"MinBrightnessLevels ({MinBrightnessLevels}) must not be above MaxBrightnessLevels ({MaxBrightnessLevels}).");
    }
}
