using System.Buffers.Binary;
using System.Globalization;

namespace PixCrawler.Imaging.Decoding.Bitmaps;

/// <summary>
/// Decodes Windows bitmaps, also those of icons. libvips has no safe loader for them, and there is nothing to them: pixels of 1 to 32 bits as they are,
/// or runs of them.
/// </summary>
internal sealed class Bitmap
{
    private const int FileHeaderBytes = 14, Opaque = 255;

    private readonly BitmapHeader _header;

    private Bitmap(BitmapHeader header, int bands)
    {
        (_header, Bands) = (header, bands);
        Pixels = new byte[header.Width * header.Height * bands];
    }

    /// <summary>Pixels of a row.</summary>
    public int Width => _header.Width;

    /// <summary>Rows.</summary>
    public int Height => _header.Height;

    /// <summary>3: red, green, blue; 4: alpha as well.</summary>
    public int Bands { get; }

    /// <summary>From the upper left corner on, row after row.</summary>
    public byte[] Pixels { get; }

    /// <summary>Decodes a bitmap.</summary>
    /// <param name="bytes">The file; of an icon, the bitmap from its header on.</param>
    /// <param name="isIcon">Whether it is an icon's.</param>
    /// <param name="whyNot">What is wrong with it, for people.</param>
    /// <returns>The bitmap, or null.</returns>
    public static Bitmap? Decode(ReadOnlySpan<byte> bytes, bool isIcon, out string whyNot)
    {
        whyNot = "the header says nothing of known pixels";
        var dib = isIcon ? bytes : bytes.Length < FileHeaderBytes ? [] : bytes[FileHeaderBytes..];
        if (BitmapHeader.Read(dib, isIcon) is not { } header)
            return null;
        var start = isIcon ? header.End : BinaryPrimitives.ReadUInt32LittleEndian(bytes[10..]) - (long)FileHeaderBytes;
        var needed = header.IsRunLength ? 0 : header.Stride * header.Height;
        whyNot = "the pixels are cut";
        if (start < 0 || start + needed > dib.Length)
            return null;
        var bands = isIcon || header.Masks[3] != 0 && header.Bits > 8 ? 4 : 3;
        whyNot = "it is too large";
        if ((long)header.Width * header.Height * bands > Array.MaxLength)
            return null;
        var bitmap = new Bitmap(header, bands);
        var data = dib[(int)start..];
        whyNot = bitmap.Read(data) ?? "";
        if (whyNot.Length > 0)
            return null;
        if (bands == 4 && !bitmap.HasAlpha())
            bitmap.ApplyMask(isIcon ? data[(int)Math.Min(data.Length, needed)..] : []);
        return bitmap;
    }

    private string? Read(ReadOnlySpan<byte> data)
    {
        var highest = 0;
        if (_header.IsRunLength)
        {
            var indices = new byte[Width * Height];
            BitmapRuns.Read(data, indices, Width, nibbles: _header.Bits == 4);
            for (var y = 0; y < Height; y++)
                highest = Math.Max(highest, Look(indices.AsSpan(y * Width, Width), Row(y), 8));
        }
        else
        {
            var wide = _header.Bits is 16 or 32 ? new BitmapChannels(_header.Masks, Bands) : null;
            for (var y = 0; y < Height; y++)
            {
                var row = data.Slice((int)(y * _header.Stride), (int)_header.Stride);
                if (wide is not null)
                    wide.Read(row, _header.Bits, Row(y));
                else if (_header.Bits == 24)
                    Turn(row, Row(y));
                else
                    highest = Math.Max(highest, Look(row, Row(y), _header.Bits));
            }
        }

        var colours = _header.Palette.Length / 3;
        return highest < Math.Max(1, colours) || _header.Bits > 8
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"a pixel has colour {highest} of a palette of {colours}");
    }

    /// <summary>The row that is stored as number y.</summary>
    private Span<byte> Row(int y) => Pixels.AsSpan((_header.IsTopDown ? y : Height - 1 - y) * Width * Bands, Width * Bands);

    /// <summary>Looks colours up in the palette; those it does not have are black.</summary>
    /// <returns>The highest number of a colour.</returns>
    private int Look(ReadOnlySpan<byte> row, Span<byte> target, int bits)
    {
        var (palette, mask, highest) = (_header.Palette, (1 << bits) - 1, 0);
        for (int x = 0, at = 0; at < target.Length; x++, at += Bands)
        {
            var place = x * bits;
            var colour = row[place >> 3] >> (8 - bits - (place & 7)) & mask;
            highest = Math.Max(highest, colour);
            if (colour * 3 < palette.Length)
                palette.AsSpan(colour * 3, 3).CopyTo(target[at..]);
        }

        return highest;
    }

    private void Turn(ReadOnlySpan<byte> row, Span<byte> target)
    {
        for (int from = 0, at = 0; at < target.Length; from += 3, at += Bands)
            (target[at], target[at + 1], target[at + 2]) = (row[from + 2], row[from + 1], row[from]);
    }

    /// <summary>Whether anything is not transparent: where alpha is not used there are zeros.</summary>
    private bool HasAlpha()
    {
        for (var at = 3; at < Pixels.Length && _header.Bits > 8; at += 4)
        {
            if (Pixels[at] != 0)
                return true;
        }

        return false;
    }

    /// <summary>An icon's second bitmap says with one bit a pixel what is not seen; without it everything is.</summary>
    private void ApplyMask(ReadOnlySpan<byte> mask)
    {
        var stride = (Width + 31) / 32 * 4;
        for (var y = 0; y < Height; y++)
        {
            var row = Row(y);
            var bits = (y + 1L) * stride <= mask.Length ? mask.Slice(y * stride, stride) : [];
            for (var x = 0; x < Width; x++)
                row[x * 4 + 3] = !bits.IsEmpty && (bits[x >> 3] >> (7 - (x & 7)) & 1) != 0 ? (byte)0 : (byte)Opaque;
        }
    }
}
