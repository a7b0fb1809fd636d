using PixCrawler.Imaging.Decoding.Turbo;
using PixCrawler.Imaging.Decoding.Vips;
using PixCrawler.Imaging.Formats;
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
        var loader = VipsLoaders.Require(request, "libvips");
        using var pin = bytes.Pin();
        using var source = new VipsSource(vips, loader, pin.Pointer, bytes.Length, request);
        var outcome = DecodeJpeg(bytes.Span, request) ?? VipsDecode.Run(vips, source, request, cancellationToken);
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
