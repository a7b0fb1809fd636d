namespace PixCrawler.Contracts.Datasets;

/// <summary>A file that an export wrote to be moved as one piece.</summary>
/// <param name="Name">Its path below the output folder.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its hash, 64 lower-case hexadecimal digits.</param>
/// <param name="Reused">Whether an earlier run had written it.</param>
public sealed record ExportedFile(string Name, long Bytes, string Sha256, bool Reused);

/// <summary>What came of an export.</summary>
/// <param name="Location">The folder it lies in, or the store and prefix, without secrets.</param>
public sealed record ExportSummary(string Location)
{
    /// <summary>Distinct images in it.</summary>
    public long Samples { get; init; }

    /// <summary>Their bytes.</summary>
    public long SampleBytes { get; init; }

    /// <summary>Images by set (<c>train</c>, <c>val</c>, <c>test</c>); sets without one are left out.</summary>
    public IReadOnlyDictionary<string, long> Splits { get; init => field = value ?? new Dictionary<string, long>(); } = new Dictionary<string, long>();

    /// <summary>Distinct class labels.</summary>
    public int Categories { get; init; }

    /// <summary>Kept images that are not in it, by reason: <c>missing</c>, <c>damaged</c>, <c>unlabelled</c>, <c>format</c>.</summary>
    public IReadOnlyDictionary<string, long> LeftOut { get; init => field = value ?? new Dictionary<string, long>(); } = new Dictionary<string, long>();

    /// <summary>Archives and shards; empty for a folder of files.</summary>
    public IReadOnlyList<ExportedFile> Archives { get; init => field = value ?? []; } = [];

    /// <summary>Files in the store, those that were there already included; 0 where there is no store.</summary>
    public long UploadedFiles { get; init; }

    /// <summary>Files that were in the store already and not sent again.</summary>
    public long SkippedFiles { get; init; }

    /// <summary>Bytes sent to the store.</summary>
    public long UploadedBytes { get; init; }
}
