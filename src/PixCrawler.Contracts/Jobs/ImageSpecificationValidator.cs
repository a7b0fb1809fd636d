using PixCrawler.Contracts.Validation;

namespace PixCrawler.Contracts.Jobs;

/// <summary>Judges what a job says about images: their content, what is made of them, what becomes of duplicates.</summary>
internal sealed class ImageSpecificationValidator(ValidationLevel level)
{
    private const int Gibibyte = 1 << 30;

    private readonly List<FieldError> _errors = [];

    public static IReadOnlyList<FieldError> Validate(JobSpecification job)
    {
        var judge = new ImageSpecificationValidator(job.ValidationLevel);
        if (job.Content is { } content)
            judge.Judge(content);
        if (job.Transform is { } transform)
            judge.Judge(transform);
        if (job.Deduplication is { } deduplication)
            judge.Judge(deduplication);
        return judge._errors;
    }

    private void Judge(ContentSpecification content)
    {
        Formats(nameof(content.Formats), content.Formats);
        Formats(nameof(content.RefusedFormats), content.RefusedFormats);
        Range(nameof(content.MinBytes), content.MinBytes, 1, Gibibyte);
        Range(nameof(content.MaxBytes), content.MaxBytes, 1, Gibibyte);
        Check(!(content.MinBytes > (content.MaxBytes ?? 20 * 1024 * 1024)), nameof(content.MinBytes), "must not be above MaxBytes (20 MiB where none is given)");
        From(ValidationLevel.Medium, nameof(content.MaxAspectRatio), content.MaxAspectRatio, 1, 1_000_000);
        From(ValidationLevel.Medium, nameof(content.UniformUpToLevels), content.UniformUpToLevels, 0, 16);
        From(ValidationLevel.Medium, nameof(content.GreyUpToLevels), content.GreyUpToLevels, 0, 16);
        From(ValidationLevel.Medium, nameof(content.RejectAnimated), content.RejectAnimated);
        Check(!content.KeepUniform || content.UniformUpToLevels is null, nameof(content.KeepUniform), "contradicts UniformUpToLevels; give one of them");
        From(ValidationLevel.Slow, nameof(content.MinBrightnessLevels), content.MinBrightnessLevels, 0, 255);
        From(ValidationLevel.Slow, nameof(content.MaxBrightnessLevels), content.MaxBrightnessLevels, 0, 255);
        Check(!(content.MinBrightnessLevels > content.MaxBrightnessLevels), nameof(content.MinBrightnessLevels), "must not be above MaxBrightnessLevels");
        From(ValidationLevel.Slow, nameof(content.MinContrastLevels), content.MinContrastLevels, 0, 127);
        From(ValidationLevel.Slow, nameof(content.MinEntropyBits), content.MinEntropyBits, 0, 8);
        From(ValidationLevel.Slow, nameof(content.MinSharpness), content.MinSharpness, 0, 100_000);
        From(ValidationLevel.Slow, nameof(content.RejectBrokenColourProfile), content.RejectBrokenColourProfile);
    }

    private void Judge(TransformSpecification transform)
    {
        Check(Enum.IsDefined(transform.Resize), nameof(transform.Resize), "must be none, border, keep_ratio, keep_ratio_largest or center_crop");
        Range(nameof(transform.SizePixels), transform.SizePixels, 1, 16_384);
        Check(transform.Resize != ResizeKind.None || transform is { SizePixels: null, Enlarge: false },
            nameof(transform.SizePixels), "is given without a way to resize; say how (Resize), or leave it out");
        Check(Enum.IsDefined(transform.Format), nameof(transform.Format), "must be jpeg, png or webp");
        Range(nameof(transform.Quality), transform.Quality, 1, 100);
        Check(!(transform.Lossless && transform.Format == EncodedFormat.Jpeg), nameof(transform.Lossless), "is not possible with JPEG; choose PNG or WebP");
        Check(Enum.IsDefined(transform.Animation), nameof(transform.Animation), "must be first-frame, keep or reject");
        Check(Enum.IsDefined(transform.Metadata), nameof(transform.Metadata), "must be strip, keep-without-location or keep-all");
    }

    private void Judge(DeduplicationSpecification deduplication)
    {
        Check(Enum.IsDefined(deduplication.Mode), nameof(JobSpecification.Deduplication), "must be off, report, remove or quarantine");
        Range(nameof(deduplication.DifferenceBits), deduplication.DifferenceBits, 0, 11);
        Range(nameof(deduplication.FrequencyBits), deduplication.FrequencyBits, 0, 64);
        Check(!deduplication.ExactOnly || deduplication is { DifferenceBits: null, FrequencyBits: null },
            nameof(deduplication.ExactOnly), "leaves no use for DifferenceBits and FrequencyBits; leave them out");
    }

    private void Formats(string field, IReadOnlyList<string>? formats)
    {
        Check(formats is not { Count: 0 }, field, "names no format; leave it out for the usual");
        foreach (var format in (formats ?? []).Except(ContentSpecification.KnownFormats, StringComparer.Ordinal))
            Check(false, field, $"'{format}' is no format; there are {string.Join(", ", ContentSpecification.KnownFormats)}");
    }

    private void From(ValidationLevel least, string field, double? value, double min, double max)
    {
        Range(field, value, min, max);
        From(least, field, value is not null);
    }

    // A rule that nobody judges must not seem to hold.
    private void From(ValidationLevel least, string field, bool isSaid) => Check(
        !isSaid || level >= least, field, $"is judged {(least == ValidationLevel.Slow ? "at level slow only" : "from level medium on")}; choose that level, or leave the rule out");

    private void Range(string field, double? value, double min, double max) =>
        Check(value is null || (value >= min && value <= max), field, $"must be from {min:N0} to {max:N0}, not {value:#,0.##}");

    private void Check(bool ok, string field, string problem)
    {
        if (!ok)
            _errors.Add(new FieldError(field, problem));
    }
}
