namespace PixCrawler.Contracts.Chunks;

/// <summary>How a slot ended. Every slot ends in exactly one of these.</summary>
public enum SettlementStatus
{
    /// <summary>The image is in the dataset.</summary>
    Kept,

    /// <summary>Something came, but not an image this job wants (corrupt, too small, not an image ...).</summary>
    Rejected,

    /// <summary>It was not fetched, or not kept, because a rule forbids it (robots.txt, an opt-out). Not a failure.</summary>
    Refused,

    /// <summary>It could not be had.</summary>
    Failed,

    /// <summary>The job was cancelled before it was had.</summary>
    Cancelled,
}

/// <summary>Why a failed slot failed, in the words of the failure semantics.</summary>
public enum FailureKind
{
    /// <summary>The outside call failed in a way that may pass, and its attempts are used up. Worth a later retry.</summary>
    Transient,

    /// <summary>The outside call failed in a way that trying again cannot mend.</summary>
    Permanent,

    /// <summary>The product's own foundations failed, and the chunk's restarts are used up.</summary>
    Infrastructure,

    /// <summary>An error nobody foresaw; it is in the log with its stack.</summary>
    Unknown,
}

/// <summary>An image as it lies in the dataset.</summary>
/// <param name="Sha256">The hash of its bytes: 64 lower-case hexadecimal digits, also its file name.</param>
/// <param name="Extension">The file ending of its format by magic, without the dot.</param>
/// <param name="WidthPixels">Its width in pixels.</param>
/// <param name="HeightPixels">Its height in pixels.</param>
/// <param name="Bytes">Its size in bytes.</param>
/// <param name="Frames">How many frames it has; 1 for a still image.</param>
public sealed record StoredImage(string Sha256, string Extension, int WidthPixels, int HeightPixels, long Bytes, int Frames = 1);

/// <summary>The final account of one slot.</summary>
/// <param name="Slot">The slot's place in its chunk, from 0.</param>
/// <param name="Status">How it ended.</param>
/// <param name="SettledAt">When it ended.</param>
public sealed record Settlement(int Slot, SettlementStatus Status, DateTimeOffset SettledAt)
{
    /// <summary>The stable code of the cause (kebab-case); null for a kept image.</summary>
    public string? Reason { get; init; }

    /// <summary>What happened, for people, with the measured figure where there is one.</summary>
    public string? Detail { get; init; }

    /// <summary>The kind of a failure; null unless <see cref="Status"/> is <see cref="SettlementStatus.Failed"/>.</summary>
    public FailureKind? Failure { get; init; }

    /// <summary>Attempts taken out of its budget over all runs; never more requests than these were made.</summary>
    public int Attempts { get; init; }

    /// <summary>The last status code the server answered with.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>Where redirects ended, when that is not the URL itself.</summary>
    public string? FinalUrl { get; init; }

    /// <summary>The image, where one was kept.</summary>
    public StoredImage? Image { get; init; }
}
