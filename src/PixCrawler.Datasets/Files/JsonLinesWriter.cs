using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PixCrawler.Datasets.Files;

/// <summary>Adds JSON lines to a stream one by one, with a small buffer of its own.</summary>
internal sealed class JsonLinesWriter : IDisposable
{
    private const int WriteBytes = 16 * 1024;

    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _json;

    /// <param name="stream">Where the lines go; disposed with the writer.</param>
    public JsonLinesWriter(Stream stream) =>
        (_stream, _json) = (stream, new Utf8JsonWriter(_buffer, JsonLines.WriterOptions(indented: false)));

    public void Write<T>(T value, JsonTypeInfo<T> type) => Write(json => JsonSerializer.Serialize(json, value, type));

    public void Write(Action<Utf8JsonWriter> line)
    {
        line(_json);
        _json.Flush();
        _json.Reset();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= WriteBytes)
            Empty();
    }

    public void Dispose()
    {
        Empty();
        _json.Dispose();
        _stream.Dispose();
    }

    private void Empty()
    {
        _stream.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }
}
