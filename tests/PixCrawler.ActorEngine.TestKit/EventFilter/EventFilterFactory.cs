using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>Makes filters for log events and dead letters.</summary>
public class EventFilterFactory
{
    private readonly TestKitBase _testKit;
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<Func<object, bool>> _filters;

    public EventFilterFactory(TestKitBase testkit) : this(testkit, testkit.Sys) { }

    public EventFilterFactory(TestKitBase testkit, ActorSystem system) : this(testkit, system, []) { }

    internal EventFilterFactory(TestKitBase testkit, ActorSystem system, IReadOnlyList<Func<object, bool>> filters)
    {
        _testKit = testkit;
        _system = system;
        _filters = filters;
    }

    public IEventFilterApplier Exception<TException>(Regex pattern, string? source = null) where TException : Exception =>
        Exception(typeof(TException), pattern, source);

    public IEventFilterApplier Exception(Type exceptionType, Regex pattern, string? source = null, bool checkInnerExceptions = false) =>
        Applier(ForException(exceptionType, pattern.IsMatch, source, checkInnerExceptions));

    public IEventFilterApplier Exception<TException>(string? message = null, string? start = null, string? contains = null, string? source = null)
        where TException : Exception => Exception(typeof(TException), message, start, contains, source);

    public IEventFilterApplier Exception(
        Type exceptionType, string? message = null, string? start = null, string? contains = null, string? source = null, bool checkInnerExceptions = false) =>
        Applier(ForException(exceptionType, Matcher(message, start, contains), source, checkInnerExceptions));

    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) => Custom<LogEvent>(predicate);

    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate) where TLogEvent : LogEvent =>
        Applier(message => message is TLogEvent logEvent && predicate(logEvent));

    public IEventFilterApplier ForLogLevel(
        LogLevel logLevel, string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Applier(ForLevel(logLevel, Matcher(message, start, contains), source));

    public IEventFilterApplier ForLogLevel(LogLevel logLevel, Regex pattern, string? source = null) =>
        Applier(ForLevel(logLevel, pattern.IsMatch, source));

    public IEventFilterApplier Error(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.ErrorLevel, message, start, contains, source);

    public IEventFilterApplier Error(Regex pattern, string? source = null) => ForLogLevel(LogLevel.ErrorLevel, pattern, source);

    public IEventFilterApplier Warning(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.WarningLevel, message, start, contains, source);

    public IEventFilterApplier Warning(Regex pattern, string? source = null) => ForLogLevel(LogLevel.WarningLevel, pattern, source);

    public IEventFilterApplier Info(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.InfoLevel, message, start, contains, source);

    public IEventFilterApplier Info(Regex pattern, string? source = null) => ForLogLevel(LogLevel.InfoLevel, pattern, source);

    public IEventFilterApplier Debug(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.DebugLevel, message, start, contains, source);

    public IEventFilterApplier Debug(Regex pattern, string? source = null) => ForLogLevel(LogLevel.DebugLevel, pattern, source);

    public IEventFilterApplier DeadLetter() => DeadLetter<object>();

    public IEventFilterApplier DeadLetter<TMessage>(string? source = null) => DeadLetter(typeof(TMessage), source);

    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string? source = null) =>
        DeadLetter(typeof(TMessage), message => isMatch((TMessage)message), source);

    public IEventFilterApplier DeadLetter(Type type, string? source = null) => DeadLetter(type, static _ => true, source);

    public IEventFilterApplier DeadLetter(Type type, Func<object, bool> isMatch, string? source = null) =>
        Applier(message => message is DeadLetter letter && type.IsInstanceOfType(letter.Message) && isMatch(letter.Message) &&
            (source is null || letter.Recipient.Path.ToString() == source));

    private static Func<string, bool> Matcher(string? message, string? start, string? contains) => text =>
        (message is null || text == message) &&
        (start is null || text.StartsWith(start, StringComparison.Ordinal)) &&
        (contains is null || text.Contains(contains, StringComparison.Ordinal));

    private static Func<object, bool> ForLevel(LogLevel level, Func<string, bool> matches, string? source) => message =>
        message is LogEvent logEvent && logEvent.LogLevel() == level && (source is null || logEvent.LogSource == source) &&
        matches(logEvent.Message?.ToString() ?? "");

    private static Func<object, bool> ForException(Type type, Func<string, bool> matches, string? source, bool inner) => message =>
        message is Error error && (source is null || error.LogSource == source) && HasCause(error, error.Cause, type, matches, inner);

    private static bool HasCause(Error error, Exception? cause, Type type, Func<string, bool> matches, bool inner) =>
        cause is not null &&
        ((type.IsInstanceOfType(cause) && (matches(error.Message?.ToString() ?? "") || matches(cause.Message))) ||
            (inner && HasCause(error, cause.InnerException, type, matches, inner)));

    private EventFilterApplier Applier(Func<object, bool> filter) => new(_testKit, _system, [.. _filters, filter]);
}
