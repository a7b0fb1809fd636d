using System.CommandLine;
using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Jobs;
using Serilog.Events;

namespace PixCrawler.Cli.Commands;

/// <summary>The options that say how a crawl is shown; <c>crawl</c> and <c>demo</c> have them both.</summary>
internal sealed class ViewOptions
{
    private readonly Option<bool> _json = new("--json") { Description = "Write one JSON object a line on standard output and nothing else (fields: docs/cli.md)." };

    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Write one line at the end." };

    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Write the log to standard error too; the same as --log-level information." };

    private readonly Option<LogEventLevel?> _logLevel = new("--log-level")
    {
        Description = "Write log lines of this level and above to standard error: verbose, debug, information, warning, error or fatal. Default: none.",
        HelpName = "LEVEL",
        CustomParser = result => Choice.Parse(result, "--log-level", Enum.GetValues<LogEventLevel>().ToDictionary(
            level => level.ToString().ToLowerInvariant(), level => (LogEventLevel?)level)),
    };

    private readonly Option<bool> _noColor = new("--no-color") { Description = "Do without colours; so does the environment variable NO_COLOR." };

    /// <summary>Puts the options on a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _json, _quiet, _verbose, _logLevel, _noColor })
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_json) && result.GetValue(_quiet))
                result.AddError("--json and --quiet exclude each other; leave one out");
        });
    }

    /// <summary>Adds how it is shown to what is to be done.</summary>
    public CrawlSettings Read(ParseResult line, JobSpecification job, PixCrawlerOptions process) => new(
        job,
        process,
        line.GetValue(_json) ? ViewKind.Json : line.GetValue(_quiet) ? ViewKind.Quiet : ViewKind.Auto,
        line.GetValue(_logLevel) ?? (line.GetValue(_verbose) ? LogEventLevel.Information : null),
        line.GetValue(_noColor));
}
