namespace PixCrawler.Domain.Duplicates;

/// <summary>When two images count as the same.</summary>
/// <param name="DifferenceBits">Bits in which their dHash may differ: 0 to <see cref="HammingIndex.MaxRadiusBits"/>.</param>
/// <param name="FrequencyBits">Bits in which their pHash may differ: 0 to 64.</param>
/// <param name="ByLook">Whether images that only look the same are duplicates; if not, only equal bytes are.</param>
public sealed record DuplicateRule(int DifferenceBits = 6, int FrequencyBits = 8, bool ByLook = true);

/// <summary>Why an image is a duplicate.</summary>
public enum DuplicateKind
{
    /// <summary>Its bytes are those of the other.</summary>
    Exact,

    /// <summary>It looks like the other.</summary>
    Perceptual,
}

/// <summary>An image that is there twice.</summary>
/// <param name="Place">The one to drop.</param>
/// <param name="Twin">The one that is kept for it.</param>
/// <param name="Kind">Why.</param>
/// <param name="DistanceBits">Bits in which their dHash differs; 0 for equal bytes.</param>
public readonly record struct Duplicate(SlotPlace Place, SlotPlace Twin, DuplicateKind Kind, int DistanceBits);
