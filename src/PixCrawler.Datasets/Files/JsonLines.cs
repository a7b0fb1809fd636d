using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PixCrawler.Contracts.Errors;

namespace PixCrawler.Datasets.Files;

/// <summary>Files of one JSON object a line, written and read without holding more than a few lines in memory.</summary>
internal static class JsonLines
{
    private const int WriteBytes = 64 * 1024;

    /// <summary>
    /// These files are never put into HTML, so only what JSON and lines need is escaped (quotes, control characters, U+2028): URLs
    /// stay searchable. Indented for documents; the newline is the same on every system.
    /// </summary>
    public static JsonWriterOptions WriterOptions(bool indented) => new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = indented,
        NewLine = "\n",
    };

    public static void Write<T>(Stream stream, IEnumerable<T> values, JsonTypeInfo<T> type)
    {
        var buffer = new ArrayBufferWriter<byte>(WriteBytes);
        using var json = new Utf8JsonWriter(buffer, WriterOptions(indented: false));
        foreach (var value in values)
        {
            JsonSerializer.Serialize(json, value, type);
            json.Flush();
            json.Reset();
            buffer.Write("\n"u8);
            if (buffer.WrittenCount < WriteBytes)
                continue;
            stream.Write(buffer.WrittenSpan);
            buffer.ResetWrittenCount();
        }

        stream.Write(buffer.WrittenSpan);
    }

    /// <exception cref="InfrastructureException">The file is missing, unreadable or damaged.</exception>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        string path, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stream = Open(path);
        await using var values = JsonSerializer
            .DeserializeAsyncEnumerable(stream, type, topLevelValues: true, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(path, values))
            yield return values.Current ?? throw DiskErrors.ToInfrastructure(new JsonException("A line says null."), path);
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception error) when (DiskErrors.IsDiskError(error))
        {
            throw DiskErrors.ToInfrastructure(error, path);
        }
    }

    private static async ValueTask<bool> MoveNextAsync<T>(string path, IAsyncEnumerator<T> values)
    {
        try
        {
            return await values.MoveNextAsync();
        }
        catch (Exception error) when (DiskErrors.IsDiskError(error))
        {
            throw DiskErrors.ToInfrastructure(error, path);
        }
    }
}
