namespace PixCrawler.Net.Sources;

/// <summary>Reads lines as bytes, one at a time, in a buffer that never grows beyond the longest line allowed.</summary>
internal sealed class LineReader(Stream stream, int maxLineBytes)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>The number of the line that was read, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The line without its ending; valid until the next one is read. Empty where it was too long.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Whether the line was longer than allowed and is passed over.</summary>
    public bool TooLong { get; private set; }

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        Line = default;
        TooLong = false;
        var searched = 0;
        while (true)
        {
            var index = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (index >= 0)
                return Take(searched + index, 1);
            searched = _end - _start;
            if (_ended)
                return (searched > 0 || TooLong) && Take(searched, 0);
            if (searched > maxLineBytes + 1)
            {
                TooLong = true;
                _start = _end;
                searched = 0;
            }

            await FillAsync(cancellationToken);
        }
    }

    private bool Take(int length, int ending)
    {
        var line = _buffer.AsMemory(_start, length);
        if (line.Span.EndsWith("\r"u8))
            line = line[..^1];
        TooLong |= line.Length > maxLineBytes;
        Line = TooLong ? default : line;
        _start += length + ending;
        Number++;
        return true;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        _ended = read == 0;
    }
}
