using PixCrawler.Imaging.Decoding.Bitmaps;
using PixCrawler.Imaging.Decoding.Turbo;
using PixCrawler.Imaging.Decoding.Vips;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.Inspection;
using PixCrawler.Imaging.JpegScans;

namespace PixCrawler.Imaging.Decoding;

/// <summary>All that is done to one image's bytes, on one thread and in one go: follow the entropy-coded data, decode, measure, hash, transform.</summary>
internal static class ImageWork
{
    /// <summary>The scale at which the means of a JPEG's blocks are its pixels.</summary>
    private const int MeansShrink = 8;

    /// <exception cref="OperationCanceledException">The token was cancelled while it ran.</exception>
    public static unsafe DecodeOutcome Run(VipsLibrary vips, ReadOnlyMemory<byte> bytes, DecodeRequest request, CancellationToken cancellationToken)
    {
        VipsLoaders.Require(request, "libvips");
        if (request.Format is ImageFormat.Bmp or ImageFormat.Ico)
            return RunBitmap(vips, bytes, request, cancellationToken);
        using var pin = bytes.Pin();
        using var source = new VipsSource(vips, pin.Pointer, bytes.Length, request);
        return Run(vips, source, DecodeJpeg(bytes.Span, request), request, cancellationToken);
    }

    /// <summary>A bitmap, or the largest image of an icon: that may be a PNG.</summary>
    private static DecodeOutcome RunBitmap(VipsLibrary vips, ReadOnlyMemory<byte> bytes, DecodeRequest request, CancellationToken cancellationToken)
    {
        var isIcon = request.Format == ImageFormat.Ico;
        var image = isIcon ? IcoWalker.Largest(bytes.Span) : bytes.Span;
        if (isIcon && IcoWalker.IsPng(image))
            return Run(vips, image.ToArray(), request with { Format = ImageFormat.Png }, cancellationToken);
        if (Bitmap.Decode(image, isIcon, out var whyNot) is not { } bitmap)
            return DecodeOutcome.Damaged(whyNot);
        using var source = VipsSource.Of(vips, bitmap, request);
        return Run(vips, source, null, request, cancellationToken);
    }

    private static DecodeOutcome Run(VipsLibrary vips, VipsSource source, DecodeOutcome? decoded, DecodeRequest request, CancellationToken cancellationToken)
    {
        var outcome = decoded ?? VipsDecode.Run(vips, source, request, cancellationToken);
        if (request.Transform is not { } transform || outcome.Image is null)
            return outcome;
        cancellationToken.ThrowIfCancellationRequested();
        return VipsTransform.Run(vips, source, request, transform, outcome);
    }

    private static DecodeOutcome? DecodeJpeg(ReadOnlySpan<byte> bytes, DecodeRequest request)
    {
        if (request.Format != ImageFormat.Jpeg)
            return null;
        if (JpegScanCheck.Find(bytes, out var frame) is { } damage)
            return DecodeOutcome.Damaged(damage);
        if (request.Shrink == MeansShrink && frame is not null && MeansDecode.Run(frame, request) is { } outcome)
            return outcome;
        return TurboLibrary.Instance is { } turbo ? TurboDecode.Run(turbo, bytes, request) : null;
    }
}
