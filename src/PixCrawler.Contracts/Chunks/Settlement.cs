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
public sealed record StoredImage(string Sha256, string Extension, int WidthPixels, int HeightPixels, long Bytes, int Frames = 1)
{
    /// <summary>dHash of the image as it came: 16 lower-case hexadecimal digits; null where none was computed.</summary>
    public string? DifferenceHash { get; init; }

    /// <summary>pHash of the image as it came: 16 lower-case hexadecimal digits; null where none was computed.</summary>
    public string? FrequencyHash { get; init; }

    /// <summary>What it was before it was resized or encoded anew; null where it is stored as it came.</summary>
    public OriginalImage? Original { get; init; }

    /// <summary>What was measured on it as it came, at level slow; null at the others.</summary>
    public ImageMeasures? Measures { get; init; }
}

/// <summary>An image as it came, before something else was made of it.</summary>
/// <param name="Sha256">The hash of its bytes: 64 lower-case hexadecimal digits.</param>
/// <param name="Extension">The file ending of its format, without the dot.</param>
/// <param name="WidthPixels">Its width in pixels.</param>
/// <param name="HeightPixels">Its height in pixels.</param>
/// <param name="Bytes">Its size in bytes.</param>
/// <param name="Frames">How many frames it had.</param>
/// <param name="Steps">What was done to it, for people: "turned, resized".</param>
public sealed record OriginalImage(string Sha256, string Extension, int WidthPixels, int HeightPixels, long Bytes, int Frames, string Steps);

/// <summary>What was measured on an image's pixels at full resolution (docs/images.md).</summary>
/// <param name="Brightness">Mean luma, 0 to 255.</param>
/// <param name="Contrast">Standard deviation of the luma, 0 to 127.5.</param>
/// <param name="EntropyBits">Entropy of the luma's histogram, 0 to 8 bits.</param>
/// <param name="DarkShare">Share of pixels with a luma of 16 or less, 0 to 1.</param>
/// <param name="BrightShare">Share of pixels with a luma of 239 or more, 0 to 1.</param>
/// <param name="Sharpness">Variance of the Laplacian, in squared levels; null where it was not measured.</param>
public sealed record ImageMeasures(
    double Brightness, double Contrast, double EntropyBits, double DarkShare, double BrightShare, double? Sharpness);

/// <summary>In what two images are the same.</summary>
public enum DuplicateKind
{
    /// <summary>Their URL, normalised.</summary>
    Url,

    /// <summary>Their bytes.</summary>
    Exact,

    /// <summary>Their look, by perceptual hashes.</summary>
    Near,
}

/// <summary>The image that was kept in place of another.</summary>
/// <param name="Slot">Its chunk and place, as manifests name it: <c>00000/17</c>.</param>
/// <param name="Sha256">The hash of its bytes: 64 lower-case hexadecimal digits.</param>
/// <param name="Kind">In what they are the same.</param>
/// <param name="DistanceBits">Bits in which their dHashes differ; 0 where that is not the reason.</param>
public sealed record DuplicateTwin(string Slot, string Sha256, DuplicateKind Kind, int DistanceBits);

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

    /// <summary>The image that was kept instead, where this one is a duplicate.</summary>
    public DuplicateTwin? Twin { get; init; }

    /// <summary>The reason code of an image that is there already.</summary>
    public const string DuplicateReason = "duplicate";
}
