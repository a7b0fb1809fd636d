namespace PixCrawler.Imaging.Pixels;

/// <summary>What the bytes of a pixel are; further bands are passed over.</summary>
internal enum PixelLayout
{
    Grey,
    GreyAlpha,
    Colour,
    ColourAlpha,

    /// <summary>Cyan, magenta, yellow, black; 0 is no ink.</summary>
    Ink,
}
