using System.Text.Json.Serialization;
using PixCrawler.Contracts.Serialization;
using PixCrawler.Domain.Chunks;
using PixCrawler.Domain.Jobs;

namespace PixCrawler.Domain.Serialization;

/// <summary>How snapshots are written as JSON: generated code, no reflection. A state is written as it is, so a new property is in it at once.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(JobIdConverter), typeof(ChunkIdConverter), typeof(WorkerIdConverter), typeof(TallyConverter)])]
[JsonSerializable(typeof(ChunkState))]
[JsonSerializable(typeof(JobState))]
internal sealed partial class DomainJsonContext : JsonSerializerContext;
