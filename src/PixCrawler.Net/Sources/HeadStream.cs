namespace PixCrawler.Net.Sources;

/// <summary>A stream whose first bytes can be looked at before it is read; for streams that cannot seek, such as standard input.</summary>
internal sealed class HeadStream : Stream
{
    private readonly Stream _inner;
    private readonly byte[] _head;
    private readonly int _headLength;
    private int _given;

    private HeadStream(Stream inner, byte[] head, int headLength)
    {
        _inner = inner;
        _head = head;
        _headLength = headLength;
    }

    /// <summary>The first bytes: as many as were asked for, or all there are.</summary>
    public ReadOnlySpan<byte> Head => _head.AsSpan(0, _headLength);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static async ValueTask<HeadStream> OpenAsync(Stream inner, int headBytes, CancellationToken cancellationToken)
    {
        var head = new byte[headBytes];
        var length = await inner.ReadAtLeastAsync(head, headBytes, throwOnEndOfStream: false, cancellationToken);
        return new HeadStream(inner, head, length);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var fromHead = TakeHead(buffer.Span);
        return fromHead > 0 ? ValueTask.FromResult(fromHead) : _inner.ReadAsync(buffer, cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var fromHead = TakeHead(buffer.AsSpan(offset, count));
        return fromHead > 0 ? fromHead : _inner.Read(buffer, offset, count);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }

    private int TakeHead(Span<byte> into)
    {
        var count = Math.Min(into.Length, _headLength - _given);
        _head.AsSpan(_given, count).CopyTo(into);
        _given += count;
        return count;
    }
}
