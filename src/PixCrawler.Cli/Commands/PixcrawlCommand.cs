using System.CommandLine;
using PixCrawler.Cli.Rendering;

namespace PixCrawler.Cli.Commands;

/// <summary>The whole command line.</summary>
internal static class PixcrawlCommand
{
    /// <summary>Reads the arguments and does what they say.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] args, Terminal terminal, TimeProvider time)
    {
        try
        {
            var line = Create(terminal, time).Parse(args);
            if (line.Errors.Count > 0)
                return Complain(line, terminal);
            // Signals are taken by the commands that have something to end cleanly.
            return await line.InvokeAsync(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception error)
        {
            await terminal.Error.WriteLineAsync($"pixcrawl: unexpected error: {SafeText.Line(error.Message)} ({error.GetType().Name})");
            return ExitCodes.Unexpected;
        }
    }

    /// <summary>Ends the process on the second signal, whatever it is doing.</summary>
    public static void EndNow(Terminal terminal)
    {
        terminal.ShowCursor();
        Environment.Exit(ExitCodes.Cancelled);
    }

    private static RootCommand Create(Terminal terminal, TimeProvider time) => new(
        "PixCrawler builds image datasets from URL lists, with an exact account of every URL. "
        + "Exit codes: 0 complete, 2 partial, 3 failed, 64 usage, 69 service out of reach, 70 unexpected error, 75 stopped (resume it), 130 cancelled.")
    {
        CrawlCommand.Create(terminal, time),
        DemoCommand.Create(terminal, time),
        JobsCommand.Create(terminal, time),
        ExportCommand.Create(terminal, time),
        ExportJournalCommand.Create(terminal),
        CheckCommand.Create(terminal, time),
        LogsCommand.Create(terminal),
        ExplainCommand.Create(terminal, time),
        DoctorCommand.Create(terminal, time),
        ServeCommand.Create(terminal, time),
        KeysCommand.Create(terminal, time),
        SubmitCommand.Create(terminal, time),
        RemoteJobCommands.CreateStatus(terminal, time),
        RemoteJobCommands.CreateWatch(terminal, time),
        RemoteJobCommands.CreateCancel(terminal, time),
        RemoteJobCommands.CreateRetry(terminal, time),
    };

    private static int Complain(ParseResult line, Terminal terminal)
    {
        foreach (var error in line.Errors)
            terminal.Error.WriteLine($"pixcrawl: {SafeText.Line(error.Message)}");
        var command = line.CommandResult.Command is RootCommand ? "" : line.CommandResult.Command.Name + " ";
        terminal.Error.WriteLine($"See: pixcrawl {command}--help");
        return ExitCodes.Usage;
    }
}
