namespace PixCrawler.Imaging.Formats;

/// <summary>Names of the formats: file extensions, media types and the way back from what a server or a URL says.</summary>
public static class FormatExtensions
{
    /// <summary>Whether images of this format can be accepted at all.</summary>
    public static bool IsSupported(this ImageFormat format) => format is >= ImageFormat.Jpeg and <= ImageFormat.Ico;

    /// <summary>The extension, without a dot, that a stored file of this format gets. It always comes from the bytes, never from the URL.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The format is not supported.</exception>
    public static string FileExtension(this ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => "jpg",
        ImageFormat.Png => "png",
        ImageFormat.Gif => "gif",
        ImageFormat.WebP => "webp",
        ImageFormat.Bmp => "bmp",
        ImageFormat.Tiff => "tif",
        ImageFormat.Avif => "avif",
        ImageFormat.Heif => "heic",
        ImageFormat.Ico => "ico",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Only supported image formats have a file extension."),
    };

    /// <summary>The format a Content-Type names; parameters and case are ignored. <see cref="ImageFormat.Unknown"/> where it names none (also for application/octet-stream).</summary>
    public static ImageFormat FromMediaType(string? contentType)
    {
        var text = contentType.AsSpan();
        var end = text.IndexOf(';');
        return (end < 0 ? text : text[..end]).Trim().ToString().ToUpperInvariant() switch
        {
            "IMAGE/JPEG" or "IMAGE/JPG" or "IMAGE/PJPEG" => ImageFormat.Jpeg,
            "IMAGE/PNG" or "IMAGE/X-PNG" or "IMAGE/APNG" or "IMAGE/VND.MOZILLA.APNG" => ImageFormat.Png,
            "IMAGE/GIF" => ImageFormat.Gif,
            "IMAGE/WEBP" => ImageFormat.WebP,
            "IMAGE/BMP" or "IMAGE/X-BMP" or "IMAGE/X-MS-BMP" => ImageFormat.Bmp,
            "IMAGE/TIFF" => ImageFormat.Tiff,
            "IMAGE/AVIF" or "IMAGE/AVIF-SEQUENCE" => ImageFormat.Avif,
            "IMAGE/HEIF" or "IMAGE/HEIC" or "IMAGE/HEIF-SEQUENCE" or "IMAGE/HEIC-SEQUENCE" => ImageFormat.Heif,
            "IMAGE/X-ICON" or "IMAGE/VND.MICROSOFT.ICON" or "IMAGE/ICO" => ImageFormat.Ico,
            "IMAGE/SVG+XML" => ImageFormat.Svg,
            "TEXT/HTML" or "APPLICATION/XHTML+XML" => ImageFormat.Html,
            "TEXT/XML" or "APPLICATION/XML" => ImageFormat.Xml,
            "APPLICATION/PDF" => ImageFormat.Pdf,
            "APPLICATION/POSTSCRIPT" => ImageFormat.PostScript,
            "APPLICATION/ZIP" => ImageFormat.Zip,
            "IMAGE/JXL" => ImageFormat.JpegXl,
            "IMAGE/JP2" => ImageFormat.Jpeg2000,
            _ => ImageFormat.Unknown,
        };
    }

    /// <summary>The format a URL's extension names, with or without its dot, case ignored. <see cref="ImageFormat.Unknown"/> where it names none.</summary>
    public static ImageFormat FromExtension(string? extension) => extension.AsSpan().Trim().TrimStart('.').ToString().ToUpperInvariant() switch
    {
        "JPG" or "JPEG" or "JPE" or "JFIF" => ImageFormat.Jpeg,
        "PNG" or "APNG" => ImageFormat.Png,
        "GIF" => ImageFormat.Gif,
        "WEBP" => ImageFormat.WebP,
        "BMP" or "DIB" => ImageFormat.Bmp,
        "TIF" or "TIFF" => ImageFormat.Tiff,
        "AVIF" or "AVIFS" => ImageFormat.Avif,
        "HEIC" or "HEIF" => ImageFormat.Heif,
        "ICO" or "CUR" => ImageFormat.Ico,
        "SVG" => ImageFormat.Svg,
        "HTML" or "HTM" => ImageFormat.Html,
        "XML" => ImageFormat.Xml,
        "PDF" => ImageFormat.Pdf,
        "PS" or "EPS" => ImageFormat.PostScript,
        "ZIP" => ImageFormat.Zip,
        "EXE" or "DLL" => ImageFormat.Executable,
        "JXL" => ImageFormat.JpegXl,
        "JP2" => ImageFormat.Jpeg2000,
        "PSD" => ImageFormat.Psd,
        _ => ImageFormat.Unknown,
    };
}
