using System.Globalization;
using PixCrawler.Contracts.Validation;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Pixels;

namespace PixCrawler.Imaging.Validation;

/// <summary>Holds what is known of a whole image against the rules.</summary>
internal static class ContentJudge
{
    /// <summary>Whether the format is wanted.</summary>
    public static ImageVerdict JudgeFormat(ContentRules rules, ImageInspection image) => rules.Formats is { } formats && !formats.Contains(image.Format)
        ? Reject(RejectionReasons.FormatRefused, $"{image.Format.FileExtension()}, wanted {string.Join(", ", formats.Select(format => format.FileExtension()))}")
        : ImageVerdict.Accepted;

    /// <summary>What the inspection alone tells, before anything is decoded.</summary>
    public static ImageVerdict Judge(ContentRules rules, ImageInspection image)
    {
        var ratio = Math.Max(image.Width, image.Height) / (double)Math.Max(1, Math.Min(image.Width, image.Height));
        if (ratio > rules.MaxAspectRatio)
            return Reject(RejectionReasons.AspectRatio, $"{image.Width} x {image.Height} pixels: one side is {ratio:0.#} times the other, limit {rules.MaxAspectRatio:0.#}");
        return rules.RejectAnimated && image.FrameCount > 1
            ? Reject(RejectionReasons.Animated, $"{image.FrameCount:N0} frames, one wanted")
            : ImageVerdict.Accepted;
    }

    /// <summary>What the pixels tell.</summary>
    public static ImageVerdict Judge(ContentRules rules, ValidationLevel level, PixelMeasures measures)
    {
        if (measures.ChannelRange <= rules.UniformUpToLevels)
            return Reject(RejectionReasons.Uniform, $"no channel varies by more than {measures.ChannelRange} levels, more than {rules.UniformUpToLevels} wanted");
        if (measures.Colourfulness <= rules.GreyUpToLevels)
            return Reject(RejectionReasons.Grey, $"channels differ by no more than {measures.Colourfulness} levels, more than {rules.GreyUpToLevels} wanted");
        return level == ValidationLevel.Slow ? JudgeQuality(rules, measures) : ImageVerdict.Accepted;
    }

    private static ImageVerdict JudgeQuality(ContentRules rules, PixelMeasures measures)
    {
        if (measures.Brightness < rules.MinBrightnessLevels)
            return Reject(RejectionReasons.TooDark, $"mean luma {measures.Brightness:0.0}, at least {rules.MinBrightnessLevels} wanted");
        if (measures.Brightness > rules.MaxBrightnessLevels)
            return Reject(RejectionReasons.TooBright, $"mean luma {measures.Brightness:0.0}, limit {rules.MaxBrightnessLevels}");
        if (measures.Contrast < rules.MinContrastLevels)
            return Reject(RejectionReasons.LowContrast, $"standard deviation of the luma {measures.Contrast:0.0}, at least {rules.MinContrastLevels} wanted");
        if (measures.EntropyBits < rules.MinEntropyBits)
            return Reject(RejectionReasons.LowInformation, $"entropy {measures.EntropyBits:0.00} bits, at least {rules.MinEntropyBits} wanted");
        return measures.Sharpness < rules.MinSharpness
            ? Reject(RejectionReasons.Blurred, $"variance of the Laplacian {measures.Sharpness:0.0}, at least {rules.MinSharpness} wanted")
            : ImageVerdict.Accepted;
    }

    private static ImageVerdict Reject(string reason, FormattableString detail) =>
        ImageVerdict.Rejected(reason, detail.ToString(CultureInfo.InvariantCulture));
}
