using System.Globalization;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Datasets.Manifests;

namespace PixCrawler.Service.Jobs;

/// <summary>How one URL ended, for clients.</summary>
internal sealed record ImageView
{
    /// <summary>Its place: chunk and slot.</summary>
    public required string Slot { get; init; }

    public required string Url { get; init; }

    public required SettlementStatus Status { get; init; }

    public string? Reason { get; init; }

    public string? Detail { get; init; }

    public FailureKind? Failure { get; init; }

    public int Attempts { get; init; }

    public int? HttpStatus { get; init; }

    public long? Line { get; init; }

    public string? Caption { get; init; }

    public string? Key { get; init; }

    /// <summary>Its name below <c>/images/</c>, where it was kept.</summary>
    public string? Image { get; init; }

    /// <summary>The address of a small picture of it: of a kept image, and of a few rejected ones of each reason.</summary>
    public string? Thumbnail { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    public int? Frames { get; init; }

    public long? Bytes { get; init; }

    /// <summary>The place of the image that was kept instead, where this one was there twice.</summary>
    public string? Twin { get; init; }

    public DateTimeOffset SettledAt { get; init; }

    /// <summary>How a URL of a job ended.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="row">The account.</param>
    /// <param name="wasPutAside">Whether it was rejected and its bytes were put aside.</param>
    public static ImageView Of(JobId jobId, ManifestRow row, bool wasPutAside)
    {
        var (candidate, settlement) = (row.Entry.Candidate, row.Entry.Settlement);
        var slot = new SlotCursor(row.Chunk, settlement.Slot);
        var name = settlement.Image is { } stored ? $"{stored.Sha256}.{stored.Extension}" : null;
        return new ImageView
        {
            Slot = slot.ToString(),
            Url = candidate.Url,
            Status = settlement.Status,
            Reason = settlement.Reason,
            Detail = settlement.Detail,
            Failure = settlement.Failure,
            Attempts = settlement.Attempts,
            HttpStatus = settlement.HttpStatus,
            Line = candidate.Line > 0 ? candidate.Line : null,
            Caption = candidate.Caption,
            Key = candidate.Key,
            Image = name,
            Thumbnail = name is not null ? $"/api/v1/jobs/{jobId}/images/{name}/thumbnail"
                : wasPutAside ? $"/api/v1/jobs/{jobId}/rejects/{slot.Name}/thumbnail"
                : null,
            Width = settlement.Image?.WidthPixels,
            Height = settlement.Image?.HeightPixels,
            Frames = settlement.Image?.Frames,
            Bytes = settlement.Image?.Bytes,
            Twin = settlement.Twin?.Slot,
            SettledAt = settlement.SettledAt,
        };
    }
}

/// <summary>A place among a job's URLs.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Slot">The slot in it.</param>
internal readonly record struct SlotCursor(int Chunk, int Slot)
{
    /// <summary>The place before the first.</summary>
    public static SlotCursor Start { get; } = new(0, -1);

    /// <summary>Reads what <see cref="ToString"/> wrote; null where it is nothing of the kind.</summary>
    public static SlotCursor? Parse(string text) => text.Split('/') is [var chunk, var slot]
        && int.TryParse(chunk, NumberStyles.None, CultureInfo.InvariantCulture, out var chunkNumber)
        && int.TryParse(slot, NumberStyles.None, CultureInfo.InvariantCulture, out var slotNumber)
        ? new SlotCursor(chunkNumber, slotNumber)
        : null;

    /// <summary>It as one part of an address.</summary>
    public string Name => ToString().Replace('/', '-');

    /// <summary>Whether a row lies behind this place.</summary>
    public bool IsBefore(ManifestRow row) => (row.Chunk, row.Entry.Settlement.Slot).CompareTo((Chunk, Slot)) > 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Chunk:D5}/{Slot}");
}
