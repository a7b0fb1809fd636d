using System.CommandLine;
using PixCrawler.Actors.Hosting;
using PixCrawler.Cli.Home;
using PixCrawler.Cli.Rendering;
using PixCrawler.Contracts.Errors;

namespace PixCrawler.Cli.Commands;

/// <summary><c>pixcrawl export-journal</c>: every event of a job as text, for backups, for a look, for another tool.</summary>
internal static class ExportJournalCommand
{
    public static Command Create(Terminal terminal)
    {
        var output = new Argument<string>("OUT") { Description = "The dataset's folder." };
        var process = new ProcessOptions();
        var command = new Command("export-journal", "Write a job's events to standard output, one JSON object a line (fields: docs/reliability.md).") { output };
        process.AddJournalTo(command);
        command.SetAction((line, cancellationToken) =>
            RunAsync(Path.GetFullPath(line.GetValue(output)!), process.ReadJournal(line), terminal, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string folder, JournalOptions? journal, Terminal terminal, CancellationToken cancellationToken)
    {
        var home = new DatasetHome(folder);
        if (home.ReadNote() is not { } note)
        {
            terminal.Error.WriteLine($"OUT: {SafeText.Line(folder)} holds no job; name the folder a crawl wrote to");
            return ExitCodes.Usage;
        }

        if (note.Journal == JobNote.PostgreSql && journal is null)
        {
            terminal.Error.WriteLine("--journal: this job is kept in PostgreSQL; give the connection string it was begun with");
            return ExitCodes.Usage;
        }

        try
        {
            await foreach (var line in JournalReader.ReadLinesAsync(home.Journal(note, journal), cancellationToken))
                await terminal.Out.WriteLineAsync(line);
            return ExitCodes.Complete;
        }
        catch (InvalidInputException error)
        {
            terminal.Error.WriteLine($"--journal: {SafeText.Line(error.Message)}");
            return ExitCodes.Usage;
        }
    }
}
