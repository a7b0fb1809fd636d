using System.Buffers;

namespace PixCrawler.Net.Downloads;

/// <summary>A body that was fetched, in a pooled buffer that is paid for from the byte budget until it is given back.</summary>
public sealed class Download : IDisposable
{
    private readonly byte[]? _pooled;
    private readonly ByteLease? _lease;
    private int _ended;

    /// <summary>Creates a download over memory of the caller's own, outside pool and budget.</summary>
    /// <param name="body">The bytes.</param>
    /// <param name="httpStatus">The status code, 200 to 299.</param>
    /// <param name="finalUrl">Where redirects ended; null when there were none.</param>
    /// <param name="contentType">The declared media type, if any.</param>
    /// <param name="attempts">The number of the attempt that succeeded, from 1.</param>
    public Download(ReadOnlyMemory<byte> body, int httpStatus = 200, string? finalUrl = null, string? contentType = null, int attempts = 1)
    {
        Body = body;
        HttpStatus = httpStatus;
        FinalUrl = finalUrl;
        ContentType = contentType;
        Attempts = attempts;
    }

    internal Download(byte[] pooled, int length, ByteLease lease, int httpStatus, string? finalUrl, string? contentType, int attempts)
        : this(pooled.AsMemory(0, length), httpStatus, finalUrl, contentType, attempts)
    {
        _pooled = pooled;
        _lease = lease;
    }

    /// <summary>The bytes, as they came. Not to be touched after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>The status code of the answer, 200 to 299.</summary>
    public int HttpStatus { get; }

    /// <summary>Where redirects ended, with secrets in its query blotted out; null when there were no redirects.</summary>
    public string? FinalUrl { get; }

    /// <summary>The media type the server declared, for example <c>image/jpeg</c>; null when it declared none. Not to be trusted.</summary>
    public string? ContentType { get; }

    /// <summary>The number of the attempt that succeeded, from 1.</summary>
    public int Attempts { get; }

    /// <summary>Gives the buffer back to the pool and its bytes back to the budget. Doing it again changes nothing.</summary>
    public void Dispose()
    {
        if (End() && _pooled is not null)
            ArrayPool<byte>.Shared.Return(_pooled);
    }

    /// <summary>
    /// Gives the bytes back to the budget but leaves the buffer to the garbage collector: for when a reader may still hold it
    /// (a decode that was given up on).
    /// </summary>
    public void Abandon() => End();

    private bool End()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return false;
        Body = default;
        _lease?.Dispose();
        return true;
    }
}
