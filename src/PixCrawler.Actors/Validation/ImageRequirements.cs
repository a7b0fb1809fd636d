using System.ComponentModel.DataAnnotations;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.Transforms;
using PixCrawler.Imaging.Validation;

namespace PixCrawler.Actors.Validation;

/// <summary>What a job says about images, in the words of the validator.</summary>
internal static class ImageRequirements
{
    /// <summary>What each image of a job is judged by and made into; what server and URL say of it comes with the image.</summary>
    /// <exception cref="InvalidInputException">A figure is out of its range; the message names it.</exception>
    public static ValidationRequest Of(JobSpecification job)
    {
        var request = new ValidationRequest(job.ValidationLevel, LimitsOf(job))
        {
            Rules = job.Content is { } content ? RulesOf(content) : ContentRules.Default,
            Transform = job.Transform is { } transform ? TransformOf(transform) : null,
            Hash = job.Deduplication is { Mode: not DuplicateMode.Off, ExactOnly: false },
        };
        try
        {
            request.Limits.Validate();
            request.Rules.Validate();
            request.Transform?.Validate();
        }
        catch (ValidationException error)
        {
            throw new InvalidInputException("image-rules-invalid", error.Message, error);
        }

        return request;
    }

    private static InspectionLimits LimitsOf(JobSpecification job) => new()
    {
        MinBytes = job.Content?.MinBytes ?? InspectionLimits.Default.MinBytes,
        MaxBytes = job.Content?.MaxBytes ?? InspectionLimits.Default.MaxBytes,
        MinSidePixels = job.MinSidePixels,
        MaxSidePixels = job.MaxSidePixels,
        MaxPixels = (int)job.MaxPixels,
    };

    private static ContentRules RulesOf(ContentSpecification content) => new()
    {
        Formats = content is { Formats: null, RefusedFormats: null }
            ? null
            : [.. (content.Formats ?? ContentSpecification.KnownFormats).Except(content.RefusedFormats ?? [], StringComparer.Ordinal).Select(FormatExtensions.FromExtension)],
        MaxAspectRatio = content.MaxAspectRatio ?? ContentRules.Default.MaxAspectRatio,
        UniformUpToLevels = content.KeepUniform ? null : content.UniformUpToLevels ?? ContentRules.Default.UniformUpToLevels,
        GreyUpToLevels = content.GreyUpToLevels,
        RejectAnimated = content.RejectAnimated,
        MinBrightnessLevels = content.MinBrightnessLevels,
        MaxBrightnessLevels = content.MaxBrightnessLevels,
        MinContrastLevels = content.MinContrastLevels,
        MinEntropyBits = content.MinEntropyBits,
        MinSharpness = content.MinSharpness,
        RejectBrokenColourProfile = content.RejectBrokenColourProfile,
    };

    // The enums have the same values in the same order (ImageRequirementsTests).
    private static ImageTransform TransformOf(TransformSpecification transform)
    {
        var defaults = new ImageTransform();
        return new ImageTransform
        {
            Resize = (ResizeMode)transform.Resize,
            SizePixels = transform.SizePixels ?? defaults.SizePixels,
            OnlyIfBigger = !transform.Enlarge,
            Format = (OutputFormat)transform.Format,
            Quality = transform.Quality ?? defaults.Quality,
            Lossless = transform.Lossless,
            Animation = (AnimationPolicy)transform.Animation,
            Metadata = (MetadataPolicy)transform.Metadata,
        };
    }
}
