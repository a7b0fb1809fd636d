using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Operations;

namespace PixCrawler.Datasets.Exports;

/// <summary>What an export is to be. The same options over the same dataset give the same bytes.</summary>
public sealed record ExportOptions
{
    /// <summary>The dataset's name: archives are named by it and the card bears it. 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The layout.</summary>
    public ExportLayout Layout { get; init; }

    /// <summary>What it is packed into. WebDataset is tar already and takes <see cref="ExportCompression.None"/> only.</summary>
    public ExportCompression Compression { get; init; }

    /// <summary>How hard Zstandard tries, 1 (fast) to 19 (small).</summary>
    public int ZstdLevel { get; init; } = 10;

    /// <summary>The most samples in a WebDataset shard, 1 to 100,000.</summary>
    public int MaxSamplesPerShard { get; init; } = 10_000;

    /// <summary>The most bytes of images in a WebDataset shard, 1 MiB to 64 GiB; a shard has one sample at least.</summary>
    public long MaxBytesPerShard { get; init; } = 1L << 30;

    /// <summary>How samples are divided into train, val and test; null puts all into train.</summary>
    public SplitOptions? Split { get; init; }

    /// <summary>Label files to add, one per image and format, with <c>dataset_metadata.*</c> and <c>category_index.*</c>.</summary>
    public IReadOnlyList<LabelFormat> Labels { get; init; } = [];

    /// <summary>Whether a <c>.txt</c> with the caption lies beside each image that has one (layout Files).</summary>
    public bool CaptionFiles { get; init; }

    /// <summary>Columns of the list that hold the class label; the first that has a value counts. Compared without case.</summary>
    public IReadOnlyList<string> LabelColumns { get; init; } = ["label", "class", "category", "keyword"];

    /// <summary>The most classes a dataset may have, 1 to 1,000,000; more means that the wrong column was named.</summary>
    public int MaxCategories { get; init; } = 100_000;

    /// <summary>The licence of the dataset as a whole for the card, as an identifier (<c>cc-by-4.0</c>); null where it is not known.</summary>
    public string? License { get; init; }

    /// <summary>A sentence on what the dataset is, for the card.</summary>
    public string? Description { get; init; }

    /// <summary>Whether everything written is read back and compared with its checksums.</summary>
    public bool Verify { get; init; } = true;

    /// <summary>Says what is wrong.</summary>
    /// <returns>One entry per field that is out of its range; empty where all is in order.</returns>
    public IReadOnlyList<FieldError> Validate()
    {
        List<FieldError> errors = [];
        Check(Name.Trim().Length is >= 1 and <= 100, nameof(Name), "must have 1 to 100 characters");
        Check(Enum.IsDefined(Layout), nameof(Layout), "is not a known layout");
        Check(Enum.IsDefined(Compression), nameof(Compression), "is not a known compression");
        Check(
            Layout != ExportLayout.WebDataset || Compression == ExportCompression.None,
            nameof(Compression), "must be none for WebDataset, whose shards are archives already");
        Check(
            Labels.Count == 0 || Layout is not (ExportLayout.WebDataset or ExportLayout.Index),
            nameof(Labels), "must be empty for WebDataset and Index; their samples hold their labels");
        Check(ZstdLevel is >= 1 and <= 19, nameof(ZstdLevel), "must be from 1 to 19");
        Check(MaxSamplesPerShard is >= 1 and <= 100_000, nameof(MaxSamplesPerShard), "must be from 1 to 100000");
        Check(MaxBytesPerShard is >= 1L << 20 and <= 64L << 30, nameof(MaxBytesPerShard), "must be from 1 MiB to 64 GiB");
        Check(MaxCategories is >= 1 and <= 1_000_000, nameof(MaxCategories), "must be from 1 to 1000000");
        Check(Split?.IsValid() ?? true, nameof(Split), "must have three parts from 0 to 1 that add up to 1");
        return errors;

        void Check(bool ok, string field, string problem)
        {
            if (!ok)
                errors.Add(new FieldError(field, problem));
        }
    }

    internal void ThrowIfInvalid()
    {
        var errors = Validate();
        if (errors.Count > 0)
            throw new InvalidInputException("export-options-invalid", string.Join("; ", errors.Select(error => $"{error.Field} {error.Problem}")));
    }
}
