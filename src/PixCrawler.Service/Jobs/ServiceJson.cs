using System.Text.Json;
using System.Text.Json.Serialization;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Operations;
using PixCrawler.Contracts.Sources;
using PixCrawler.Contracts.Validation;
using PixCrawler.Service.Health;
using PixCrawler.Service.Webhooks;

namespace PixCrawler.Service.Jobs;

/// <summary>How everything is written and read at the service's border: camelCase, words for enumerations, nothing unknown, nothing deep.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    Converters =
    [
        typeof(StatusWords), typeof(LevelWords), typeof(FormatWords), typeof(SettlementWords), typeof(FailureWords),
        typeof(ResizeWords), typeof(EncodedWords), typeof(AnimationWords), typeof(MetadataWords), typeof(DuplicateWords),
        typeof(LayoutWords), typeof(CompressionWords), typeof(LabelWords), typeof(TierWords), typeof(ExportStatusWords), typeof(StageWords),
    ],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    NumberHandling = JsonNumberHandling.Strict,
    MaxDepth = 16)]
[JsonSerializable(typeof(CreateJobRequest))]
[JsonSerializable(typeof(RetryRequest))]
[JsonSerializable(typeof(JobView))]
[JsonSerializable(typeof(JobCreated))]
[JsonSerializable(typeof(Page<JobView>))]
[JsonSerializable(typeof(JobProgressView))]
[JsonSerializable(typeof(JobEventView))]
[JsonSerializable(typeof(EventPage))]
[JsonSerializable(typeof(Page<ImageView>))]
[JsonSerializable(typeof(JobExplanationView))]
[JsonSerializable(typeof(RetryView))]
[JsonSerializable(typeof(RetryTaken))]
[JsonSerializable(typeof(SourcesView))]
[JsonSerializable(typeof(ExportRequest))]
[JsonSerializable(typeof(ExportView))]
[JsonSerializable(typeof(ExportsView))]
[JsonSerializable(typeof(LinksRequest))]
[JsonSerializable(typeof(LinksView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(WebhookRequest))]
[JsonSerializable(typeof(WebhookView))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(HostsView))]
[JsonSerializable(typeof(NodesView))]
[JsonSerializable(typeof(IReadOnlyList<UrlNote>))]
[JsonSerializable(typeof(IReadOnlyList<FieldError>))]
internal sealed partial class ServiceJson : JsonSerializerContext
{
    /// <summary>Has the framework write and describe things as this does.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        foreach (var converter in Default.Options.Converters)
            options.Converters.Add(converter);
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.TypeInfoResolverChain.Insert(0, Default);
    }
}

/// <summary>pending, running, completed, partial, failed, cancelled.</summary>
internal sealed class StatusWords() : JsonStringEnumConverter<JobStatus>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>fast, medium, slow.</summary>
internal sealed class LevelWords() : JsonStringEnumConverter<ValidationLevel>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>text, csv, tsv, json, json-lines.</summary>
internal sealed class FormatWords() : JsonStringEnumConverter<ListFormat>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>kept, rejected, refused, failed, cancelled.</summary>
internal sealed class SettlementWords() : JsonStringEnumConverter<Contracts.Chunks.SettlementStatus>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>transient, permanent, infrastructure, unknown.</summary>
internal sealed class FailureWords() : JsonStringEnumConverter<Contracts.Chunks.FailureKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>none, border, keep-ratio, keep-ratio-largest, center-crop.</summary>
internal sealed class ResizeWords() : JsonStringEnumConverter<ResizeKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>jpeg, png, webp.</summary>
internal sealed class EncodedWords() : JsonStringEnumConverter<EncodedFormat>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>first-frame, keep, reject.</summary>
internal sealed class AnimationWords() : JsonStringEnumConverter<AnimationRule>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>strip, keep-without-location, keep-all.</summary>
internal sealed class MetadataWords() : JsonStringEnumConverter<MetadataRule>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>remove, report, quarantine, off.</summary>
internal sealed class DuplicateWords() : JsonStringEnumConverter<DuplicateMode>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>files, imagefolder, webdataset, coco, yolo, index.</summary>
internal sealed class LayoutWords() : JsonStringEnumConverter<ExportLayout>(new OneWord(), allowIntegerValues: false);

/// <summary>none, zip, zip-deflate, tar-zst.</summary>
internal sealed class CompressionWords() : JsonStringEnumConverter<ExportCompression>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>text, json, csv, yaml.</summary>
internal sealed class LabelWords() : JsonStringEnumConverter<LabelFormat>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>hot, warm, cold.</summary>
internal sealed class TierWords() : JsonStringEnumConverter<StorageTier>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>running, completed, failed, cancelled.</summary>
internal sealed class ExportStatusWords() : JsonStringEnumConverter<ExportStatus>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>indexing, writing, checking, uploading.</summary>
internal sealed class StageWords() : JsonStringEnumConverter<ExportStage>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>Names that the field writes in one word: imagefolder, webdataset.</summary>
internal sealed class OneWord : JsonNamingPolicy
{
    public override string ConvertName(string name) => name.ToLowerInvariant();
}
