using PixCrawler.Imaging.Formats;

namespace PixCrawler.Imaging.Decoding.Vips;

/// <summary>Which of libvips' loaders decodes a format, and how it is told to.</summary>
internal static class VipsLoaders
{
    /// <summary>The loader's name, or null for a format that has no safe one.</summary>
    public static string? Find(ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => "jpegload_buffer",
        ImageFormat.Png => "pngload_buffer",
        ImageFormat.Gif => "gifload_buffer",
        ImageFormat.WebP => "webpload_buffer",
        ImageFormat.Tiff => "tiffload_buffer",
        ImageFormat.Avif or ImageFormat.Heif => "heifload_buffer",
        _ => null,
    };

    public static string Require(DecodeRequest request, string decoder)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.MaxFrames, 1);
        return Find(request.Format) ?? throw new ArgumentException($"{decoder} does not decode {request.Format}.", nameof(request));
    }

    public static string OptionsOf(DecodeRequest request) => OptionsOf(request.Format, request.Shrink, request.MaxFrames);

    /// <param name="format">The format.</param>
    /// <param name="jpegShrink">By how much a JPEG is divided while it is decoded.</param>
    /// <param name="frames">Frames of an animation to read, one below the other.</param>
    public static string OptionsOf(ImageFormat format, int jpegShrink, int frames)
    {
        // libjpeg reports damaged entropy data as a warning; other loaders warn about harmless metadata.
        var options = "access=sequential,fail_on=" + (format == ImageFormat.Jpeg ? "warning" : "error");
        if (jpegShrink > 1 && format == ImageFormat.Jpeg)
            options += $",shrink={jpegShrink}";
        if (frames > 1 && format is ImageFormat.Gif or ImageFormat.WebP)
            options += $",n={frames}";
        return options;
    }
}
