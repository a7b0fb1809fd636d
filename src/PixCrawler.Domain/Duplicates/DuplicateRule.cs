using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Domain.Duplicates;

/// <summary>When two images count as the same.</summary>
/// <param name="DifferenceBits">Bits in which their dHash may differ: 0 to <see cref="HammingIndex.MaxRadiusBits"/>.</param>
/// <param name="FrequencyBits">Bits in which their pHash may differ: 0 to 64.</param>
/// <param name="ByLook">Whether images that only look the same are duplicates; if not, only equal URLs and bytes are.</param>
/// <remarks>
/// The defaults: by them 89 % of variants of 200 real images are found (JPEG 50: 100 %, half size 100 %, cropped by 2 % a side 93 %), and
/// not one of 381,810 pairs of different images is taken for one another (docs/images.md).
/// </remarks>
public sealed record DuplicateRule(
    int DifferenceBits = DeduplicationSpecification.DefaultDifferenceBits,
    int FrequencyBits = DeduplicationSpecification.DefaultFrequencyBits,
    bool ByLook = true)
{
    /// <summary>The rule that a job states.</summary>
    /// <param name="specification">What it states.</param>
    /// <returns>The rule.</returns>
    public static DuplicateRule Of(DeduplicationSpecification specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        return new DuplicateRule(
            specification.DifferenceBits ?? DeduplicationSpecification.DefaultDifferenceBits,
            specification.FrequencyBits ?? DeduplicationSpecification.DefaultFrequencyBits,
            !specification.ExactOnly);
    }
}

/// <summary>An image that is there twice.</summary>
/// <param name="Place">The one to drop.</param>
/// <param name="Twin">The one that is kept for it.</param>
/// <param name="Kind">Why.</param>
/// <param name="DistanceBits">Bits in which their dHash differs; 0 where that is not the reason.</param>
public readonly record struct Duplicate(SlotPlace Place, SlotPlace Twin, DuplicateKind Kind, int DistanceBits);
