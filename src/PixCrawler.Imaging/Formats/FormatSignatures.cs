using System.Text;

namespace PixCrawler.Imaging.Formats;

/// <summary>Tells formats by their first bytes.</summary>
internal static class FormatSignatures
{
    private const int TextWindowBytes = 1024;

    public static ImageFormat Recognise(ReadOnlySpan<byte> bytes) =>
        Image(bytes) is var image and not ImageFormat.Unknown ? image
        : Binary(bytes) is var binary and not ImageFormat.Unknown ? binary
        : Text(bytes);

    /// <summary>What a file hidden behind an image's end marker would run or open as; <see cref="ImageFormat.Unknown"/> for padding and unknown data.</summary>
    public static ImageFormat Hidden(ReadOnlySpan<byte> trailing)
    {
        if (trailing.IndexOf("PK\x03\x04"u8) >= 0 || trailing.IndexOf("PK\x05\x06"u8) >= 0)
            return ImageFormat.Zip;
        if (trailing.IndexOf("%PDF-"u8) >= 0)
            return ImageFormat.Pdf;
        if (Binary(trailing) is var binary and not ImageFormat.Unknown)
            return binary;
        for (var rest = trailing; ;)
        {
            var at = rest.IndexOf((byte)'<');
            if (at < 0)
                return ImageFormat.Unknown;
            rest = rest[at..];
            if (Markup(rest) is var markup and not ImageFormat.Unknown)
                return markup;
            rest = rest[1..];
        }
    }

    private static ImageFormat Image(ReadOnlySpan<byte> b)
    {
        if (b.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) && (b.Length == 2 || b[2] == 0xFF))
            return ImageFormat.Jpeg;
        if (b.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]))
            return ImageFormat.Png;
        if (b.StartsWith("GIF87a"u8) || b.StartsWith("GIF89a"u8))
            return ImageFormat.Gif;
        if (b.Length >= 12 && b.StartsWith("RIFF"u8) && b[8..].StartsWith("WEBP"u8))
            return ImageFormat.WebP;
        if (b.StartsWith("BM"u8) && b.Length >= 6)
            return ImageFormat.Bmp;
        if (b.StartsWith("II*\0"u8) || b.StartsWith("MM\0*"u8) || b.StartsWith("II+\0"u8) || b.StartsWith("MM\0+"u8))
            return ImageFormat.Tiff;
        if (b.Length >= 6 && b[0] == 0 && b[1] == 0 && b[2] is 1 or 2 && b[3] == 0 && (b[4] | b[5]) != 0)
            return ImageFormat.Ico;
        return b.Length >= 12 && b[4..].StartsWith("ftyp"u8) ? Brand(b) : ImageFormat.Unknown;
    }

    private static ImageFormat Brand(ReadOnlySpan<byte> b)
    {
        var end = (int)Math.Min(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(b), (uint)Math.Min(b.Length, 256));
        var heif = false;
        for (var at = 8; at + 4 <= Math.Max(end, 12); at += at == 8 ? 8 : 4)
        {
            var brand = b.Slice(at, 4);
            if (brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8))
                return ImageFormat.Avif;
            heif |= brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8);
        }

        return heif ? ImageFormat.Heif : ImageFormat.Video;
    }

    private static ImageFormat Binary(ReadOnlySpan<byte> b)
    {
        if (b.StartsWith("%PDF-"u8))
            return ImageFormat.Pdf;
        if (b.StartsWith("%!PS"u8) || b.StartsWith((ReadOnlySpan<byte>)[0xC5, 0xD0, 0xD3, 0xC6]))
            return ImageFormat.PostScript;
        if (b.StartsWith("PK\x03\x04"u8) || b.StartsWith("PK\x05\x06"u8))
            return ImageFormat.Zip;
        if (b.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) || b.StartsWith("Rar!\x1A"u8) || b.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF])
            || b.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]) || b.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z']))
            return ImageFormat.Archive;
        if (b.StartsWith("MZ"u8) || b.StartsWith("\x7F"u8) && b[1..].StartsWith("ELF"u8)
            || b.StartsWith((ReadOnlySpan<byte>)[0xCF, 0xFA, 0xED, 0xFE]) || b.StartsWith((ReadOnlySpan<byte>)[0xCA, 0xFE, 0xBA, 0xBE]))
            return ImageFormat.Executable;
        if (b.StartsWith("#!"u8))
            return ImageFormat.Script;
        if (b.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) || b.StartsWith("FLV\x01"u8))
            return ImageFormat.Video;
        if (b.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x0A]) || b.StartsWith("\0\0\0\x0CJXL "u8))
            return ImageFormat.JpegXl;
        if (b.StartsWith("\0\0\0\x0CjP  "u8) || b.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51]))
            return ImageFormat.Jpeg2000;
        return b.StartsWith("8BPS"u8) ? ImageFormat.Psd : ImageFormat.Unknown;
    }

    private static ImageFormat Text(ReadOnlySpan<byte> bytes)
    {
        var text = bytes[..Math.Min(bytes.Length, TextWindowBytes)];
        if (text.StartsWith(Encoding.UTF8.Preamble))
            text = text[3..];
        text = text.TrimStart(" \t\r\n\0"u8);
        if (!StartsWith(text, "<?xml"u8) && !StartsWith(text, "<!--"u8) && !StartsWith(text, "<!doctype"u8))
            return Markup(text);
        for (var rest = text[1..]; ;)
        {
            var at = rest.IndexOf((byte)'<');
            if (at < 0)
                return StartsWith(text, "<?xml"u8) ? ImageFormat.Xml : ImageFormat.Html;
            rest = rest[at..];
            if (Markup(rest) is var markup and not ImageFormat.Unknown)
                return markup;
            rest = rest[1..];
        }
    }

    private static ImageFormat Markup(ReadOnlySpan<byte> text)
    {
        if (StartsWith(text, "<svg"u8) || StartsWith(text, "<!doctype svg"u8))
            return ImageFormat.Svg;
        if (StartsWith(text, "<?php"u8))
            return ImageFormat.Script;
        return StartsWith(text, "<!doctype html"u8) || StartsWith(text, "<html"u8) || StartsWith(text, "<head"u8)
            || StartsWith(text, "<body"u8) || StartsWith(text, "<script"u8) || StartsWith(text, "<iframe"u8)
            ? ImageFormat.Html
            : ImageFormat.Unknown;
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lowerCase) =>
        text.Length >= lowerCase.Length && Ascii.EqualsIgnoreCase(text[..lowerCase.Length], lowerCase);
}
