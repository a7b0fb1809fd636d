using System.Collections.Concurrent;
using Serilog.Core;
using Serilog.Events;

namespace PixCrawler.Actors.Tests.World;

/// <summary>Keeps log lines for a test to read.</summary>
internal sealed class LogCollector : ILogEventSink
{
    public ConcurrentQueue<LogEvent> Events { get; } = new();

    public void Emit(LogEvent logEvent) => Events.Enqueue(logEvent);

    public IEnumerable<LogEvent> WithId(int eventId) => Events.Where(logEvent =>
        logEvent.Properties.TryGetValue("EventId", out var value) && value is ScalarValue { Value: int id } && id == eventId);

    public static string Text(LogEvent logEvent, string property) => logEvent.Properties[property].ToString().Trim('"');
}
