using Akka.Actor;

namespace Akka.Event;

/// <summary>Makes logging adapters.</summary>
public static class Logging
{
    /// <summary>The name of the type of an object.</summary>
    public static string SimpleName(object o) => SimpleName(o.GetType());

    /// <summary>The name of a type.</summary>
    public static string SimpleName(Type t) => t.Name;

    /// <summary>The type of the events of a level.</summary>
    public static Type ClassFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => typeof(Debug),
        LogLevel.InfoLevel => typeof(Info),
        LogLevel.WarningLevel => typeof(Warning),
        _ => typeof(Error),
    };

    /// <summary>The name of a level as in the configuration.</summary>
    public static string StringFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => "DEBUG",
        LogLevel.InfoLevel => "INFO",
        LogLevel.WarningLevel => "WARNING",
        _ => "ERROR",
    };

    /// <summary>The level of that name: DEBUG, INFO, WARNING, ERROR or OFF.</summary>
    /// <exception cref="ArgumentException">There is no such level.</exception>
    public static LogLevel LogLevelFor(string logLevel) => logLevel.ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.DebugLevel,
        "INFO" => LogLevel.InfoLevel,
        "WARNING" or "WARN" => LogLevel.WarningLevel,
        "ERROR" => LogLevel.ErrorLevel,
        "OFF" => (LogLevel)int.MaxValue,
        _ => throw new ArgumentException($"Unknown log level [{logLevel}]. Use DEBUG, INFO, WARNING, ERROR or OFF.", nameof(logLevel)),
    };

    /// <summary>A logger for the actor of a context.</summary>
    public static ILoggingAdapter GetLogger(this IActorContext context, ILogMessageFormatter? logMessageFormatter = null)
    {
        var actorType = context.Props.Type;
        return new BusLogging(
            context.System.EventStream, context.Self.Path.ToString(), actorType, logMessageFormatter ?? FormatterOf(context.System));
    }

    /// <summary>A logger for anything else.</summary>
    public static ILoggingAdapter GetLogger(ActorSystem system, object logSourceObj, ILogMessageFormatter? logMessageFormatter = null) =>
        GetLogger(system.EventStream, logSourceObj, logMessageFormatter ?? FormatterOf(system));

    /// <summary>A logger for anything else.</summary>
    public static ILoggingAdapter GetLogger(LoggingBus loggingBus, object logSourceObj, ILogMessageFormatter? logMessageFormatter = null)
    {
        var (name, type) = logSourceObj switch
        {
            IActorRef actor => (actor.Path.ToString(), typeof(IActorRef)),
            string text => (text, typeof(string)),
            Type given => (given.Name, given),
            _ => (logSourceObj.GetType().Name, logSourceObj.GetType()),
        };
        return new BusLogging(loggingBus, name, type, logMessageFormatter ?? DefaultLogMessageFormatter.Instance);
    }

    private static ILogMessageFormatter FormatterOf(ActorSystem system) => ((Cells.ActorSystemImpl)system).LogFormatter;
}

/// <summary>A logger subscribes to log events when it gets this, and answers <see cref="LoggerInitialized"/>.</summary>
public sealed class InitializeLogger
{
    /// <summary>Creates the message.</summary>
    public InitializeLogger(LoggingBus loggingBus) => LoggingBus = loggingBus;

    /// <summary>The stream the events come from.</summary>
    public LoggingBus LoggingBus { get; }
}

/// <summary>A logger is ready.</summary>
public sealed class LoggerInitialized;

/// <summary>Writes log events to the standard output.</summary>
public sealed class DefaultLogger : ActorBase
{
    /// <inheritdoc />
    protected override bool Receive(object message)
    {
        if (message is InitializeLogger) Sender.Tell(new LoggerInitialized());
        else if (message is LogEvent logEvent) Console.Out.WriteLine(logEvent);
        else return false;
        return true;
    }
}
