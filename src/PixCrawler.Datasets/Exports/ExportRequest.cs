using PixCrawler.Datasets.Manifests;

namespace PixCrawler.Datasets.Exports;

/// <summary>What is to be exported, and where to.</summary>
/// <param name="DatasetFolder">The folder of a dataset, finished or not; it is only read.</param>
/// <param name="OutputFolder">A new or empty folder, or one that holds the same export begun earlier.</param>
/// <param name="Options">How.</param>
public sealed record ExportRequest(string DatasetFolder, string OutputFolder, ExportOptions Options)
{
    /// <summary>
    /// Names what a row must stay together with when samples are divided (a cluster of near-duplicates); null, or an answer of null,
    /// means that the image stands for itself.
    /// </summary>
    public Func<ManifestRow, string?>? GroupOf { get; init; }
}

/// <summary>What an export is doing.</summary>
public enum ExportStage
{
    /// <summary>Reading the manifests.</summary>
    Indexing,

    /// <summary>Writing.</summary>
    Writing,

    /// <summary>Reading back what was written.</summary>
    Checking,
}

/// <summary>How far an export is.</summary>
/// <param name="Stage">What it is doing.</param>
/// <param name="Files">Images done in this stage.</param>
/// <param name="TotalFiles">Images there are; 0 while that is not known.</param>
/// <param name="Bytes">Their bytes done.</param>
/// <param name="TotalBytes">The bytes there are; 0 while that is not known.</param>
public readonly record struct ExportProgress(ExportStage Stage, long Files, long TotalFiles, long Bytes, long TotalBytes);

/// <summary>A file that an export wrote to be moved as one piece.</summary>
/// <param name="Name">Its path below the output folder.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its hash, 64 lower-case hexadecimal digits.</param>
/// <param name="Reused">Whether an earlier run had written it.</param>
public sealed record ExportedFile(string Name, long Bytes, string Sha256, bool Reused);

/// <summary>What came of an export.</summary>
public sealed record ExportResult
{
    /// <summary>Distinct images in it.</summary>
    public required long Samples { get; init; }

    /// <summary>Their bytes.</summary>
    public required long SampleBytes { get; init; }

    /// <summary>Images by set; sets without one are left out.</summary>
    public required IReadOnlyDictionary<DatasetSplit, long> Splits { get; init; }

    /// <summary>Distinct class labels.</summary>
    public required int Categories { get; init; }

    /// <summary>
    /// Kept images that are not in it, by reason: <c>missing</c> (no such file), <c>damaged</c> (its bytes are not those of its hash),
    /// <c>unlabelled</c> and <c>format</c> (the layout cannot hold them).
    /// </summary>
    public required IReadOnlyDictionary<string, long> LeftOut { get; init; }

    /// <summary>Archives and shards; empty for a folder of files.</summary>
    public required IReadOnlyList<ExportedFile> Archives { get; init; }
}
