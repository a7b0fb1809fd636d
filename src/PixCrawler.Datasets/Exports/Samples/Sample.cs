using PixCrawler.Contracts.Chunks;
using PixCrawler.Datasets.Files;
using PixCrawler.Datasets.Manifests;

namespace PixCrawler.Datasets.Exports.Samples;

/// <summary>One image of an export with all that is known of it.</summary>
internal sealed record Sample
{
    public required string Sha256 { get; init; }

    public required string Format { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required int Frames { get; init; }

    public required long Bytes { get; init; }

    public required DatasetSplit Split { get; init; }

    public string? Label { get; init; }

    public string? Caption { get; init; }

    public string? Key { get; init; }

    public required string Url { get; init; }

    public string? License { get; init; }

    public string? LicenseUrl { get; init; }

    public string? Author { get; init; }

    public string? PageUrl { get; init; }

    public required DateTimeOffset SettledAt { get; init; }

    public IReadOnlyDictionary<string, string>? Extra { get; init; }

    /// <summary>The path of the image below the dataset's folder, with <c>/</c>.</summary>
    public string Source() => "images/" + FileName();

    /// <summary><c>aa/hash.ext</c>.</summary>
    public string FileName() => ImageName.Of(Sha256, Format);

    /// <summary>Null where the row has no image, or names one that cannot be ours.</summary>
    public static Sample? Of(ManifestRow row, ExportOptions options, Func<ManifestRow, string?>? groupOf)
    {
        var (candidate, settlement) = (row.Entry.Candidate, row.Entry.Settlement);
        if (settlement is not { Status: SettlementStatus.Kept, Image: { } image } || ManifestReader.FileOf(image) is null)
            return null;
        var columns = new ListColumnsOf(candidate.Extra);
        return new Sample
        {
            Sha256 = image.Sha256,
            Format = image.Extension,
            Width = image.WidthPixels,
            Height = image.HeightPixels,
            Frames = image.Frames,
            Bytes = image.Bytes,
            Split = options.Split?.Of(groupOf?.Invoke(row) ?? image.Sha256) ?? DatasetSplit.Train,
            Label = columns.Take(options.LabelColumns),
            Caption = candidate.Caption,
            Key = candidate.Key,
            Url = candidate.Url,
            License = columns.Take(["license", "licence"]),
            LicenseUrl = columns.Take(["license_url", "licence_url"]),
            Author = columns.Take(["author", "creator", "photographer", "attribution"]),
            PageUrl = columns.Take(["page_url", "source_page", "source_url", "foreign_landing_url"]),
            SettledAt = settlement.SettledAt,
            Extra = columns.Rest,
        };
    }
}
