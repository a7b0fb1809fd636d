using PixCrawler.Imaging.Pixels;

namespace PixCrawler.Imaging.Decoding.Vips;

/// <summary>One decode by libvips, start to end, on one thread. What it opens it releases.</summary>
internal static unsafe class VipsDecode
{
    private const int StripBytes = 256 * 1024;
    private const int Words = 2;
    private const int Cmyk = 15;

    /// <summary>The number of libvips' band format of 8 bits.</summary>
    public const int Bytes = 0;

    /// <exception cref="OperationCanceledException">The token was cancelled while it ran.</exception>
    public static DecodeOutcome Run(VipsLibrary vips, VipsSource source, DecodeRequest request, CancellationToken cancellationToken)
    {
        var image = source.OpenToDecode();
        if (image != 0 && vips.ImageFormat(image) == Words)
            image = source.Operations.Apply("msb", image, "");
        if (image == 0)
            return DecodeOutcome.Refused(Error(vips));
        try
        {
            var decoded = Describe(vips, image);
            var accumulator = vips.ImageFormat(image) == Bytes
                ? new PixelAccumulator(decoded.Width, decoded.Height, decoded.Bands, LayoutOf(vips, image, decoded), request.Scale == DecodeScale.Full)
                : null;
            if (!ReadAll(vips, image, decoded, accumulator, source.Resampler, cancellationToken))
                return DecodeOutcome.Refused(Error(vips));
            return DecodeOutcome.Decoded(decoded with
            {
                Measures = accumulator?.Measure(),
                Hashes = request.Hash ? accumulator?.Hash(request.Orientation) : null,
            });
        }
        finally
        {
            vips.ObjectUnref(image);
        }
    }

    public static DecodedImage Describe(VipsLibrary vips, nint image)
    {
        var pageHeight = vips.ImagePageHeight(image);
        return new DecodedImage(vips.ImageWidth(image), pageHeight, vips.ImageHeight(image) / pageHeight, vips.ImageBands(image), vips.ImageHasAlpha(image) != 0);
    }

    public static string Error(VipsLibrary vips) => PrintableLine.Of(vips.TakeError(), "the decoder gave no reason");

    /// <summary>Reads strip after strip, from top to bottom, on this thread: libvips starts none of its own that way.</summary>
    private static bool ReadAll(
        VipsLibrary vips, nint image, DecodedImage decoded, PixelAccumulator? accumulator, Resampler? resampler, CancellationToken cancellationToken)
    {
        var region = vips.RegionNew(image);
        try
        {
            for (int top = 0, rows = decoded.Height * decoded.Frames; top < rows;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                // A strip ends with the first frame, so that what is measured ends there.
                var end = top < decoded.Height ? decoded.Height : rows;
                var height = Math.Min(end - top, Math.Max(1, StripBytes / (decoded.Width * decoded.Bands)));
                nuint length;
                var pixels = vips.RegionFetch(region, 0, top, decoded.Width, height, &length);
                if (pixels == 0)
                    return false;
                if (top < decoded.Height)
                {
                    accumulator?.Add(new ReadOnlySpan<byte>((void*)pixels, (int)length));
                    resampler?.Add(new ReadOnlySpan<byte>((void*)pixels, (int)length));
                }

                vips.Free(pixels);
                top += height;
            }

            return true;
        }
        finally
        {
            vips.ObjectUnref(region);
        }
    }

    private static PixelLayout LayoutOf(VipsLibrary vips, nint image, DecodedImage decoded) => decoded.Bands switch
    {
        1 => PixelLayout.Grey,
        2 => decoded.HasAlpha ? PixelLayout.GreyAlpha : PixelLayout.Grey,
        3 => PixelLayout.Colour,
        _ when vips.ImageInterpretation(image) == Cmyk => PixelLayout.Ink,
        _ => decoded.HasAlpha ? PixelLayout.ColourAlpha : PixelLayout.Colour,
    };
}
