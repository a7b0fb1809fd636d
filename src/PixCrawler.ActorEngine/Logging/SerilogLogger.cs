using Akka.Actor;
using Akka.Event;
using Serilog.Core.Enrichers;
using SerilogLevel = Serilog.Events.LogEventLevel;
using SerilogLog = Serilog.Log;

namespace Akka.Logger.Serilog;

/// <summary>
/// Forwards log events to <c>Serilog.Log.Logger</c>. Named values of a template become properties of the event; who logged, when and on
/// which thread go into LogSource, ActorPath, SourceContext, Timestamp and Thread.
/// </summary>
public class SerilogLogger : ReceiveActor
{
    /// <summary>Creates the logger.</summary>
    public SerilogLogger()
    {
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(Forward);
    }

    private static void Forward(LogEvent logEvent)
    {
        var logger = SerilogLog.Logger.ForContext(
        [
            new PropertyEnricher("SourceContext", logEvent.LogClass.FullName),
            new PropertyEnricher("LogSource", logEvent.LogSource),
            new PropertyEnricher("ActorPath", logEvent.LogSource),
            new PropertyEnricher("Timestamp", logEvent.Timestamp),
            new PropertyEnricher("Thread", logEvent.Thread.ManagedThreadId.ToString("0000", System.Globalization.CultureInfo.InvariantCulture)),
        ]);
        var level = logEvent.LogLevel() switch
        {
            LogLevel.DebugLevel => SerilogLevel.Debug,
            LogLevel.InfoLevel => SerilogLevel.Information,
            LogLevel.WarningLevel => SerilogLevel.Warning,
            _ => SerilogLevel.Error,
        };
        if (logEvent.Message is LogMessage message) logger.Write(level, logEvent.Cause, message.Format, message.Values);
        else logger.Write(level, logEvent.Cause, "{Message:l}", logEvent.Message?.ToString());
    }
}

/// <summary>Leaves templates to Serilog. Text that is needed before is made as by the default formatter.</summary>
public sealed class SerilogLogMessageFormatter : ILogMessageFormatter
{
    /// <inheritdoc />
    public string Format(string format, params object?[] args) => DefaultLogMessageFormatter.Instance.Format(format, args);

    /// <inheritdoc />
    public string Format(string format, IEnumerable<object?> args) => DefaultLogMessageFormatter.Instance.Format(format, args);
}
