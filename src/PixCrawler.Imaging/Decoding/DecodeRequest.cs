using PixCrawler.Imaging.Formats;

namespace PixCrawler.Imaging.Decoding;

/// <summary>How much of the resolution a decode produces. All the data is read either way.</summary>
public enum DecodeScale
{
    /// <summary>As small as the format's decoder can make it while it decodes (JPEG: an eighth).</summary>
    Reduced,

    /// <summary>Full resolution.</summary>
    Full,
}

/// <summary>What to decode.</summary>
/// <param name="Format">The format by signature; the decoder uses no other.</param>
/// <param name="Scale">Full or reduced.</param>
/// <param name="Timeout">How long the decode itself may take; its wait for a free thread doesn't count.</param>
/// <param name="MaxFrames">How many frames of an animation to decode at most, 1 or more.</param>
public sealed record DecodeRequest(ImageFormat Format, DecodeScale Scale, TimeSpan Timeout, int MaxFrames = 1);
