using System.Globalization;
using PixCrawler.Cli.Rendering;
using Serilog.Core;
using Serilog.Events;

namespace PixCrawler.Cli.Hosting;

/// <summary>Writes log events as lines for people; whatever stands in a URL, an event stays on its own lines.</summary>
internal sealed class LineSink(TextWriter output) : ILogEventSink
{
    public void Emit(LogEvent logEvent)
    {
        var time = logEvent.Timestamp.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var level = logEvent.Level.ToString().ToUpperInvariant()[..3];
        output.WriteLine($"{time} {level} {SafeText.Line(logEvent.RenderMessage(CultureInfo.InvariantCulture))}");
        if (logEvent.Exception is not { } error)
            return;
        foreach (var line in error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
            output.WriteLine($"    {SafeText.Line(line.Trim())}");
    }
}
