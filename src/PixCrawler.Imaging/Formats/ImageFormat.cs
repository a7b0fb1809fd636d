namespace PixCrawler.Imaging.Formats;

/// <summary>What a file's first bytes say it is. Formats up to <see cref="Ico"/> are supported images; the kinds after it are recognised so that their refusal can be named.</summary>
public enum ImageFormat
{
    /// <summary>No known signature.</summary>
    Unknown = 0,

    /// <summary>JPEG, ITU-T T.81.</summary>
    Jpeg,

    /// <summary>PNG and APNG, W3C PNG third edition.</summary>
    Png,

    /// <summary>GIF 87a and 89a.</summary>
    Gif,

    /// <summary>WebP, RFC 9649.</summary>
    WebP,

    /// <summary>Windows bitmap.</summary>
    Bmp,

    /// <summary>TIFF 6.0 and BigTIFF.</summary>
    Tiff,

    /// <summary>AVIF in an ISO base media file.</summary>
    Avif,

    /// <summary>HEIF and HEIC in an ISO base media file.</summary>
    Heif,

    /// <summary>Windows icon or cursor.</summary>
    Ico,

    /// <summary>SVG: refused, it can carry scripts and external entities.</summary>
    Svg,

    /// <summary>HTML: refused, most often an error page sent with status 200.</summary>
    Html,

    /// <summary>Other XML: refused.</summary>
    Xml,

    /// <summary>PDF: refused.</summary>
    Pdf,

    /// <summary>PostScript and EPS: refused.</summary>
    PostScript,

    /// <summary>ZIP and what is built on it: refused.</summary>
    Zip,

    /// <summary>gzip, RAR, 7z, zstd, xz: refused.</summary>
    Archive,

    /// <summary>Windows, ELF or Mach-O program: refused.</summary>
    Executable,

    /// <summary>A shell or PHP script: refused.</summary>
    Script,

    /// <summary>MP4, QuickTime, Matroska and other videos: refused.</summary>
    Video,

    /// <summary>JPEG XL: refused, not supported.</summary>
    JpegXl,

    /// <summary>JPEG 2000: refused, not supported.</summary>
    Jpeg2000,

    /// <summary>Photoshop document: refused, not supported.</summary>
    Psd,
}
