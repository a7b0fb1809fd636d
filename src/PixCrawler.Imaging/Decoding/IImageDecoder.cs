using PixCrawler.Imaging.Formats;

namespace PixCrawler.Imaging.Decoding;

/// <summary>
/// Decodes untrusted images. Callers inspect first: a decoder may rely on the limits having been kept. Requests and
/// outcomes are plain data, so an implementation may run in another process.
/// </summary>
public interface IImageDecoder : IDisposable
{
    /// <summary>The decoder's name and version, for logs.</summary>
    string Description { get; }

    /// <summary>Whether this decoder can decode the format.</summary>
    bool CanDecode(ImageFormat format);

    /// <summary>Decodes every pixel and forgets them.</summary>
    /// <param name="bytes">The whole file. It must not change until the task has ended; the task ends only when the decoder has let go of it.</param>
    /// <param name="request">What to decode.</param>
    /// <param name="cancellationToken">Takes a waiting request out of the queue, or stops a running one at the next strip of rows.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The decoder was disposed before the request was begun.</exception>
    Task<DecodeOutcome> DecodeAsync(ReadOnlyMemory<byte> bytes, DecodeRequest request, CancellationToken cancellationToken);
}
