namespace PixCrawler.Domain.Duplicates;

/// <summary>A slot of a job, ordered by chunk and then by place.</summary>
/// <param name="Chunk">The chunk's number.</param>
/// <param name="Slot">The place in the chunk.</param>
public readonly record struct SlotPlace(int Chunk, int Slot)
{
    internal int CompareTo(SlotPlace other) => Chunk != other.Chunk ? Chunk.CompareTo(other.Chunk) : Slot.CompareTo(other.Slot);
}

/// <summary>What is known of a kept image to tell whether it is there twice. 56 bytes: a job holds one for each image it kept.</summary>
public readonly record struct ImagePrint
{
    private readonly ulong _contentHigh;
    private readonly ulong _contentLow;
    private readonly ulong _url;
    private readonly PerceptualHash _look;
    private readonly int _pixels;
    private readonly bool _hasUrl;
    private readonly bool _hasLook;

    /// <summary>Notes an image.</summary>
    /// <param name="place">Whose image it is.</param>
    /// <param name="content">The first 128 bits of the SHA-256 of its bytes.</param>
    /// <param name="pixels">Width times height; more than 2,147,483,647 count as so many.</param>
    public ImagePrint(SlotPlace place, UInt128 content, long pixels) => (Place, _contentHigh, _contentLow, _pixels) =
        (place, (ulong)(content >> 64), (ulong)content, (int)Math.Clamp(pixels, 0, int.MaxValue));

    /// <summary>Whose image it is.</summary>
    public SlotPlace Place { get; }

    /// <summary>The first 128 bits of the SHA-256 of its bytes.</summary>
    public UInt128 Content => new(_contentHigh, _contentLow);

    /// <summary>Width times height.</summary>
    public int Pixels => _pixels;

    /// <summary>Its perceptual hashes; null where it was not decoded.</summary>
    public PerceptualHash? Look
    {
        get => _hasLook ? _look : null;
        init => (_hasLook, _look) = (value is not null, value.GetValueOrDefault());
    }

    /// <summary>64 bits of a hash of its normalised URL; null where URLs don't count.</summary>
    public ulong? Url
    {
        get => _hasUrl ? _url : null;
        init => (_hasUrl, _url) = (value is not null, value.GetValueOrDefault());
    }
}

/// <summary>The perceptual hashes of an image, 64 bits each.</summary>
/// <param name="Difference">dHash: which of two neighbours in a row is brighter.</param>
/// <param name="Frequency">pHash: which low frequencies of its cosine transform lie above their median.</param>
public readonly record struct PerceptualHash(ulong Difference, ulong Frequency);
