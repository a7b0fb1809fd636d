using PixCrawler.Imaging.Decoding.Turbo;
using PixCrawler.Imaging.Decoding.Vips;
using PixCrawler.Imaging.Formats;
using PixCrawler.Imaging.JpegScans;

namespace PixCrawler.Imaging.Decoding;

/// <summary>All that is done to one image's bytes, on one thread and in one go: follow the entropy-coded data, decode, measure, hash, transform.</summary>
internal static class ImageWork
{
    /// <exception cref="OperationCanceledException">The token was cancelled while it ran.</exception>
    public static DecodeOutcome Run(VipsLibrary vips, ReadOnlyMemory<byte> bytes, DecodeRequest request, CancellationToken cancellationToken)
    {
        var loader = VipsLoaders.Require(request, "libvips");
        if (request.Format == ImageFormat.Jpeg && JpegScanCheck.Find(bytes.Span) is { } damage)
            return DecodeOutcome.Damaged(damage);
        cancellationToken.ThrowIfCancellationRequested();
        var outcome = DecodeJpeg(bytes.Span, request) ?? VipsDecode.Run(vips, bytes, loader, request, cancellationToken);
        if (request.Transform is not { } transform || outcome.Image is null)
            return outcome;
        cancellationToken.ThrowIfCancellationRequested();
        return VipsTransform.Run(vips, bytes, loader, request, transform, outcome);
    }

    private static DecodeOutcome? DecodeJpeg(ReadOnlySpan<byte> bytes, DecodeRequest request) =>
        request.Format == ImageFormat.Jpeg && TurboLibrary.Instance is { } turbo ? TurboDecode.Run(turbo, bytes, request) : null;
}
