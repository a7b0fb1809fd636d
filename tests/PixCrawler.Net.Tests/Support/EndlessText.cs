using System.Text;

namespace PixCrawler.Net.Tests.Support;

/// <summary>A head and then the same row for ever.</summary>
internal sealed class EndlessText(string head = "", string row = "http://a/1\n") : MemoryStream
{
    private readonly byte[] _row = Encoding.UTF8.GetBytes(row);
    private byte[] _now = Encoding.UTF8.GetBytes(head + row);
    private int _position;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var written = 0;
        while (written < buffer.Length)
        {
            if (_position == _now.Length)
                (_now, _position) = (_row, 0);
            var count = Math.Min(_now.Length - _position, buffer.Length - written);
            _now.AsSpan(_position, count).CopyTo(buffer.Span[written..]);
            _position += count;
            written += count;
        }

        return ValueTask.FromResult(written);
    }
}
