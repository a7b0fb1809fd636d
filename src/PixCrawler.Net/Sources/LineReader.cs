namespace PixCrawler.Net.Sources;

/// <summary>Reads lines as bytes, one at a time, in a buffer that never grows beyond the longest line allowed.</summary>
internal sealed class LineReader(Stream stream, int maxLineBytes)
{
    private readonly SlidingBuffer _buffer = new(stream);

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
            var index = _buffer.Unused.Span[searched..].IndexOf((byte)'\n');
            if (index >= 0)
                return Take(searched + index, 1);
            searched = _buffer.Unused.Length;
            if (_buffer.IsAtEnd)
                return (searched > 0 || TooLong) && Take(searched, 0);
            if (searched > maxLineBytes + 1)
            {
                TooLong = true;
                _buffer.Use(searched);
                searched = 0;
            }

            await _buffer.FillAsync(cancellationToken);
        }
    }

    private bool Take(int length, int ending)
    {
        var line = _buffer.Unused[..length];
        if (line.Span.EndsWith("\r"u8))
            line = line[..^1];
        TooLong |= line.Length > maxLineBytes;
        Line = TooLong ? default : line;
        _buffer.Use(length + ending);
        Number++;
        return true;
    }
}
