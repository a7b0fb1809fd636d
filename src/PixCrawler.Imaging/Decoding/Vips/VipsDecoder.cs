using PixCrawler.Imaging.Formats;

namespace PixCrawler.Imaging.Decoding.Vips;

/// <summary>Decodes with libvips inside this process, on its own threads.</summary>
internal sealed class VipsDecoder : IImageDecoder
{
    private readonly VipsLibrary _vips;
    private readonly DecodeThreads _threads;
    private readonly TimeProvider _time;

    public VipsDecoder(VipsLibrary vips, DecoderOptions options, TimeProvider time)
    {
        _time = time;
        _vips = vips;
        _threads = new DecodeThreads(options.Threads, options.MaxQueuedRequests, EndThread);
    }

    public string Description => $"libvips {_vips.Version}";

    public bool CanDecode(ImageFormat format) => LoaderOf(format) is not null;

    public async Task<DecodeOutcome> DecodeAsync(ReadOnlyMemory<byte> bytes, DecodeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.MaxFrames, 1);
        var loader = LoaderOf(request.Format) ?? throw new ArgumentException($"{Description} does not decode {request.Format}.", nameof(request));
        return await _threads.RunAsync(() => Decode(bytes, loader, request, cancellationToken), cancellationToken);
    }

    public void Dispose() => _threads.Dispose();

    private DecodeOutcome Decode(ReadOnlyMemory<byte> bytes, string loader, DecodeRequest request, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(request.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return VipsDecode.Run(_vips, bytes, loader, OptionsOf(request), either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return DecodeOutcome.TookTooLong(request.Timeout);
        }
    }

    private unsafe void EndThread() => _vips.ThreadShutdown();

    private static string? LoaderOf(ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => "jpegload_buffer",
        ImageFormat.Png => "pngload_buffer",
        ImageFormat.Gif => "gifload_buffer",
        ImageFormat.WebP => "webpload_buffer",
        ImageFormat.Tiff => "tiffload_buffer",
        ImageFormat.Avif or ImageFormat.Heif => "heifload_buffer",
        _ => null,
    };

    private static string OptionsOf(DecodeRequest request)
    {
        // libjpeg reports damaged entropy data as a warning; other loaders warn about harmless metadata.
        var options = "access=sequential,fail_on=" + (request.Format == ImageFormat.Jpeg ? "warning" : "error");
        if (request.Scale == DecodeScale.Reduced && request.Format == ImageFormat.Jpeg)
            options += ",shrink=8";
        if (request.MaxFrames > 1 && request.Format is ImageFormat.Gif or ImageFormat.WebP)
            options += $",n={request.MaxFrames}";
        return options;
    }
}
