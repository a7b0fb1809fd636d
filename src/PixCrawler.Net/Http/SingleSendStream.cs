namespace PixCrawler.Net.Http;

/// <summary>
/// Lets a request leave on one connection only. The handler silently repeats a request when a pooled connection turns out to be
/// closed, up to three times; then a server that hangs up would see more requests than attempts are counted, and no option turns
/// it off. So the repeat is refused here, at the wire, and the attempt fails as it should (failure-semantics B10).
/// </summary>
internal sealed class SingleSendStream(Stream inner) : Stream
{
    private static readonly AsyncLocal<Ticket?> Current = new();

    /// <summary>Marks the calling flow: what it sends from here on is one request. To be called in an async method of its own.</summary>
    public static void BeginRequest() => Current.Value = new Ticket();

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        Current.Value is { } ticket && !ticket.Admits(this)
            ? ValueTask.FromException(new IOException("The connection was closed by the server before it answered."))
            : inner.WriteAsync(buffer, cancellationToken);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private sealed class Ticket
    {
        private SingleSendStream? _connection;

        public bool Admits(SingleSendStream connection) =>
            (Interlocked.CompareExchange(ref _connection, connection, null) ?? connection) == connection;
    }
}
