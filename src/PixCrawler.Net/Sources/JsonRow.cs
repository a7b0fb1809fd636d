using System.Text.Json;
using PixCrawler.Contracts.Sources;

namespace PixCrawler.Net.Sources;

/// <summary>Turns one JSON value (a string, or an object with a URL property) into a row.</summary>
internal static class JsonRow
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static ListRow Parse(UrlListSource source, ReadOnlyMemory<byte> json, long number)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            return From(source, document.RootElement, number);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string with a lone surrogate, which JSON can write and UTF-16 cannot.
            return Bad(number, "the row is not valid JSON");
        }
    }

    private static ListRow From(UrlListSource source, JsonElement value, long number)
    {
        if (value.ValueKind == JsonValueKind.String)
            return Text(value) is { } plain ? new ListRow(new Candidate(plain, number)) : Bad(number, "the row has no URL");
        if (value.ValueKind != JsonValueKind.Object)
            return Bad(number, "the row is neither a JSON object nor a string");

        var url = Property(value, source.UrlColumn);
        if (url is not { Value.ValueKind: JsonValueKind.String } || Text(url.Value.Value) is not { } address)
            return Bad(number, $"the row has no URL in its property '{source.UrlColumn}'");
        var caption = Property(value, source.CaptionColumn);
        var key = Property(value, source.KeyColumn);
        return new ListRow(new Candidate(
            address, number, caption is null ? null : Text(caption.Value.Value), key is null ? null : Text(key.Value.Value),
            Extra(source, value, [url.Value.Name, caption?.Name, key?.Name])));
    }

    private static Dictionary<string, string>? Extra(UrlListSource source, JsonElement value, ReadOnlySpan<string?> known)
    {
        if (source.ExtraColumns.Count == 0)
            return null;
        Dictionary<string, string>? extra = null;
        foreach (var property in value.EnumerateObject())
        {
            if (!known.Contains(property.Name) && ListColumns.IsExtra(source, property.Name) && Text(property.Value) is { } text)
                (extra ??= [])[property.Name] = text;
        }

        return extra;
    }

    private static JsonProperty? Property(JsonElement value, string name)
    {
        JsonProperty? otherwise = null;
        foreach (var property in value.EnumerateObject())
        {
            if (property.NameEquals(name))
                return property;
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                otherwise ??= property;
        }

        return otherwise;
    }

    /// <summary>Text as it is, everything else as its JSON text; null for null and blanks.</summary>
    private static string? Text(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            _ => value.GetRawText(),
        };
        return text?.Trim() is { Length: > 0 } trimmed ? trimmed : null;
    }

    private static ListRow Bad(long number, string problem) => new(new BadRow(number, problem));
}
