using PixCrawler.Actors.Observability;
using Serilog.Core;
using Serilog.Events;

namespace PixCrawler.Cli.Hosting;

/// <summary>Writes log events as lines for people.</summary>
internal sealed class LineSink(TextWriter output) : ILogEventSink
{
    private readonly ReadableFormatter _formatter = new();

    public void Emit(LogEvent logEvent) => _formatter.Format(logEvent, output);
}
