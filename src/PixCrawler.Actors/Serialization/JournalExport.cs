using System.Buffers;
using System.Globalization;
using System.Runtime.Serialization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PixCrawler.Actors.Serialization;

/// <summary>An event that was exported.</summary>
/// <param name="PersistenceId">Whose event.</param>
/// <param name="SequenceNr">Its sequence number.</param>
/// <param name="Manifest">The manifest it was stored with.</param>
/// <param name="Time">When it was stored, UTC.</param>
/// <param name="Event">The event, as this version knows it.</param>
public sealed record ExportedEvent(string PersistenceId, long SequenceNr, string Manifest, DateTime Time, object Event);

/// <summary>A journal as text, one JSON object per event and line: for people, for backups and for the tests of later versions.</summary>
public static class JournalExport
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one line. The event goes into it byte for byte, also when this version does not know its manifest.</summary>
    /// <param name="persistenceId">Whose event.</param>
    /// <param name="sequenceNr">Its sequence number.</param>
    /// <param name="manifest">The manifest it is stored with.</param>
    /// <param name="time">When it was stored, UTC.</param>
    /// <param name="payload">The event as it is stored, JSON.</param>
    /// <returns>The line, without its end.</returns>
    public static string Line(string persistenceId, long sequenceNr, string manifest, DateTime time, ReadOnlySpan<byte> payload)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            json.WriteString("persistenceId", persistenceId);
            json.WriteNumber("sequenceNr", sequenceNr);
            json.WriteString("manifest", manifest);
            json.WriteString("time", time);
            json.WritePropertyName("event");
            json.WriteRawValue(payload);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>Reads one line.</summary>
    /// <param name="line">The line.</param>
    /// <returns>The event.</returns>
    /// <exception cref="SerializationException">It is no such line, or this version cannot read the event.</exception>
    public static ExportedEvent Parse(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var manifest = root.GetProperty("manifest").GetString()!;
            return new ExportedEvent(
                root.GetProperty("persistenceId").GetString()!,
                root.GetProperty("sequenceNr").GetInt64(),
                manifest,
                DateTime.Parse(root.GetProperty("time").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
                PixCrawlerSerializer.Manifests.Read(Encoding.UTF8.GetBytes(root.GetProperty("event").GetRawText()), manifest));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new SerializationException($"This line is not one of an exported journal: {error.Message}", error);
        }
    }
}
