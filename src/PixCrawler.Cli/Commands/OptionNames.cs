using System.Collections.Frozen;
using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Politeness;
using PixCrawler.Net.Http;

namespace PixCrawler.Cli.Commands;

/// <summary>Says errors about fields in the words of the command line.</summary>
internal static class OptionNames
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        [nameof(JobSpecification.Name)] = "--name",
        [nameof(JobSpecification.OutputFolder)] = "--output",
        [nameof(JobSpecification.Sources)] = "LIST",
        [nameof(JobSpecification.MaxUrls)] = "--max-urls",
        [nameof(JobSpecification.ChunkSlots)] = "--chunk-slots",
        [nameof(JobSpecification.ValidationLevel)] = "--validation",
        [nameof(JobSpecification.MinSidePixels)] = "--min-side",
        [nameof(JobSpecification.MaxSidePixels)] = "--max-side",
        [nameof(JobSpecification.MaxPixels)] = "--max-pixels",
        [nameof(ContentSpecification.Formats)] = "--formats",
        [nameof(ContentSpecification.RefusedFormats)] = "--refuse-formats",
        [nameof(ContentSpecification.MinBytes)] = "--min-bytes",
        [nameof(ContentSpecification.MaxBytes)] = "--max-bytes",
        [nameof(ContentSpecification.MaxAspectRatio)] = "--max-aspect",
        [nameof(ContentSpecification.RejectAnimated)] = "--reject-animated",
        [nameof(ContentSpecification.KeepUniform)] = "--keep-uniform",
        [nameof(ContentSpecification.GreyUpToLevels)] = "--reject-grey",
        [nameof(ContentSpecification.MinBrightnessLevels)] = "--min-brightness",
        [nameof(ContentSpecification.MaxBrightnessLevels)] = "--max-brightness",
        [nameof(ContentSpecification.MinContrastLevels)] = "--min-contrast",
        [nameof(ContentSpecification.MinEntropyBits)] = "--min-entropy",
        [nameof(ContentSpecification.MinSharpness)] = "--min-sharpness",
        [nameof(ContentSpecification.RejectBrokenColourProfile)] = "--reject-broken-profiles",
        [nameof(TransformSpecification.SizePixels)] = "--resize",
        [nameof(TransformSpecification.Quality)] = "--quality",
        [nameof(TransformSpecification.Lossless)] = "--lossless",
        [nameof(DeduplicationSpecification.DifferenceBits)] = "--near-distance",
        [nameof(DeduplicationSpecification.FrequencyBits)] = "--near-distance",
        [nameof(DeduplicationSpecification.ExactOnly)] = "--exact-only",
        [nameof(PixCrawlerOptions.MaxConcurrentDownloads)] = "--concurrency",
        [nameof(HttpOptions.RequestTimeout)] = "--timeout-seconds",
        [nameof(HttpOptions.MaxBodyBytes)] = "--max-body-mib",
        [nameof(HttpOptions.Contact)] = "--contact",
        [$"{nameof(PolitenessOptions.Default)}:{nameof(HostLimits.MaxConcurrentRequests)}"] = "--host-concurrency",
        [$"{nameof(PolitenessOptions.Default)}:{nameof(HostLimits.MinGap)}"] = "--host-gap-ms",
        [nameof(NetworkAccessOptions.AllowedPorts)] = "--allow-port",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> ExportNames = new Dictionary<string, string>
    {
        [nameof(ExportSpecification.Layout)] = "--layout",
        [nameof(ExportSpecification.Compression)] = "--archive",
        [nameof(ExportSpecification.ZstdLevel)] = "--level",
        [nameof(ExportSpecification.Labels)] = "--labels",
        [nameof(ExportSpecification.Split)] = "--split",
        [nameof(ExportSpecification.Target)] = "--to",
        [nameof(ExportSpecification.Tier)] = "--tier",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>An error about an export, in the same way.</summary>
    public static FieldError OfExport(FieldError error) => Of(error with { Field = ExportNames.GetValueOrDefault(error.Field, error.Field) });

    /// <summary>The same error with the option's name; a field that no option sets keeps its own.</summary>
    public static FieldError Of(FieldError error) => error with { Field = Names.GetValueOrDefault(error.Field, error.Field) };
}
