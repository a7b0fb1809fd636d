using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;

namespace PixCrawler.Actors.Observability;

/// <summary>Log events as lines for people; whatever stands in a URL or a server's words, an event stays on its own lines.</summary>
public sealed class ReadableFormatter : ITextFormatter
{
    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(logEvent);
        ArgumentNullException.ThrowIfNull(output);
        var time = logEvent.Timestamp.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var level = logEvent.Level.ToString().ToUpperInvariant()[..3];
        var message = LogText.Visible(logEvent.RenderMessage(CultureInfo.InvariantCulture));
        output.WriteLine($"{time} {level} {message}");
        if (logEvent.Exception is not { } error)
            return;
        foreach (var line in LogText.OfError(error).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            output.WriteLine($"    {LogText.Visible(line.Trim())}");
    }
}
