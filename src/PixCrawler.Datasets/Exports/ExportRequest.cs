using PixCrawler.Contracts.Datasets;
using PixCrawler.Datasets.Manifests;

namespace PixCrawler.Datasets.Exports;

/// <summary>What is to be exported, and where to.</summary>
/// <param name="DatasetFolder">The folder of a dataset, finished or not; it is only read.</param>
/// <param name="OutputFolder">A new or empty folder, or one that holds the same export begun earlier.</param>
/// <param name="Options">How.</param>
public sealed record ExportRequest(string DatasetFolder, string OutputFolder, ExportOptions Options)
{
    /// <summary>
    /// Names what a row must stay together with when samples are divided (a cluster of near-duplicates); an answer of null means that the
    /// image stands for itself. Null for what the dataset's own <c>duplicates.jsonl</c> says.
    /// </summary>
    public Func<ManifestRow, string?>? GroupOf { get; init; }
}

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
