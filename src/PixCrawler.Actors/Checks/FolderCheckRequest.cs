using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Operations;
using PixCrawler.Contracts.Validation;

namespace PixCrawler.Actors.Checks;

/// <summary>What is to be checked.</summary>
/// <param name="Folder">A dataset, or any folder with images in it or below it.</param>
public sealed record FolderCheckRequest(string Folder)
{
    /// <summary>How closely images are looked at; null for not at all: those of a dataset are held against its manifests alone.</summary>
    public ValidationLevel? Level { get; init; }

    /// <summary>What becomes of images that are there twice.</summary>
    public DeduplicationSpecification Duplicates { get; init; } = new() { Mode = DuplicateMode.Off };

    /// <summary>The most damaged files the result names; all are counted.</summary>
    public int MaxNamed { get; init; } = 1000;
}

/// <summary>How far a check is.</summary>
/// <param name="Step">What it is doing, for people.</param>
/// <param name="Done">Images done.</param>
/// <param name="Total">Images there are.</param>
public readonly record struct FolderCheckProgress(string Step, int Done, int Total);

/// <summary>What a check found.</summary>
public sealed record FolderCheckResult
{
    /// <summary>Images looked at, missing ones included.</summary>
    public required int Images { get; init; }

    /// <summary>How many are not as they should be.</summary>
    public required int Damaged { get; init; }

    /// <summary>Those, up to the number asked for, by file.</summary>
    public required IReadOnlyList<DamagedFile> Named { get; init; }

    /// <summary>The same by reason code, all of them.</summary>
    public required IReadOnlyDictionary<string, int> Reasons { get; init; }

    /// <summary>Images that are there twice, each with the one that is kept for it, by file.</summary>
    public required IReadOnlyList<DuplicateFile> Duplicates { get; init; }

    /// <summary>How many of these were removed or moved.</summary>
    public required int Removed { get; init; }

    /// <summary>Whether nothing is wrong: no image damaged, none there twice and left there.</summary>
    public bool IsSound => Damaged == 0 && Duplicates.Count == Removed;
}

/// <summary>An image that is there twice.</summary>
/// <param name="File">Its file below the folder, with <c>/</c>.</param>
/// <param name="Twin">The file of the image that is kept for it; the same where several URLs of a dataset share it.</param>
/// <param name="Kind">In what they are the same.</param>
/// <param name="DistanceBits">Bits in which their dHashes differ; 0 where that is not the reason.</param>
/// <param name="Slot">Its slot, in a dataset; null elsewhere.</param>
public sealed record DuplicateFile(string File, string Twin, Contracts.Chunks.DuplicateKind Kind, int DistanceBits, string? Slot = null);
