using System.ComponentModel.DataAnnotations;

namespace PixCrawler.Imaging.Inspection;

/// <summary>The limits every image must keep before any decoder sees it. A figure equal to its limit passes.</summary>
public sealed record InspectionLimits
{
    /// <summary>The defaults.</summary>
    public static InspectionLimits Default { get; } = new();

    /// <summary>Fewest bytes a file may have. Default 1, range 1 to 1 GiB.</summary>
    [Range(1, 1 << 30)]
    public int MinBytes { get; init; } = 1;

    /// <summary>Most bytes a file may have. Default 20 MiB, range 1 to 1 GiB.</summary>
    [Range(1, 1 << 30)]
    public int MaxBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>Shortest side in pixels. Default 1, range 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int MinSidePixels { get; init; } = 1;

    /// <summary>Longest side in pixels. Default 16,384, range 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxSidePixels { get; init; } = 16_384;

    /// <summary>Most pixels of one frame. Default 50,000,000, range 1 to 1,000,000,000.</summary>
    [Range(1, 1_000_000_000)]
    public int MaxPixels { get; init; } = 50_000_000;

    /// <summary>Most frames, pages or icon entries. Default 1,000, range 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxFrames { get; init; } = 1_000;

    /// <summary>Most scans of one JPEG; each costs a pass over all its pixels. Default 500, range 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int MaxScans { get; init; } = 500;

    /// <summary>Most bytes that one decoded frame may take. Default 256 MiB, range 1 to 4 GiB.</summary>
    [Range(1L, 4_294_967_296L)]
    public long MaxDecodedBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Most bytes of one metadata chunk after decompression. Default 1 MiB, range 1 to 1 GiB.</summary>
    [Range(1, 1 << 30)]
    public int MaxMetadataChunkBytes { get; init; } = 1024 * 1024;

    /// <summary>Most bytes of all metadata together after decompression. Default 4 MiB, range 1 to 1 GiB.</summary>
    [Range(1, 1 << 30)]
    public int MaxMetadataBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Most metadata chunks. Default 1,000, range 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxMetadataChunks { get; init; } = 1_000;

    /// <summary>Most bytes after the end marker. Default 64 KiB, range 0 (none may follow) to 1 GiB.</summary>
    [Range(0, 1 << 30)]
    public int MaxTrailingBytes { get; init; } = 64 * 1024;

    /// <summary>What happens above <see cref="MaxTrailingBytes"/>. Default <see cref="TrailingDataPolicy.Reject"/>.</summary>
    [EnumDataType(typeof(TrailingDataPolicy))]
    public TrailingDataPolicy TrailingData { get; init; }

    /// <summary>Checks every figure against its range, and each minimum against its maximum.</summary>
    /// <exception cref="ValidationException">A figure is out of its range; the message names it.</exception>
    public void Validate()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        if (MinBytes > MaxBytes)
            throw new ValidationException($"MinBytes ({MinBytes}) must not be above MaxBytes ({MaxBytes}).");
        if (MinSidePixels > MaxSidePixels)
            throw new ValidationException($"MinSidePixels ({MinSidePixels}) must not be above MaxSidePixels ({MaxSidePixels}).");
    }
}
