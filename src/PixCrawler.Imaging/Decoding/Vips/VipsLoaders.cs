using System.Globalization;
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

    /// <summary>Whether a format can be decoded, by libvips or, those that it has no safe loader for, before it.</summary>
    public static bool CanDecode(ImageFormat format) => format is ImageFormat.Bmp or ImageFormat.Ico || Find(format) is not null;

    public static void Require(DecodeRequest request, string decoder)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.MaxFrames, 1);
        if (!CanDecode(request.Format))
            throw new ArgumentException($"{decoder} does not decode {request.Format}.", nameof(request));
    }

    public static string OptionsOf(DecodeRequest request) =>
        // What a transform is made of as well must be whole.
        OptionsOf(request.Format, request.Transform is null || request.Format == ImageFormat.Jpeg ? request.Shrink : 1, request.MaxFrames);

    /// <param name="format">The format.</param>
    /// <param name="shrink">By how much a JPEG or a WebP is divided while it is decoded.</param>
    /// <param name="frames">Frames of an animation to read, one below the other.</param>
    public static string OptionsOf(ImageFormat format, int shrink, int frames)
    {
        // libjpeg reports damaged entropy data as a warning; other loaders warn about harmless metadata.
        var options = "access=sequential,fail_on=" + (format == ImageFormat.Jpeg ? "warning" : "error");
        if (shrink > 1 && format == ImageFormat.Jpeg)
            options += $",shrink={shrink}";
        if (shrink > 1 && format == ImageFormat.WebP)
            options += string.Create(CultureInfo.InvariantCulture, $",scale={1.0 / shrink}");
        if (frames > 1 && format is ImageFormat.Gif or ImageFormat.WebP)
            options += $",n={frames}";
        return options;
    }
}
