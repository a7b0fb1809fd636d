using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using PixCrawler.Actors.Observability;
using Serilog.Events;

namespace PixCrawler.Cli.Logs;

/// <summary>One line of a JSON log, as <see cref="JsonLineFormatter"/> writes it.</summary>
internal sealed class LogLine
{
    private readonly JsonElement _properties;

    private LogLine(string text, JsonElement properties, DateTimeOffset time, LogEventLevel level) =>
        (Text, _properties, Time, Level) = (text, properties, time, level);

    /// <summary>The line itself.</summary>
    public string Text { get; }

    public DateTimeOffset Time { get; }

    public LogEventLevel Level { get; }

    public string Message => this["@m"] ?? "";

    public string? JobId => this["JobId"];

    public string? Url => this["Url"];

    public int? EventId => int.TryParse(this["EventId"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The number at the end of the chunk's identity.</summary>
    public int? Chunk => this["ChunkId"] is { } id
        && int.TryParse(id.AsSpan(id.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var chunk) ? chunk : null;

    /// <summary>When what the line announces is due.</summary>
    public DateTimeOffset? DueAt =>
        DateTimeOffset.TryParse(this["DueAt"], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var due) ? due : null;

    /// <summary>A property as text; null where the line has none.</summary>
    public string? this[string name] => _properties.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            _ => value.GetRawText(),
        }
        : null;

    /// <summary>Reads a line.</summary>
    /// <returns>False for what is no log line: a torn one at the end of a file that is being written, or foreign text.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out LogLine? line)
    {
        line = null;
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("@t", out var time) || time.ValueKind != JsonValueKind.String || !time.TryGetDateTimeOffset(out var at)
                || !root.TryGetProperty("@l", out var level) || level.ValueKind != JsonValueKind.String
                || !Enum.TryParse<LogEventLevel>(level.GetString(), out var parsed))
                return false;
            line = new LogLine(text, root.Clone(), at, parsed);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
