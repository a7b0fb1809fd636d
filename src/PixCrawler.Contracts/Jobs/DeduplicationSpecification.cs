namespace PixCrawler.Contracts.Jobs;

/// <summary>What is done, at the end of a job, with images that are there twice.</summary>
public enum DuplicateMode
{
    /// <summary>They are taken out of the dataset and deleted; their account says whose twins they are.</summary>
    Remove,

    /// <summary>They are listed in <c>duplicates.jsonl</c> and stay.</summary>
    Report,

    /// <summary>They are taken out of the dataset and moved to <c>quarantine/</c>.</summary>
    Quarantine,

    /// <summary>Nobody looks for them.</summary>
    Off,
}

/// <summary>
/// How a job deals with images that are there twice: under the same URL, with the same bytes, or looking alike. The one with most pixels
/// is kept, among equals the one of the earliest slot.
/// </summary>
public sealed record DeduplicationSpecification
{
    /// <summary>The bits in which dHashes of images that look alike may differ, when nothing else is said.</summary>
    public const int DefaultDifferenceBits = 7;

    /// <summary>The bits in which pHashes of images that look alike may differ, when nothing else is said.</summary>
    public const int DefaultFrequencyBits = 12;

    /// <summary>What is done with them. Default: they are removed.</summary>
    public DuplicateMode Mode { get; init; }

    /// <summary>Whether only equal URLs and equal bytes count, not looks. Looks need a decoder at every level.</summary>
    public bool ExactOnly { get; init; }

    /// <summary>Bits in which the dHashes of two images that look alike may differ, 0 to 11. Default <see cref="DefaultDifferenceBits"/>.</summary>
    public int? DifferenceBits { get; init; }

    /// <summary>Bits in which their pHashes may differ, 0 to 64. Default <see cref="DefaultFrequencyBits"/>.</summary>
    public int? FrequencyBits { get; init; }
}
