using System.Text.Json;

namespace PixCrawler.Net.Sources;

/// <summary>Reads the elements of one JSON array as bytes, one at a time, holding no more than one of them.</summary>
internal sealed class JsonArrayReader(Stream stream, int maxElementBytes)
{
    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly SlidingBuffer _buffer = new(stream);
    private JsonReaderState _state = new(Lenient);

    private enum Step
    {
        MoreData,
        Opened,
        Element,
        End,
    }

    /// <summary>The element that was read; valid until the next one is.</summary>
    public ReadOnlyMemory<byte> Element { get; private set; }

    /// <summary>Reads up to the array's opening bracket.</summary>
    /// <exception cref="JsonException">There is something else.</exception>
    public async ValueTask<bool> OpenAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (Advance(inArray: false))
            {
                case Step.Opened:
                    return true;
                case Step.End:
                    return false;
                default:
                    await _buffer.FillAsync(cancellationToken);
                    break;
            }
        }
    }

    /// <summary>Reads the next element.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="JsonException">The text is no JSON from here on, or the element is too long.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (Advance(inArray: true))
            {
                case Step.Element:
                    return true;
                case Step.End:
                    return false;
                default:
                    if (_buffer.Unused.Length > maxElementBytes)
                        throw new JsonException($"an element is longer than {maxElementBytes:N0} bytes");
                    await _buffer.FillAsync(cancellationToken);
                    break;
            }
        }
    }

    private Step Advance(bool inArray)
    {
        // Blank input is an empty list, which is said better than "invalid JSON".
        if (!inArray && _buffer.IsAtEnd && _buffer.Unused.Span.Trim(" \t\r\n"u8).IsEmpty)
            return Step.End;
        if (!inArray && !_buffer.IsAtEnd && _buffer.Unused.IsEmpty)
            return Step.MoreData;
        var reader = new Utf8JsonReader(_buffer.Unused.Span, _buffer.IsAtEnd, _state);
        if (!reader.Read())
            return Step.MoreData;
        if (!inArray)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
                throw new JsonException("the text is not an array");
            Consume(reader);
            return Step.Opened;
        }

        if (reader.TokenType == JsonTokenType.EndArray)
            return Step.End;
        var from = (int)reader.TokenStartIndex;
        if (!reader.TrySkip())
            return Step.MoreData;
        var length = (int)reader.BytesConsumed - from;
        if (length > maxElementBytes)
            throw new JsonException($"an element is longer than {maxElementBytes:N0} bytes");
        Element = _buffer.Unused.Slice(from, length);
        Consume(reader);
        return Step.Element;
    }

    private void Consume(in Utf8JsonReader reader)
    {
        _buffer.Use((int)reader.BytesConsumed);
        _state = reader.CurrentState;
    }
}
