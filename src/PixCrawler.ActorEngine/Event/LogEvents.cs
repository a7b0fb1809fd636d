using Akka.Actor;

namespace Akka.Event;

/// <summary>How serious a log event is.</summary>
public enum LogLevel
{
    /// <summary>For developers.</summary>
    DebugLevel,

    /// <summary>For operators.</summary>
    InfoLevel,

    /// <summary>Something is odd.</summary>
    WarningLevel,

    /// <summary>Something failed.</summary>
    ErrorLevel,
}

/// <summary>A log event, published to the event stream.</summary>
public abstract class LogEvent : INoSerializationVerificationNeeded
{
    private protected LogEvent(Exception? cause, string logSource, Type logClass, object? message)
    {
        Cause = cause!;
        LogSource = logSource;
        LogClass = logClass;
        Message = message!;
    }

    /// <summary>The exception, or null.</summary>
    public Exception Cause { get; protected set; }

    /// <summary>When it happened (UTC).</summary>
    public DateTime Timestamp { get; internal set; } = TimeProvider.System.GetUtcNow().UtcDateTime;

    /// <summary>The thread it happened on.</summary>
    public Thread Thread { get; } = Thread.CurrentThread;

    /// <summary>Who logs: the path of an actor, or a name.</summary>
    public string LogSource { get; protected set; }

    /// <summary>The type that logs.</summary>
    public Type LogClass { get; protected set; }

    /// <summary>The text or a <see cref="LogMessage"/>.</summary>
    public object Message { get; protected set; }

    /// <summary>How serious it is.</summary>
    public abstract LogLevel LogLevel();

    /// <inheritdoc />
    public override string ToString() =>
        $"[{LogLevel().ToString().Replace("Level", "", StringComparison.Ordinal).ToUpperInvariant()}][{Timestamp:yyyy-MM-dd HH:mm:ss.fff}Z]" +
        $"[Thread {Thread.ManagedThreadId:0000}][{LogSource}] {Message}{(Cause is null ? "" : $"{Environment.NewLine}Cause: {Cause}")}";
}

/// <summary>An error.</summary>
public sealed class Error : LogEvent
{
    /// <summary>Creates an event.</summary>
    public Error(Exception? cause, string logSource, Type logClass, object message) : base(cause, logSource, logClass, message) { }

    /// <inheritdoc />
    public override LogLevel LogLevel() => Event.LogLevel.ErrorLevel;
}

/// <summary>A warning.</summary>
public sealed class Warning : LogEvent
{
    /// <summary>Creates an event.</summary>
    public Warning(Exception? cause, string logSource, Type logClass, object message) : base(cause, logSource, logClass, message) { }

    /// <summary>Creates an event.</summary>
    public Warning(string logSource, Type logClass, object message) : this(null, logSource, logClass, message) { }

    /// <inheritdoc />
    public override LogLevel LogLevel() => Event.LogLevel.WarningLevel;
}

/// <summary>A piece of information.</summary>
public sealed class Info : LogEvent
{
    /// <summary>Creates an event.</summary>
    public Info(Exception? cause, string logSource, Type logClass, object message) : base(cause, logSource, logClass, message) { }

    /// <summary>Creates an event.</summary>
    public Info(string logSource, Type logClass, object message) : this(null, logSource, logClass, message) { }

    /// <inheritdoc />
    public override LogLevel LogLevel() => Event.LogLevel.InfoLevel;
}

/// <summary>A detail for developers.</summary>
public sealed class Debug : LogEvent
{
    /// <summary>Creates an event.</summary>
    public Debug(Exception? cause, string logSource, Type logClass, object message) : base(cause, logSource, logClass, message) { }

    /// <summary>Creates an event.</summary>
    public Debug(string logSource, Type logClass, object message) : this(null, logSource, logClass, message) { }

    /// <inheritdoc />
    public override LogLevel LogLevel() => Event.LogLevel.DebugLevel;
}
