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

    public bool CanDecode(ImageFormat format) => VipsLoaders.CanDecode(format);

    public async Task<DecodeOutcome> DecodeAsync(ReadOnlyMemory<byte> bytes, DecodeRequest request, CancellationToken cancellationToken)
    {
        VipsLoaders.Require(request, Description);
        return await _threads.RunAsync(() => Decode(bytes, request, cancellationToken), cancellationToken);
    }

    public void Dispose() => _threads.Dispose();

    private DecodeOutcome Decode(ReadOnlyMemory<byte> bytes, DecodeRequest request, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(request.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return ImageWork.Run(_vips, bytes, request, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return DecodeOutcome.TookTooLong(request.Timeout);
        }
    }

    private unsafe void EndThread() => _vips.ThreadShutdown();
}
