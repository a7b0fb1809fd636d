using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Contracts.Serialization;

/// <summary>A <see cref="Tally"/> as an object of its figures; what is zero is left out.</summary>
public sealed class TallyConverter : JsonConverter<Tally>
{
    /// <inheritdoc/>
    public override Tally Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("a tally is expected");
        int kept = 0, rejected = 0, refused = 0, failed = 0, cancelled = 0, attempts = 0;
        long bytes = 0;
        var reasons = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "kept": kept = reader.GetInt32(); break;
                case "rejected": rejected = reader.GetInt32(); break;
                case "refused": refused = reader.GetInt32(); break;
                case "failed": failed = reader.GetInt32(); break;
                case "cancelled": cancelled = reader.GetInt32(); break;
                case "bytes": bytes = reader.GetInt64(); break;
                case "attempts": attempts = reader.GetInt32(); break;
                case "reasons": ReadReasons(ref reader, reasons); break;
                default: reader.Skip(); break;
            }
        }

        return new Tally(kept, rejected, refused, failed, cancelled, bytes, attempts, reasons.ToImmutable());
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Tally value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        void Figure(string name, long figure)
        {
            if (figure != 0)
                writer.WriteNumber(name, figure);
        }

        writer.WriteStartObject();
        Figure("kept", value.Kept);
        Figure("rejected", value.Rejected);
        Figure("refused", value.Refused);
        Figure("failed", value.Failed);
        Figure("cancelled", value.Cancelled);
        Figure("bytes", value.Bytes);
        Figure("attempts", value.Attempts);
        if (value.Reasons.Count > 0)
        {
            writer.WriteStartObject("reasons");
            foreach (var (reason, count) in value.Reasons)
                writer.WriteNumber(reason, count);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void ReadReasons(ref Utf8JsonReader reader, ImmutableSortedDictionary<string, int>.Builder reasons)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("the counts by reason are expected");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var reason = reader.GetString()!;
            reader.Read();
            reasons[reason] = reader.GetInt32();
        }
    }
}
