using System.Text.Json.Serialization;
using PixCrawler.Contracts.Operations;

namespace PixCrawler.Contracts.Datasets;

/// <summary>What an export is to be, and where it goes. The same specification over the same dataset gives the same bytes.</summary>
public sealed record ExportSpecification
{
    private const int UsualZstdLevel = 10;

    /// <summary>Creates a specification with everything as usual.</summary>
    public ExportSpecification()
    {
    }

    /// <summary>Creates a specification out of JSON: what that leaves out is as usual.</summary>
    /// <param name="zstdLevel">See <see cref="ZstdLevel"/>.</param>
    [JsonConstructor]
    public ExportSpecification(int zstdLevel = UsualZstdLevel) => ZstdLevel = zstdLevel;

    /// <summary>The layout.</summary>
    public ExportLayout Layout { get; init; }

    /// <summary>What it is packed into. WebDataset is tar already and takes <see cref="ExportCompression.None"/> only.</summary>
    public ExportCompression Compression { get; init; }

    /// <summary>How hard Zstandard tries, 1 (fast) to 19 (small).</summary>
    public int ZstdLevel { get; init; } = UsualZstdLevel;

    /// <summary>Label files to add, one per image and format.</summary>
    public IReadOnlyList<LabelFormat> Labels { get; init => field = value ?? []; } = [];

    /// <summary>How samples are divided into train, val and test; null puts all into train.</summary>
    public ExportSplit? Split { get; init; }

    /// <summary>
    /// Where it goes: a folder, or a store as <c>s3://bucket/prefix?endpoint=…</c> or <c>azure://container/prefix</c>. Null for the folder
    /// <c>exports/NAME</c> in the dataset's. Credentials are the process's and are never part of it.
    /// </summary>
    public string? Target { get; init; }

    /// <summary>The tier of what is put into a store.</summary>
    public StorageTier Tier { get; init; }
}

/// <summary>How samples are divided; a sample keeps its set when others are added.</summary>
/// <param name="Train">The share of the training set, 0 to 1.</param>
/// <param name="Val">The share of the validation set, 0 to 1.</param>
/// <param name="Test">The share of the test set, 0 to 1; the three add up to 1.</param>
/// <param name="Seed">Another seed gives another division.</param>
public sealed record ExportSplit(double Train, double Val, double Test, string Seed = "0");
