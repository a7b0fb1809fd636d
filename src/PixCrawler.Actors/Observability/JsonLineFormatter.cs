using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Serilog.Events;
using Serilog.Formatting;

namespace PixCrawler.Actors.Observability;

/// <summary>
/// One log event as one line of JSON in the compact log event format (CLEF): <c>@t</c> time, <c>@l</c> level, <c>@m</c> message,
/// <c>@mt</c> template, <c>@x</c> error with stack, and each property under its own name. The line is pure ASCII: whatever
/// stands in a value, it cannot break the line or act on a terminal.
/// </summary>
public sealed class JsonLineFormatter : ITextFormatter
{
    private const int StartBytes = 1024;

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(logEvent);
        ArgumentNullException.ThrowIfNull(output);
        var line = new ArrayBufferWriter<byte>(StartBytes);
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("@t", logEvent.Timestamp.UtcDateTime);
            json.WriteString("@l", logEvent.Level.ToString());
            json.WriteString("@m", logEvent.RenderMessage(CultureInfo.InvariantCulture));
            json.WriteString("@mt", logEvent.MessageTemplate.Text);
            if (logEvent.Exception is { } error)
                json.WriteString("@x", LogText.OfError(error));
            foreach (var (name, value) in logEvent.Properties)
            {
                json.WritePropertyName(name.StartsWith('@') ? "@" + name : name);
                Write(json, value);
            }

            json.WriteEndObject();
        }

        output.Write(Encoding.ASCII.GetString(line.WrittenSpan));
        output.Write('\n');
    }

    private static void Write(Utf8JsonWriter json, LogEventPropertyValue value)
    {
        switch (value)
        {
            case ScalarValue scalar:
                Write(json, scalar.Value);
                break;
            case SequenceValue sequence:
                json.WriteStartArray();
                foreach (var element in sequence.Elements)
                    Write(json, element);
                json.WriteEndArray();
                break;
            case StructureValue structure:
                json.WriteStartObject();
                foreach (var property in structure.Properties)
                {
                    json.WritePropertyName(property.Name);
                    Write(json, property.Value);
                }

                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(value.ToString(null, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case DateTimeOffset time:
                json.WriteStringValue(time);
                break;
            case IFormattable formattable:
                json.WriteStringValue(formattable.ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }
}
