using System.Buffers;
using System.Runtime.InteropServices;

namespace PixCrawler.Imaging.Decoding.Turbo;

/// <summary>The pixels of a JPEG, grey or red, green and blue, in memory that goes back to its pool when they are disposed; or why there are none.</summary>
internal sealed unsafe class TurboPixels : IDisposable
{
    private const int ColourFormat = 0, GreyFormat = 6;
    private const int ColourSpaceGrey = 2, ColourSpaceLastOfThree = 2;
    private const int StopOnWarning = 8192, AccurateDct = 4096;

    /// <summary>Larger ones are decoded by libvips, strip by strip.</summary>
    private const long MaxPixelBytes = 64 * 1024 * 1024;

    private readonly byte[] _memory;

    private TurboPixels((int Width, int Height) full, int shrink, int bands)
    {
        (FullWidth, FullHeight, Bands) = (full.Width, full.Height, bands);
        (Width, Height) = (Divide(full.Width, shrink), Divide(full.Height, shrink));
        _memory = (long)Width * Height * bands <= MaxPixelBytes ? ArrayPool<byte>.Shared.Rent(Width * Height * bands) : [];
    }

    /// <summary>The image's own width.</summary>
    public int FullWidth { get; }

    /// <summary>The image's own height.</summary>
    public int FullHeight { get; }

    /// <summary>Pixels of a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Bytes of a pixel: 1 or 3.</summary>
    public int Bands { get; }

    /// <summary>Why there are none, or null.</summary>
    public string? Error { get; private set; }

    /// <summary>Row after row, without gaps.</summary>
    public ReadOnlySpan<byte> All => _memory.AsSpan(0, Width * Height * Bands);

    /// <summary>Decodes, or leaves it to libvips: CMYK, 12 bits, what is too large, what has no header.</summary>
    /// <param name="turbo">The library.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="shrink">By how much it is divided while it is decoded: 1, 2, 4 or 8.</param>
    /// <returns>The pixels, or null when this is not for libjpeg-turbo.</returns>
    public static TurboPixels? Read(TurboLibrary turbo, ReadOnlySpan<byte> bytes, int shrink)
    {
        var handle = turbo.Begin();
        if (handle == 0)
            return null;
        try
        {
            fixed (byte* start = bytes)
            {
                int width, height, sampling, colourSpace;
                if (turbo.ReadHeader(handle, start, (nuint)bytes.Length, &width, &height, &sampling, &colourSpace) != 0 || colourSpace > ColourSpaceLastOfThree)
                    return null;
                var pixels = new TurboPixels((width, height), shrink, colourSpace == ColourSpaceGrey ? 1 : 3);
                if (pixels._memory.Length == 0)
                    return null;
                pixels.Decode(turbo, handle, start, bytes.Length);
                return pixels;
            }
        }
        finally
        {
            _ = turbo.End(handle);
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_memory);

    private void Decode(TurboLibrary turbo, nint handle, byte* start, int length)
    {
        fixed (byte* target = _memory)
        {
            var format = Bands == 1 ? GreyFormat : ColourFormat;
            if (turbo.Decompress(handle, start, (nuint)length, target, Width, Width * Bands, Height, format, StopOnWarning | AccurateDct) != 0)
                Error = PrintableLine.Of(Marshal.PtrToStringUTF8(turbo.ErrorText(handle)), "the decoder gave no reason");
        }
    }

    private static int Divide(int value, int by) => (value + by - 1) / by;
}
