namespace Akka.Event;

/// <summary>What actors log with.</summary>
public interface ILoggingAdapter
{
    /// <summary>What makes text out of templates.</summary>
    ILogMessageFormatter Formatter { get; }

    /// <summary>True when debug events are wanted.</summary>
    bool IsDebugEnabled { get; }

    /// <summary>True when information is wanted.</summary>
    bool IsInfoEnabled { get; }

    /// <summary>True when warnings are wanted.</summary>
    bool IsWarningEnabled { get; }

    /// <summary>True when errors are wanted.</summary>
    bool IsErrorEnabled { get; }

    /// <summary>True when events of that level are wanted.</summary>
    bool IsEnabled(LogLevel logLevel);

    /// <summary>Logs a text.</summary>
    void Log(LogLevel logLevel, Exception? cause, string format);

    /// <summary>Logs a template with values.</summary>
    void Log(LogLevel logLevel, Exception? cause, LogMessage message);
}

/// <summary>Logs to the event stream of a system.</summary>
internal sealed class BusLogging(LoggingBus bus, string logSource, Type logClass, ILogMessageFormatter formatter) : ILoggingAdapter
{
    public ILogMessageFormatter Formatter => formatter;

    public bool IsDebugEnabled => IsEnabled(LogLevel.DebugLevel);

    public bool IsInfoEnabled => IsEnabled(LogLevel.InfoLevel);

    public bool IsWarningEnabled => IsEnabled(LogLevel.WarningLevel);

    public bool IsErrorEnabled => IsEnabled(LogLevel.ErrorLevel);

    public bool IsEnabled(LogLevel logLevel) => logLevel >= bus.LogLevel;

    public void Log(LogLevel logLevel, Exception? cause, string format) => Publish(logLevel, cause, format);

    public void Log(LogLevel logLevel, Exception? cause, LogMessage message) => Publish(logLevel, cause, message);

    private void Publish(LogLevel logLevel, Exception? cause, object message)
    {
        if (!IsEnabled(logLevel)) return;
        LogEvent logEvent = logLevel switch
        {
            LogLevel.DebugLevel => new Debug(cause, logSource, logClass, message),
            LogLevel.InfoLevel => new Info(cause, logSource, logClass, message),
            LogLevel.WarningLevel => new Warning(cause, logSource, logClass, message),
            _ => new Error(cause, logSource, logClass, message),
        };
        bus.Publish(logEvent);
    }
}

/// <summary>Logging with templates, positional or named. Nothing is formatted when the level is off.</summary>
public static class LoggingExtensions
{
    /// <summary>Logs a template with values.</summary>
    public static void Log(this ILoggingAdapter log, LogLevel level, string format, params object?[] args) =>
        log.Log(level, null, format, args);

    /// <summary>Logs an exception and a template with values.</summary>
    public static void Log(this ILoggingAdapter log, LogLevel level, Exception? cause, string format, params object?[] args)
    {
        if (!log.IsEnabled(level)) return;
        if (args.Length == 0) log.Log(level, cause, format);
        else log.Log(level, cause, new LogMessage(log.Formatter, format, args));
    }

    /// <summary>Logs a detail for developers.</summary>
    public static void Debug(this ILoggingAdapter log, string format, params object?[] args) =>
        log.Log(LogLevel.DebugLevel, null, format, args);

    /// <summary>Logs a detail for developers.</summary>
    public static void Debug(this ILoggingAdapter log, Exception? cause, string format, params object?[] args) =>
        log.Log(LogLevel.DebugLevel, cause, format, args);

    /// <summary>Logs a piece of information.</summary>
    public static void Info(this ILoggingAdapter log, string format, params object?[] args) =>
        log.Log(LogLevel.InfoLevel, null, format, args);

    /// <summary>Logs a piece of information.</summary>
    public static void Info(this ILoggingAdapter log, Exception? cause, string format, params object?[] args) =>
        log.Log(LogLevel.InfoLevel, cause, format, args);

    /// <summary>Logs a warning.</summary>
    public static void Warning(this ILoggingAdapter log, string format, params object?[] args) =>
        log.Log(LogLevel.WarningLevel, null, format, args);

    /// <summary>Logs a warning.</summary>
    public static void Warning(this ILoggingAdapter log, Exception? cause, string format, params object?[] args) =>
        log.Log(LogLevel.WarningLevel, cause, format, args);

    /// <summary>Logs an error.</summary>
    public static void Error(this ILoggingAdapter log, string format, params object?[] args) =>
        log.Log(LogLevel.ErrorLevel, null, format, args);

    /// <summary>Logs an error.</summary>
    public static void Error(this ILoggingAdapter log, Exception? cause, string format, params object?[] args) =>
        log.Log(LogLevel.ErrorLevel, cause, format, args);
}
