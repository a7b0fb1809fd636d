using System.CommandLine;
using PixCrawler.Cli.Logs;
using PixCrawler.Cli.Rendering;
using Serilog.Events;

namespace PixCrawler.Cli.Commands;

/// <summary><c>pixcrawl logs</c>: the story of a job from its log, whole or in part.</summary>
internal static class LogsCommand
{
    private static readonly Argument<string> Output = new("OUT")
    {
        Description = "The dataset's folder.",
        DefaultValueFactory = _ => ".",
    };

    private static readonly Option<string?> File = new("--file", "-f") { Description = "Read this JSON log instead of the dataset's.", HelpName = "F" };

    private static readonly Option<string?> Job = new("--job") { Description = "Only this job: its identity or the beginning of it.", HelpName = "ID" };

    private static readonly Option<int?> Chunk = new("--chunk") { Description = "Only this chunk, by its number from 0.", HelpName = "N" };

    private static readonly Option<string?> Url = new("--url") { Description = "Only lines about URLs with this text in them.", HelpName = "TEXT" };

    private static readonly Option<LogEventLevel?> Level = new("--level")
    {
        Description = "Only lines of this level and above: verbose, debug, information, warning, error or fatal.",
        HelpName = "L",
        CustomParser = result => Choice.Parse(result, "--level", Enum.GetValues<LogEventLevel>().ToDictionary(
            level => level.ToString().ToLowerInvariant(), level => (LogEventLevel?)level)),
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Write the lines as they are: one JSON object a line (properties: docs/LOGGING_GUIDE.md)." };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("logs", "Tell the story of a job from its log. Exit 0, or 64 where there is no log.")
        {
            Output, File, Job, Chunk, Url, Level, Json,
        };
        command.SetAction((line, cancellationToken) =>
        {
            var filter = new LogFilter(line.GetValue(Job), line.GetValue(Chunk), line.GetValue(Url), line.GetValue(Level));
            return RunAsync(line.GetValue(Output)!, line.GetValue(File), filter, line.GetValue(Json), terminal, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        string output, string? file, LogFilter filter, bool json, Terminal terminal, CancellationToken cancellationToken)
    {
        var files = file is null ? LogFiles.Of(output) : System.IO.File.Exists(file) ? [file] : [];
        if (files.Count == 0)
        {
            terminal.Error.WriteLine(file is null
                ? $"OUT: there is no log in {SafeText.Line(output)}; name the folder of a crawl, or a log with --file"
                : $"--file: {SafeText.Line(file)} does not exist");
            return ExitCodes.Usage;
        }

        await foreach (var line in LogFiles.ReadAsync(files, cancellationToken))
        {
            if (filter.Wants(line))
                await terminal.Out.WriteLineAsync(json ? line.Text : LogStory.Line(line));
        }

        return ExitCodes.Complete;
    }
}
