using System.Buffers.Binary;

namespace PixCrawler.Imaging.Decoding.Bitmaps;

/// <summary>The header of a Windows bitmap from BITMAPCOREHEADER to BITMAPV5HEADER, as far as pixels depend on it.</summary>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="IsTopDown">Whether the first row is the uppermost.</param>
/// <param name="Bits">Bits of a pixel.</param>
/// <param name="IsRunLength">Whether pixels are coded as runs.</param>
/// <param name="Masks">Which bits of a pixel of 16 or 32 are red, green, blue and alpha.</param>
/// <param name="Palette">The colours of pixels of 8 bits or less, three bytes each.</param>
/// <param name="End">Where the palette ends.</param>
internal sealed record BitmapHeader(int Width, int Height, bool IsTopDown, int Bits, bool IsRunLength, uint[] Masks, byte[] Palette, int End)
{
    private const int CoreBytes = 12, InfoBytes = 40, WithMasksBytes = 52, WithAlphaMaskBytes = 56;
    private const uint Rgb = 0, Rle8 = 1, Rle4 = 2, BitFields = 3, AlphaBitFields = 6;

    /// <summary>Bytes of a row that is not coded as runs.</summary>
    public long Stride => ((long)Width * Bits + 31) / 32 * 4;

    /// <summary>Reads a header.</summary>
    /// <param name="dib">The bitmap from its header on, without the file's.</param>
    /// <param name="isIcon">Whether it is of an icon: its height counts the mask, too, and 32 bits hold alpha.</param>
    /// <returns>The header, or null when it is none whose pixels are known.</returns>
    public static BitmapHeader? Read(ReadOnlySpan<byte> dib, bool isIcon)
    {
        if (dib.Length < 16 || BinaryPrimitives.ReadUInt32LittleEndian(dib) is var size && (size < CoreBytes || size > dib.Length))
            return null;
        var isCore = size == CoreBytes;
        var (width, height) = isCore ? (Word(dib[4..]), Word(dib[6..])) : (Number(dib[4..]), Number(dib[8..]));
        var (bits, compression) = (Word(dib[(isCore ? 10 : 14)..]), size >= InfoBytes ? (uint)Number(dib[16..]) : Rgb);
        var (isTopDown, rows) = (height < 0, Math.Abs((long)height) / (isIcon ? 2 : 1));
        if (width <= 0 || rows is 0 or > int.MaxValue || !Fits(bits, compression))
            return null;
        var masksInHeader = size >= WithMasksBytes;
        var masks = compression is BitFields or AlphaBitFields ? (size >= WithAlphaMaskBytes || compression == AlphaBitFields ? 4 : 3) : 0;
        var palette = (int)size + (masksInHeader ? 0 : 4 * masks);
        if (palette > dib.Length || 40 + 4 * masks > dib.Length && masks > 0)
            return null;
        var colours = ReadPalette(dib[palette..], bits, size >= InfoBytes ? (uint)Number(dib[32..]) : 0, isCore ? 3 : 4, out var paletteBytes);
        return new BitmapHeader(
            width, (int)rows, isTopDown, bits, compression is Rle8 or Rle4, MasksOf(dib, bits, masks, isIcon), colours, palette + paletteBytes);
    }

    private static bool Fits(int bits, uint compression) => compression switch
    {
        Rgb => bits is 1 or 2 or 4 or 8 or 16 or 24 or 32,
        Rle8 => bits == 8,
        Rle4 => bits == 4,
        BitFields or AlphaBitFields => bits is 16 or 32,
        _ => false,
    };

    private static uint[] MasksOf(ReadOnlySpan<byte> dib, int bits, int count, bool isIcon)
    {
        if (count == 0)
            return bits == 16 ? [0x7C00, 0x03E0, 0x001F, 0] : [0xFF0000, 0xFF00, 0xFF, isIcon ? 0xFF000000 : 0];
        var masks = new uint[4];
        for (var i = 0; i < count; i++)
            masks[i] = (uint)Number(dib[(InfoBytes + 4 * i)..]);
        return masks;
    }

    /// <summary>The palette as red, green, blue; colours that the file leaves out are not in it.</summary>
    private static byte[] ReadPalette(ReadOnlySpan<byte> data, int bits, uint used, int entryBytes, out int bytes)
    {
        bytes = 0;
        if (bits > 8)
            return [];
        var most = 1 << bits;
        var count = Math.Min(used is > 0 and <= 256 ? (int)used : most, data.Length / entryBytes);
        bytes = count * entryBytes;
        var palette = new byte[3 * Math.Min(count, most)];
        for (var (from, to) = (0, 0); to < palette.Length; (from, to) = (from + entryBytes, to + 3))
            (palette[to], palette[to + 1], palette[to + 2]) = (data[from + 2], data[from + 1], data[from]);
        return palette;
    }

    private static int Word(ReadOnlySpan<byte> data) => BinaryPrimitives.ReadUInt16LittleEndian(data);

    private static int Number(ReadOnlySpan<byte> data) => BinaryPrimitives.ReadInt32LittleEndian(data);
}
