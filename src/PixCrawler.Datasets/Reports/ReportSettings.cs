using System.Globalization;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Datasets.Reports;

/// <summary>What a job was told to do, in rows for people.</summary>
internal static class ReportSettings
{
    public static IEnumerable<(string Name, string Value)> Of(JobSpecification job) =>
    [
        .. job.Sources.Select(source => ("List", source.Path)),
        ("Output folder", job.OutputFolder),
        ("User", job.UserId),
        ("Most URLs", job.MaxUrls is { } most ? Text($"{most:N0}") : "all"),
        ("Slots a chunk", Text($"{job.ChunkSlots:N0}")),
        ("Validation", Word(job.ValidationLevel)),
        ("Shortest side", Text($"{job.MinSidePixels:N0} px")),
        ("Longest side", Text($"{job.MaxSidePixels:N0} px")),
        ("Most pixels", Text($"{job.MaxPixels:N0}")),
        .. job.Content is { } content ? Of(content) : [],
        .. job.Transform is { } transform ? Of(transform) : [],
        ("Duplicates", job.Deduplication is { } deduplication ? Of(deduplication) : Word(DuplicateMode.Off)),
    ];

    /// <summary>What becomes of duplicates, as the end of a sentence.</summary>
    public static string FateOf(DuplicateMode mode) => mode switch
    {
        DuplicateMode.Remove => "they were taken out of the dataset",
        DuplicateMode.Quarantine => "they were moved to `quarantine/`",
        _ => "they are still in the dataset",
    };

    private static IEnumerable<(string, string)> Of(ContentSpecification content)
    {
        var rows = new (string Name, object? Value)[]
        {
            ("Formats", content.Formats is { } formats ? string.Join(", ", formats) : null),
            ("Refused formats", content.RefusedFormats is { } refused ? string.Join(", ", refused) : null),
            ("Fewest bytes", content.MinBytes),
            ("Most bytes", content.MaxBytes),
            ("Greatest ratio of sides", content.MaxAspectRatio),
            ("Animations rejected", content.RejectAnimated ? "yes" : null),
            ("Images of one colour", content.KeepUniform ? "kept" : content.UniformUpToLevels),
            ("Grey up to levels", content.GreyUpToLevels),
            ("Least brightness", content.MinBrightnessLevels),
            ("Most brightness", content.MaxBrightnessLevels),
            ("Least contrast", content.MinContrastLevels),
            ("Least entropy", content.MinEntropyBits),
            ("Least sharpness", content.MinSharpness),
            ("Broken colour profiles rejected", content.RejectBrokenColourProfile ? "yes" : null),
        };
        return rows.Where(row => row.Value is not null).Select(row => (row.Name, Text($"{row.Value}")));
    }

    private static IEnumerable<(string, string)> Of(TransformSpecification transform) =>
    [
        ("Resize", transform.Resize == ResizeKind.None
            ? Word(ResizeKind.None)
            : Text($"{Word(transform.Resize)} to {transform.SizePixels ?? 256} px{(transform.Enlarge ? ", smaller ones too" : "")}")),
        ("Encoded as", Text($"{transform.Format.ToString().ToLowerInvariant()}{(transform.Lossless || transform.Format == EncodedFormat.Png ? "" : $", quality {transform.Quality ?? 90}")}")),
        ("Animations", Word(transform.Animation)),
        ("Metadata", Word(transform.Metadata)),
    ];

    private static string Of(DeduplicationSpecification deduplication)
    {
        var near = deduplication.ExactOnly
            ? "equal URLs and bytes"
            : Text($"dHash within {deduplication.DifferenceBits ?? DeduplicationSpecification.DefaultDifferenceBits} bits, pHash within {deduplication.FrequencyBits ?? DeduplicationSpecification.DefaultFrequencyBits}");
        return deduplication.Mode == DuplicateMode.Off ? Word(DuplicateMode.Off) : $"{Word(deduplication.Mode)} ({near})";
    }

    private static string Word<T>(T value)
        where T : struct, Enum => string.Concat(value.ToString().Select((letter, at) =>
            at > 0 && char.IsUpper(letter) && char.IsLower(value.ToString()[at - 1]) ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
