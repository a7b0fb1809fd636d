using PixCrawler.Actors.Observability;
using Serilog;
using Serilog.Events;

namespace PixCrawler.Cli.Hosting;

/// <summary>
/// The one place where logging is set up: JSON lines in a rolling file inside the dataset's folder, as
/// <c>config/logging.json</c> says, and on request readable lines on standard error.
/// </summary>
internal sealed class Logging : IDisposable
{
    private const string FilePathKey = $"{LogForms.Dataset}:WriteTo:File:Args:path";

    private readonly DeferredSink _file = new();
    private readonly Serilog.Core.Logger _logger;

    /// <summary>Sets logging up; the file is opened later.</summary>
    /// <param name="lines">Where lines for people go.</param>
    /// <param name="level">Their least level; null for none. The file then holds at least as much.</param>
    public Logging(TextWriter lines, LogEventLevel? level)
    {
        // The levels are set here and not at the file: what nobody keeps is not even made.
        var configuration = new LoggerConfiguration().UseLevels(LogForms.Read(), LogForms.Dataset).WriteTo.Sink(_file);
        if (level is { } least)
        {
            configuration.MinimumLevel.Is(least < LogEventLevel.Information ? least : LogEventLevel.Information);
            configuration.WriteTo.Sink(new LineSink(TextWriter.Synchronized(lines)), least);
        }

        _logger = configuration.CreateLogger();
    }

    /// <summary>The logger of the whole process.</summary>
    public ILogger Logger => _logger;

    /// <summary>The file, once it is open.</summary>
    public string? FilePath { get; private set; }

    /// <summary>Opens the log file of a dataset; what was logged so far is written to it.</summary>
    /// <returns>Its path.</returns>
    public string OpenFile(string outputFolder)
    {
        FilePath = FileOf(outputFolder);
        var settings = LogForms.Read(KeyValuePair.Create<string, string?>(FilePathKey, FilePath));
        _file.Open(new LoggerConfiguration().UseForm(settings, LogForms.Dataset).MinimumLevel.Verbose().CreateLogger());
        return FilePath;
    }

    /// <summary>Where the log of a dataset lies.</summary>
    public static string FileOf(string outputFolder) => Path.Combine(outputFolder, ".pixcrawl", "logs", "pixcrawl.jsonl");

    public void Dispose()
    {
        _logger.Dispose();
        _file.Dispose();
    }
}
