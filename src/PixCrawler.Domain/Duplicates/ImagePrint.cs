namespace PixCrawler.Domain.Duplicates;

/// <summary>A slot of a job, ordered by chunk and then by place.</summary>
/// <param name="Chunk">The chunk's number.</param>
/// <param name="Slot">The place in the chunk.</param>
public readonly record struct SlotPlace(int Chunk, int Slot)
{
    internal int CompareTo(SlotPlace other) => Chunk != other.Chunk ? Chunk.CompareTo(other.Chunk) : Slot.CompareTo(other.Slot);
}

/// <summary>What is known of a kept image to tell whether it is there twice.</summary>
/// <param name="Place">Whose image it is.</param>
/// <param name="Content">The first 128 bits of the SHA-256 of its bytes.</param>
/// <param name="Pixels">Width times height.</param>
public readonly record struct ImagePrint(SlotPlace Place, UInt128 Content, long Pixels)
{
    /// <summary>Its perceptual hashes; null where it was not decoded.</summary>
    public PerceptualHash? Look { get; init; }

    /// <summary>64 bits of a hash of its normalised URL; null where URLs don't count.</summary>
    public ulong? Url { get; init; }
}

/// <summary>The perceptual hashes of an image, 64 bits each.</summary>
/// <param name="Difference">dHash: which of two neighbours in a row is brighter.</param>
/// <param name="Frequency">pHash: which low frequencies of its cosine transform lie above their median.</param>
public readonly record struct PerceptualHash(ulong Difference, ulong Frequency);
