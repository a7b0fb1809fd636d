using PixCrawler.Imaging.Formats;

namespace PixCrawler.Imaging.Inspection;

/// <summary>What the inspector learnt from the bytes without decoding them. Figures of a rejected image are what was read before the rejection.</summary>
public readonly record struct ImageInspection
{
    /// <summary>Whether the image keeps the limits and its structure is whole.</summary>
    public required ImageVerdict Verdict { get; init; }

    /// <summary>The format by signature.</summary>
    public required ImageFormat Format { get; init; }

    /// <summary>Width in pixels as stored (no rotation applied), 0 when unknown; above 2,147,483,647 reported as that.</summary>
    public int Width { get; init; }

    /// <summary>Height in pixels as stored (no rotation applied), 0 when unknown; above 2,147,483,647 reported as that.</summary>
    public int Height { get; init; }

    /// <summary>Frames of an animation, pages of a TIFF, entries of an icon; 0 when unknown.</summary>
    public int FrameCount { get; init; }

    /// <summary>Bytes one decoded frame takes, estimated from the header.</summary>
    public long DecodedBytes { get; init; }

    /// <summary>Whether the structure was followed to the format's end.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Bytes after the format's end; 0 for formats that have no end of their own (TIFF).</summary>
    public int TrailingBytes { get; init; }

    /// <summary>EXIF orientation 1 to 8, or 0 when there is none.</summary>
    public int ExifOrientation { get; init; }
}
