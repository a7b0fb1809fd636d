using PixCrawler.Imaging.Pixels;

namespace PixCrawler.Imaging.Decoding.Turbo;

/// <summary>One decode of a JPEG by libjpeg-turbo, start to end, on one thread.</summary>
internal static class TurboDecode
{
    /// <summary>Decodes, measures and hashes.</summary>
    /// <returns>The outcome, or null when this is not for libjpeg-turbo.</returns>
    public static DecodeOutcome? Run(TurboLibrary turbo, ReadOnlySpan<byte> bytes, DecodeRequest request)
    {
        using var pixels = TurboPixels.Read(turbo, bytes, request.Shrink);
        if (pixels is null)
            return null;
        if (pixels.Error is { } error)
            return DecodeOutcome.Refused(error);
        var (width, height, bands) = (pixels.Width, pixels.Height, pixels.Bands);
        var grid = new GreyGrid(pixels.FullWidth, pixels.FullHeight, request.Shrink);
        var accumulator = new PixelAccumulator(width, height, bands, bands == 1 ? PixelLayout.Grey : PixelLayout.Colour, request.Scale == DecodeScale.Full, grid);
        accumulator.Add(pixels.All);
        return DecodeOutcome.Decoded(new DecodedImage(width, height, 1, bands, false)
        {
            Measures = accumulator.Measure(),
            Hashes = request.Hash ? accumulator.Hash(request.Orientation) : null,
        });
    }
}
