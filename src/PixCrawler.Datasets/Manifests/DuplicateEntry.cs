using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Datasets.Manifests;

/// <summary>One line of <c>duplicates.jsonl</c>: an image that is there twice, its twin, and what is done with it. Documented in docs/output.md.</summary>
public sealed record DuplicateEntry
{
    /// <summary>Whose image it is, as <see cref="SlotName"/> names it.</summary>
    public required string Slot { get; init; }

    /// <summary>Its URL, secrets replaced.</summary>
    public required string Url { get; init; }

    /// <summary>The hash of its bytes.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The file ending of its format.</summary>
    public required string Format { get; init; }

    /// <summary>Its width in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Its height in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>In what the two are the same.</summary>
    public required DuplicateKind Kind { get; init; }

    /// <summary>Bits in which their dHashes differ; 0 where that is not the reason.</summary>
    public required int DistanceBits { get; init; }

    /// <summary>What is done with it.</summary>
    public required DuplicateMode Action { get; init; }

    /// <summary>The slot of the image that is kept for it.</summary>
    public required string Twin { get; init; }

    /// <summary>The hash of that image's bytes.</summary>
    public required string TwinSha256 { get; init; }

    /// <summary>That image's file below the dataset's folder, with <c>/</c>.</summary>
    public required string TwinFile { get; init; }
}
