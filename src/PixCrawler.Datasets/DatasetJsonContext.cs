using System.Text.Json;
using System.Text.Json.Serialization;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Contracts.Validation;
using PixCrawler.Datasets.Exports;
using PixCrawler.Datasets.Exports.Samples;
using PixCrawler.Datasets.Manifests;
using PixCrawler.Datasets.Reports;

namespace PixCrawler.Datasets;

/// <summary>The JSON of every file in a dataset folder: camelCase, properties in declared order, nulls left out, names for enums.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(CamelCaseEnum<SettlementStatus>),
        typeof(CamelCaseEnum<FailureKind>),
        typeof(CamelCaseEnum<JobStatus>),
        typeof(CamelCaseEnum<ListFormat>),
        typeof(CamelCaseEnum<ValidationLevel>),
        typeof(CamelCaseEnum<DuplicateKind>),
        typeof(CamelCaseEnum<DuplicateMode>),
        typeof(CamelCaseEnum<ResizeKind>),
        typeof(CamelCaseEnum<EncodedFormat>),
        typeof(CamelCaseEnum<AnimationRule>),
        typeof(CamelCaseEnum<MetadataRule>),
    ])]
[JsonSerializable(typeof(Candidate))]
[JsonSerializable(typeof(BadRow))]
[JsonSerializable(typeof(ManifestLine))]
[JsonSerializable(typeof(DuplicateEntry))]
[JsonSerializable(typeof(ImageLine))]
[JsonSerializable(typeof(DatasetDocument))]
[JsonSerializable(typeof(Sample))]
[JsonSerializable(typeof(WrittenArchive))]
[JsonSerializable(typeof(ExportMarker))]
internal sealed partial class DatasetJsonContext : JsonSerializerContext;

/// <summary>Writes an enum's values as their names in camelCase.</summary>
/// <typeparam name="T">The enum.</typeparam>
internal sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
