using Akka.Configuration;
using Akka.Event;

namespace Akka.Hosting;

/// <summary>Chooses loggers and the log level.</summary>
public sealed class LoggerConfigBuilder
{
    private readonly List<Type> _loggers = [typeof(DefaultLogger)];
    private Type? _formatter;

    internal LoggerConfigBuilder() { }

    /// <summary>The least serious level that is logged.</summary>
    public LogLevel LogLevel { get; set; } = LogLevel.InfoLevel;

    /// <summary>Takes all loggers out.</summary>
    public LoggerConfigBuilder ClearLoggers()
    {
        _loggers.Clear();
        return this;
    }

    /// <summary>Adds a logger.</summary>
    public LoggerConfigBuilder AddLogger<T>()
    {
        _loggers.Add(typeof(T));
        return this;
    }

    /// <summary>Sets what makes text out of templates.</summary>
    public LoggerConfigBuilder WithDefaultLogMessageFormatter<T>() where T : ILogMessageFormatter
    {
        _formatter = typeof(T);
        return this;
    }

    internal Config ToConfig()
    {
        var loggers = string.Join(", ", _loggers.Select(type => $"\"{type.AssemblyQualifiedName}\""));
        var formatter = _formatter is null ? "" : $"akka.logger-formatter = \"{_formatter.AssemblyQualifiedName}\"";
        return ConfigurationFactory.ParseString($"akka.loglevel = {LogLevel.StringFor()}\nakka.loggers = [{loggers}]\n{formatter}");
    }
}
