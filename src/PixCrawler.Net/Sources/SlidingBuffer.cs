namespace PixCrawler.Net.Sources;

/// <summary>What was read from a stream and not used yet, in one piece; grows only when all of it is needed at once.</summary>
internal sealed class SlidingBuffer(Stream stream)
{
    private byte[] _bytes = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>What was not used yet; valid until more is read.</summary>
    public ReadOnlyMemory<byte> Unused => _bytes.AsMemory(_start, _end - _start);

    /// <summary>Whether the stream has nothing more.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Marks the first bytes as used.</summary>
    public void Use(int count) => _start += count;

    /// <summary>Reads more behind what was not used yet.</summary>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            _end -= _start;
            _start = 0;
        }

        if (_end == _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        var read = await stream.ReadAsync(_bytes.AsMemory(_end), cancellationToken);
        _end += read;
        IsAtEnd = read == 0;
    }
}
