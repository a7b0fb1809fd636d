using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Transforms;

namespace PixCrawler.Imaging.Decoding;

/// <summary>How much of the resolution a decode produces. All the data is read either way.</summary>
public enum DecodeScale
{
    /// <summary>As small as the format's decoder can make it while it decodes (JPEG: down to an eighth, but not below 32 pixels a side).</summary>
    Reduced,

    /// <summary>Full resolution.</summary>
    Full,
}

/// <summary>What to decode.</summary>
/// <param name="Format">The format by signature; the decoder uses no other.</param>
/// <param name="Scale">Full or reduced.</param>
/// <param name="Timeout">How long the decode itself may take; its wait for a free thread doesn't count.</param>
/// <param name="MaxFrames">How many frames of an animation to decode at most, 1 or more.</param>
public sealed record DecodeRequest(ImageFormat Format, DecodeScale Scale, TimeSpan Timeout, int MaxFrames = 1)
{
    /// <summary>The image's shortest side in pixels as the inspector read it; 0 when unknown, then nothing is reduced.</summary>
    public int ShortestSidePixels { get; init; }

    /// <summary>How many frames the image has by the inspector.</summary>
    public int Frames { get; init; } = 1;

    /// <summary>EXIF orientation 1 to 8 as the inspector read it, or 0; the hashes are of the turned image.</summary>
    public int Orientation { get; init; }

    /// <summary>Whether to compute perceptual hashes.</summary>
    public bool Hash { get; init; }

    /// <summary>What to make of the image, or null when it stays as it is.</summary>
    public ImageTransform? Transform { get; init; }

    /// <summary>By how much a JPEG is divided while it is decoded: 1, 2, 4 or 8.</summary>
    internal int Shrink
    {
        get
        {
            const int ShortestSideLeft = 32;
            var shrink = 1;
            while (Scale == DecodeScale.Reduced && shrink < 8 && ShortestSidePixels / (shrink * 2) >= ShortestSideLeft)
                shrink *= 2;
            return shrink;
        }
    }
}
