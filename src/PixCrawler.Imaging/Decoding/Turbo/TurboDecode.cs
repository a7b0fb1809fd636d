using System.Buffers;
using System.Runtime.InteropServices;
using PixCrawler.Imaging.Pixels;

namespace PixCrawler.Imaging.Decoding.Turbo;

/// <summary>One decode of a JPEG by libjpeg-turbo, start to end, on one thread.</summary>
internal static unsafe class TurboDecode
{
    private const int ColourFormat = 0, GreyFormat = 6;
    private const int ColourSpaceGrey = 2, ColourSpaceLastOfThree = 2;
    private const int StopOnWarning = 8192, AccurateDct = 4096;

    /// <summary>Larger ones are decoded by libvips, strip by strip.</summary>
    private const long MaxPixelBytes = 64 * 1024 * 1024;

    /// <summary>Decodes, or leaves it to libvips: CMYK, 12 bits, what is too large, what has no header.</summary>
    /// <returns>The outcome, or null when this is not for libjpeg-turbo.</returns>
    public static DecodeOutcome? Run(TurboLibrary turbo, ReadOnlySpan<byte> bytes, DecodeRequest request)
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
                var bands = colourSpace == ColourSpaceGrey ? 1 : 3;
                var grid = new GreyGrid(width, height, request.Shrink);
                (width, height) = (Divide(width, request.Shrink), Divide(height, request.Shrink));
                return (long)width * height * bands <= MaxPixelBytes ? Decode(turbo, handle, start, bytes.Length, (width, height, bands), grid, request) : null;
            }
        }
        finally
        {
            _ = turbo.End(handle);
        }
    }

    private static DecodeOutcome Decode(
        TurboLibrary turbo, nint handle, byte* start, int length, (int Width, int Height, int Bands) size, GreyGrid grid, DecodeRequest request)
    {
        var (width, height, bands) = size;
        var pixels = ArrayPool<byte>.Shared.Rent(width * height * bands);
        try
        {
            int failed;
            fixed (byte* target = pixels)
            {
                failed = turbo.Decompress(
                    handle, start, (nuint)length, target, width, width * bands, height, bands == 1 ? GreyFormat : ColourFormat, StopOnWarning | AccurateDct);
            }

            if (failed != 0)
                return DecodeOutcome.Refused(PrintableLine.Of(Marshal.PtrToStringUTF8(turbo.ErrorText(handle)), "the decoder gave no reason"));
            var accumulator = new PixelAccumulator(width, height, bands, bands == 1 ? PixelLayout.Grey : PixelLayout.Colour, request.Scale == DecodeScale.Full, grid);
            accumulator.Add(pixels.AsSpan(0, width * height * bands));
            return DecodeOutcome.Decoded(new DecodedImage(width, height, 1, bands, false)
            {
                Measures = accumulator.Measure(),
                Hashes = request.Hash ? accumulator.Hash(request.Orientation) : null,
            });
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pixels);
        }
    }

    private static int Divide(int value, int by) => (value + by - 1) / by;
}
