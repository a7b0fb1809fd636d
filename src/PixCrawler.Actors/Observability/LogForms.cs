using System.Reflection;
using Microsoft.Extensions.Configuration;
using Serilog;
using Serilog.Settings.Configuration;

namespace PixCrawler.Actors.Observability;

/// <summary>
/// The one Serilog configuration, <c>config/logging.json</c>: its sections are the forms a process can log in (failure-semantics
/// D5). Whatever the file says, every line passes <see cref="SafeTextEnricher"/>.
/// </summary>
public static class LogForms
{
    /// <summary>JSON lines in a rolling file inside a dataset's folder: the command line's own log, read by <c>pixcrawl logs</c>.</summary>
    public const string Dataset = "Dataset";

    /// <summary>Readable rolling files <c>pixcrawler.log</c> and <c>errors.log</c>.</summary>
    public const string Development = "Development";

    /// <summary>One JSON object a line on standard output.</summary>
    public const string Production = "Production";

    /// <summary>The context of lines about single attempts, whose least level a form may set by itself.</summary>
    public const string AttemptsContext = "PixCrawler.Attempts";

    private static readonly Assembly[] SinkAssemblies =
    [
        typeof(ILogger).Assembly, typeof(FileLoggerConfigurationExtensions).Assembly,
        typeof(ConsoleLoggerConfigurationExtensions).Assembly, typeof(LogForms).Assembly,
    ];

    /// <summary>Reads the configuration that lies beside the program.</summary>
    /// <param name="changes">Settings that win over the file's, by key (for example <c>Dataset:WriteTo:File:Args:path</c>).</param>
    /// <returns>The settings.</returns>
    /// <exception cref="FileNotFoundException">There is no <c>config/logging.json</c> beside the program.</exception>
    public static IConfigurationRoot Read(params IEnumerable<KeyValuePair<string, string?>> changes) => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "config", "logging.json"), optional: false)
        .AddInMemoryCollection(changes)
        .Build();

    /// <summary>Sets a logger up as a form says: levels and sinks.</summary>
    /// <param name="logger">The logger to be.</param>
    /// <param name="settings">From <see cref="Read"/>.</param>
    /// <param name="form">The section's name.</param>
    /// <returns>The logger to be.</returns>
    public static LoggerConfiguration UseForm(this LoggerConfiguration logger, IConfiguration settings, string form)
    {
        ArgumentNullException.ThrowIfNull(logger);
        return logger.ReadFrom.Configuration(
            settings, new ConfigurationReaderOptions(SinkAssemblies) { SectionName = form }).Enrich.WithSafeText();
    }

    /// <summary>Sets up the levels of a form and none of its sinks.</summary>
    /// <param name="logger">The logger to be.</param>
    /// <param name="settings">From <see cref="Read"/>.</param>
    /// <param name="form">The section's name.</param>
    /// <returns>The logger to be.</returns>
    public static LoggerConfiguration UseLevels(this LoggerConfiguration logger, IConfiguration settings, string form)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var levels = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.GetSection($"{form}:MinimumLevel").AsEnumerable()).Build();
        return logger.UseForm(levels, form);
    }
}
