namespace PixCrawler.Imaging.Pixels;

/// <summary>
/// What was measured on an image's first frame, as decoded: at full resolution at level Slow, and at level Medium at the scale the decoder
/// offers. Levels are 0 (black) to 255 (white); luma is 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601) of the stored values, transparent
/// images laid on white.
/// </summary>
public sealed record PixelMeasures
{
    /// <summary>Mean luma, 0 to 255.</summary>
    public required double Brightness { get; init; }

    /// <summary>Standard deviation of the luma, 0 to 127.5.</summary>
    public required double Contrast { get; init; }

    /// <summary>Entropy of the luma's histogram of 256 bins, 0 to 8 bits.</summary>
    public required double EntropyBits { get; init; }

    /// <summary>Share of pixels with a luma of 16 or less, 0 to 1.</summary>
    public required double DarkShare { get; init; }

    /// <summary>Share of pixels with a luma of 239 or more, 0 to 1.</summary>
    public required double BrightShare { get; init; }

    /// <summary>The largest difference between two pixels in one of the channels, in levels; not measured further above 16, and 255 then.</summary>
    public required int ChannelRange { get; init; }

    /// <summary>The largest difference between the channels of one pixel, in levels: 0 for an image that is grey throughout; not measured further above 16, and 255 then.</summary>
    public required int Colourfulness { get; init; }

    /// <summary>
    /// Variance of the luma's Laplacian (kernel 0 1 0, 1 -4 1, 0 1 0; border left out), in squared levels: the lower, the more blurred.
    /// Null at reduced scale, where it would say nothing.
    /// </summary>
    public double? Sharpness { get; init; }
}
