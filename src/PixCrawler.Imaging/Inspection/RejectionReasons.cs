namespace PixCrawler.Imaging.Inspection;

/// <summary>The stable codes by which rejected images are counted. They are part of the manifest format: never rename one.</summary>
public static class RejectionReasons
{
    /// <summary>No bytes at all.</summary>
    public const string Empty = "empty";

    /// <summary>Fewer bytes than <see cref="InspectionLimits.MinBytes"/>.</summary>
    public const string TooFewBytes = "too-few-bytes";

    /// <summary>More bytes than <see cref="InspectionLimits.MaxBytes"/>.</summary>
    public const string TooManyBytes = "too-many-bytes";

    /// <summary>The bytes have no known signature.</summary>
    public const string NotAnImage = "not-an-image";

    /// <summary>The bytes are of a known kind that is never accepted: SVG, HTML, PDF, archives, programs, videos.</summary>
    public const string RefusedType = "refused-type";

    /// <summary>The file ends before its end marker, or points beyond its end.</summary>
    public const string Truncated = "truncated";

    /// <summary>The structure contradicts itself or the format.</summary>
    public const string Corrupt = "corrupt";

    /// <summary>A side is shorter than <see cref="InspectionLimits.MinSidePixels"/>.</summary>
    public const string TooSmall = "too-small";

    /// <summary>More pixels than <see cref="InspectionLimits.MaxPixels"/>.</summary>
    public const string TooManyPixels = "too-many-pixels";

    /// <summary>A side is longer than <see cref="InspectionLimits.MaxSidePixels"/>.</summary>
    public const string SideTooLong = "side-too-long";

    /// <summary>More frames, pages or icon entries than <see cref="InspectionLimits.MaxFrames"/>.</summary>
    public const string TooManyFrames = "too-many-frames";

    /// <summary>More JPEG scans than <see cref="InspectionLimits.MaxScans"/>.</summary>
    public const string TooManyScans = "too-many-scans";

    /// <summary>One decoded frame would take more than <see cref="InspectionLimits.MaxDecodedBytes"/>.</summary>
    public const string DecodedTooLarge = "decoded-too-large";

    /// <summary>Metadata above one of the three metadata limits, measured after its decompression.</summary>
    public const string MetadataTooLarge = "metadata-too-large";

    /// <summary>More bytes after the end marker than <see cref="InspectionLimits.MaxTrailingBytes"/>.</summary>
    public const string TrailingData = "trailing-data";

    /// <summary>Another kind of file (archive, page, program) starts after the end marker.</summary>
    public const string Polyglot = "polyglot";

    /// <summary>The decoder refused the pixel data.</summary>
    public const string Undecodable = "undecodable";

    /// <summary>The decoder took longer than its time limit.</summary>
    public const string DecoderTimeout = "decoder-timeout";

    /// <summary>The decoder crashed on it twice, the second time in a fresh worker process.</summary>
    public const string DecoderCrashed = "decoder-crashed";

    /// <summary>One side is longer than <see cref="Validation.ContentRules.MaxAspectRatio"/> times the other.</summary>
    public const string AspectRatio = "aspect-ratio";

    /// <summary>It has several frames, and one is wanted.</summary>
    public const string Animated = "animated";

    /// <summary>It is of one colour throughout.</summary>
    public const string Uniform = "uniform";

    /// <summary>It is grey throughout, and colour is wanted.</summary>
    public const string Grey = "grey";

    /// <summary>Its mean luma is below <see cref="Validation.ContentRules.MinBrightnessLevels"/>.</summary>
    public const string TooDark = "too-dark";

    /// <summary>Its mean luma is above <see cref="Validation.ContentRules.MaxBrightnessLevels"/>.</summary>
    public const string TooBright = "too-bright";

    /// <summary>Its luma deviates by less than <see cref="Validation.ContentRules.MinContrastLevels"/>.</summary>
    public const string LowContrast = "low-contrast";

    /// <summary>Its luma's entropy is below <see cref="Validation.ContentRules.MinEntropyBits"/>.</summary>
    public const string LowInformation = "low-information";

    /// <summary>The variance of its Laplacian is below <see cref="Validation.ContentRules.MinSharpness"/>.</summary>
    public const string Blurred = "blurred";

    /// <summary>Its embedded colour profile contradicts the standard, and that is not wanted.</summary>
    public const string BrokenColourProfile = "broken-colour-profile";

    /// <summary>It is of a format that is not among <see cref="Validation.ContentRules.Formats"/>.</summary>
    public const string FormatRefused = "format-refused";

    /// <summary>What was asked for could not be made of it.</summary>
    public const string NotTransformed = "not-transformed";
}
