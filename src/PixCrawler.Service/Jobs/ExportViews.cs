using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Operations;
using PixCrawler.Service.Hosting;

namespace PixCrawler.Service.Jobs;

/// <summary>An export that is asked for. What is left out has the default of an export's specification.</summary>
internal sealed record ExportRequest
{
    /// <summary>files, imagefolder, webdataset, coco, yolo or index.</summary>
    public ExportLayout Layout { get; init; }

    /// <summary>none, zip, zip-deflate or tar-zst.</summary>
    public ExportCompression Compression { get; init; }

    /// <summary>How hard Zstandard tries, 1 to 19.</summary>
    public int? ZstdLevel { get; init; }

    /// <summary>Label files to add: text, json, csv, yaml.</summary>
    public IReadOnlyList<LabelFormat>? Labels { get; init; }

    /// <summary>The shares of train, val and test.</summary>
    public ExportSplit? Split { get; init; }

    /// <summary>A store, as <c>s3://bucket/prefix</c> or <c>azure://container/prefix</c>; null for the service's own folder.</summary>
    public string? Target { get; init; }

    /// <summary>hot, warm or cold.</summary>
    public StorageTier Tier { get; init; }

    /// <summary>Whether an export of this name that has ended is brought up to date.</summary>
    public bool Refresh { get; init; }

    /// <summary>Whether it goes where clients may send things: to a store, or nowhere else than usual. Folders are the service's business.</summary>
    public bool IsTargetAllowed() => Target is null || Target.StartsWith("s3://", StringComparison.Ordinal) || Target.StartsWith("azure://", StringComparison.Ordinal);

    /// <summary>The specification of the export.</summary>
    public ExportSpecification ToSpecification()
    {
        var defaults = new ExportSpecification();
        return defaults with
        {
            Layout = Layout,
            Compression = Compression,
            ZstdLevel = ZstdLevel ?? defaults.ZstdLevel,
            Labels = Labels ?? [],
            Split = Split,
            Target = Target,
            Tier = Tier,
        };
    }
}

/// <summary>For how long links are to work.</summary>
/// <param name="LifetimeSeconds">1 to 604,800; null for an hour.</param>
internal sealed record LinksRequest(int? LifetimeSeconds = null);

/// <summary>Links by which anyone can download an export, for a while.</summary>
/// <param name="Data">One for each file.</param>
internal sealed record LinksView(IReadOnlyList<LinkView> Data);

/// <summary>A link to one file.</summary>
internal sealed record LinkView(string File, string Url, DateTimeOffset ExpiresAt);

/// <summary>The exports of a job.</summary>
/// <param name="Data">They, by name.</param>
internal sealed record ExportsView(IReadOnlyList<ExportView> Data);

/// <summary>An export, for clients.</summary>
internal sealed record ExportView
{
    public required string Name { get; init; }

    public required ExportStatus Status { get; init; }

    public ExportProgressView? Progress { get; init; }

    public ExportResultView? Result { get; init; }

    /// <summary>The reason code of its latest failure.</summary>
    public string? Reason { get; init; }

    public DateTimeOffset? RestartDueAt { get; init; }

    public int Restarts { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public static ExportView Of(ExportReport report, DataFolder folder) => new()
    {
        Name = report.Name,
        Status = report.Status,
        Progress = report.Progress is { } at ? new ExportProgressView(at.Stage, at.Files, at.TotalFiles, at.Bytes, at.TotalBytes) : null,
        Result = report.Result is { } result ? ExportResultView.Of(result, folder) : null,
        Reason = report.Cause?.Reason,
        RestartDueAt = report.RestartDueAt,
        Restarts = report.Restarts,
        StartedAt = report.StartedAt,
        EndedAt = report.EndedAt,
    };
}

/// <summary>How far an export is.</summary>
internal sealed record ExportProgressView(ExportStage Stage, long Files, long TotalFiles, long Bytes, long TotalBytes);

/// <summary>What came of an export.</summary>
internal sealed record ExportResultView(
    string Location, long Samples, long SampleBytes, IReadOnlyDictionary<string, long> Splits, int Categories, IReadOnlyDictionary<string, long> LeftOut,
    IReadOnlyList<ExportFileView> Files, long UploadedFiles)
{
    public static ExportResultView Of(ExportSummary result, DataFolder folder) => new(
        folder.Hide(result.Location)!, result.Samples, result.SampleBytes, result.Splits, result.Categories, result.LeftOut,
        [.. result.Archives.Select(file => new ExportFileView(file.Name, file.Bytes, file.Sha256))], result.UploadedFiles);
}

/// <summary>A file of an export that can be downloaded as one piece.</summary>
internal sealed record ExportFileView(string Name, long Bytes, string Sha256);
