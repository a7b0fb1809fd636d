using System.Buffers;
using System.Text.Json;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Datasets.Files;
using PixCrawler.Domain.Urls;

namespace PixCrawler.Datasets.Reports;

/// <summary>What <c>dataset.json</c> holds; the order of the properties is the order in the file. Documented in docs/output.md.</summary>
internal sealed record DatasetDocument
{
    public required string JobId { get; init; }

    public required string Name { get; init; }

    public required JobStatus Status { get; init; }

    public string? Problem { get; init; }

    public required string ToolVersion { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public required int PlannedSlots { get; init; }

    public required int Kept { get; init; }

    public required int Rejected { get; init; }

    public required int Refused { get; init; }

    public required int Failed { get; init; }

    public required int Cancelled { get; init; }

    public required int Attempts { get; init; }

    public required IReadOnlyList<ReasonCount> Reasons { get; init; }

    public DuplicateCounts? Duplicates { get; init; }

    public required DatasetFiles Files { get; init; }

    public required IReadOnlyList<FormatCount> Formats { get; init; }

    public required long BadRows { get; init; }

    public required int Restarts { get; init; }

    public required int Chunks { get; init; }

    public required IReadOnlyList<FailedChunk> FailedChunks { get; init; }

    public required JobSpecification Settings { get; init; }

    public static DatasetDocument Of(DatasetSummary summary, ImageStatistics images) => new()
    {
        JobId = summary.JobId.ToString(),
        Name = summary.Settings.Name,
        Status = summary.Status,
        Problem = summary.Problem,
        ToolVersion = summary.ToolVersion,
        StartedAt = summary.StartedAt,
        EndedAt = summary.EndedAt,
        PlannedSlots = summary.PlannedSlots,
        Kept = summary.Tally.Kept,
        Rejected = summary.Tally.Rejected,
        Refused = summary.Tally.Refused,
        Failed = summary.Tally.Failed,
        Cancelled = summary.Tally.Cancelled,
        Attempts = summary.Tally.Attempts,
        Reasons = [.. summary.Tally.Reasons.Select(ReasonCount.Of)],
        Duplicates = summary.Duplicates,
        Files = summary.Files,
        Formats = [.. images.Formats.Select(row => new FormatCount(row.Format, row.Group.Images, row.Group.Bytes))],
        BadRows = summary.BadRows,
        Restarts = summary.Restarts,
        Chunks = summary.Chunks,
        FailedChunks = summary.FailedChunks,
        Settings = WithoutSecrets(summary.Settings),
    };

    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonLines.WriterOptions(indented: true)))
            JsonSerializer.Serialize(json, this, DatasetJsonContext.Default.DatasetDocument);
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    public static JobSpecification WithoutSecrets(JobSpecification settings) => settings with
    {
        Sources = [.. settings.Sources.Select(source => source with { Path = SafeUrl.Redact(source.Path) })],
    };

    internal sealed record ReasonCount(string Reason, int Count, string Explanation)
    {
        public static ReasonCount Of(KeyValuePair<string, int> reason) =>
            new(reason.Key, reason.Value, ReasonTexts.For(reason.Key).Explanation);
    }

    internal sealed record FormatCount(string Format, long Urls, long Bytes);
}
