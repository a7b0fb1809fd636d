using System.Text.Json;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Sources;
using PixCrawler.Datasets.Files;
using PixCrawler.Domain.Urls;

namespace PixCrawler.Datasets.Manifests;

/// <summary>One line of a manifest; the order of the properties is the order in the file. Documented in docs/output.md.</summary>
internal sealed record ManifestLine
{
    public required string Slot { get; init; }

    public long? Line { get; init; }

    public required string Url { get; init; }

    public required SettlementStatus Status { get; init; }

    public string? Reason { get; init; }

    public string? Detail { get; init; }

    public FailureKind? Failure { get; init; }

    public int Attempts { get; init; }

    public int? HttpStatus { get; init; }

    public string? Sha256 { get; init; }

    public string? File { get; init; }

    public string? Format { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    public int? Frames { get; init; }

    public long? Bytes { get; init; }

    public string? DHash { get; init; }

    public string? PHash { get; init; }

    public OriginalImage? Original { get; init; }

    public ImageMeasures? Measures { get; init; }

    public DuplicateTwin? Twin { get; init; }

    public string? FinalUrl { get; init; }

    public string? Caption { get; init; }

    public string? Key { get; init; }

    public IReadOnlyDictionary<string, string>? Extra { get; init; }

    public DateTimeOffset SettledAt { get; init; }

    public static ManifestLine Of(int chunk, ManifestEntry entry)
    {
        var (candidate, settlement) = (entry.Candidate, entry.Settlement);
        var image = settlement.Image;
        return new ManifestLine
        {
            Slot = SlotName.Of(chunk, settlement.Slot),
            Line = candidate.Line == 0 ? null : candidate.Line,
            Url = SafeUrl.Redact(candidate.Url),
            Status = settlement.Status,
            Reason = settlement.Reason,
            Detail = settlement.Detail,
            Failure = settlement.Failure,
            Attempts = settlement.Attempts,
            HttpStatus = settlement.HttpStatus,
            Sha256 = image?.Sha256,
            File = image is null ? null : "images/" + ImageName.Of(image.Sha256, image.Extension),
            Format = image?.Extension,
            Width = image?.WidthPixels,
            Height = image?.HeightPixels,
            Frames = image?.Frames,
            Bytes = image?.Bytes,
            DHash = image?.DifferenceHash,
            PHash = image?.FrequencyHash,
            Original = image?.Original,
            Measures = image?.Measures,
            Twin = settlement.Twin,
            FinalUrl = settlement.FinalUrl is { } finalUrl ? SafeUrl.Redact(finalUrl) : null,
            Caption = candidate.Caption,
            Key = candidate.Key,
            Extra = candidate.Extra is { Count: > 0 } extra ? extra : null,
            SettledAt = settlement.SettledAt,
        };
    }

    public ManifestRow ToRow()
    {
        var (chunk, slot) = SlotName.Parse(Slot) ?? throw new JsonException($"'{Slot}' is not a slot.");
        var settlement = new Settlement(slot, Status, SettledAt)
        {
            Reason = Reason,
            Detail = Detail,
            Failure = Failure,
            Attempts = Attempts,
            HttpStatus = HttpStatus,
            FinalUrl = FinalUrl,
            Image = Sha256 is null
                ? null
                : new StoredImage(Sha256, Format ?? "", Width ?? 0, Height ?? 0, Bytes ?? 0, Frames ?? 1)
                {
                    DifferenceHash = DHash,
                    FrequencyHash = PHash,
                    Original = Original,
                    Measures = Measures,
                },
            Twin = Twin,
        };
        return new ManifestRow(chunk, new ManifestEntry(new Candidate(Url, Line ?? 0, Caption, Key, Extra), settlement));
    }
}

/// <summary>What the report's figures need of a manifest line; reading no more than that makes a scan several times cheaper.</summary>
internal sealed record ImageLine(string? Format, int Width, int Height, long Bytes);
