using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;

namespace PixCrawler.Actors.Observability;

/// <summary>
/// The one place all properties of all log lines pass: long text is cut at <see cref="LogText.MaxLength"/>, secrets in URLs and
/// headers are replaced (failure-semantics D6). It is the second line; call sites redact what they know to be a URL.
/// </summary>
public sealed class SafeTextEnricher : ILogEventEnricher
{
    /// <inheritdoc/>
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        ArgumentNullException.ThrowIfNull(logEvent);
        List<LogEventProperty>? changed = null;
        foreach (var (name, value) in logEvent.Properties)
        {
            var clean = Clean(value);
            if (!ReferenceEquals(clean, value))
                (changed ??= []).Add(new LogEventProperty(name, clean));
        }

        foreach (var property in changed ?? [])
            logEvent.AddOrUpdateProperty(property);
    }

    private static LogEventPropertyValue Clean(LogEventPropertyValue value)
    {
        switch (value)
        {
            case ScalarValue { Value: string text }:
                var clean = LogText.Clean(text);
                return ReferenceEquals(clean, text) ? value : new ScalarValue(clean);
            case ScalarValue { Value: Uri uri }:
                return new ScalarValue(LogText.Clean(uri.OriginalString));
            case SequenceValue sequence:
                return new SequenceValue(sequence.Elements.Select(Clean));
            case StructureValue structure:
                return new StructureValue(
                    structure.Properties.Select(property => new LogEventProperty(property.Name, Clean(property.Value))), structure.TypeTag);
            case DictionaryValue dictionary:
                return new DictionaryValue(dictionary.Elements.Select(entry => KeyValuePair.Create(entry.Key, Clean(entry.Value))));
            default:
                return value;
        }
    }
}

/// <summary>Puts the safety of log text into a configuration.</summary>
public static class SafeTextEnricherExtensions
{
    /// <summary>Cuts and redacts every property.</summary>
    /// <param name="enrich">Serilog's enrichment.</param>
    /// <returns>The configuration.</returns>
    public static LoggerConfiguration WithSafeText(this LoggerEnrichmentConfiguration enrich)
    {
        ArgumentNullException.ThrowIfNull(enrich);
        return enrich.With<SafeTextEnricher>();
    }
}
