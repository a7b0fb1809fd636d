using System.CommandLine;
using PixCrawler.Cli.Home;
using PixCrawler.Cli.Hosting;
using PixCrawler.Cli.Rendering;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Commands;

/// <summary><c>pixcrawl jobs</c>: what became of the datasets in some folders, and what can be done about them.</summary>
internal static class JobsCommand
{
    private static readonly TimeSpan CancelPollInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(60);

    public static Command Create(Terminal terminal, TimeProvider time) => new("jobs", "List, show, cancel or redo the jobs of dataset folders.")
    {
        CreateList(terminal),
        CreateShow(terminal),
        CreateCancel(terminal, time),
        CreateRetryFailed(terminal, time),
    };

    private static Command CreateList(Terminal terminal)
    {
        var folders = new Argument<string[]>("FOLDER")
        {
            Description = "Datasets, or folders with datasets right below them. Default: the working directory.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var json = Json();
        var command = new Command("list", "List datasets and how they stand: running, stopped (resume them), or how they ended.") { folders, json };
        command.SetAction(async (line, cancellationToken) =>
        {
            var view = new JobListView(terminal, line.GetValue(json));
            var given = line.GetValue(folders) is { Length: > 0 } named ? named : [Environment.CurrentDirectory];
            foreach (var folder in JobListing.Find(given.Select(Path.GetFullPath)))
                view.Add(await JobListing.ReadAsync(folder, cancellationToken));
            view.End();
            return ExitCodes.Complete;
        });
        return command;
    }

    private static Command CreateShow(Terminal terminal)
    {
        var (output, json) = (Output(), Json());
        var command = new Command("show", "Show how one dataset stands, and what to do next.") { output, json };
        command.SetAction(async (line, cancellationToken) =>
        {
            var folder = Path.GetFullPath(line.GetValue(output)!);
            if (!JobListing.IsDataset(folder))
                return NoDataset(terminal, folder);
            new JobListView(terminal, line.GetValue(json)).Show(await JobListing.ReadAsync(folder, cancellationToken));
            return ExitCodes.Complete;
        });
        return command;
    }

    private static Command CreateCancel(Terminal terminal, TimeProvider time)
    {
        var (output, process, view) = (Output(), new ProcessOptions(), new ViewOptions());
        var command = new Command("cancel", "Cancel a job for good: what was kept stays, the rest is counted as cancelled.") { output };
        process.AddTo(command);
        view.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            var folder = Path.GetFullPath(line.GetValue(output)!);
            var home = new DatasetHome(folder);
            if (!home.HasJob)
                return NoDataset(terminal, folder);
            // Whoever works on it takes the wish up; where nobody does, this process takes the job up to end it.
            home.AskToCancel();
            if (home.Worker() is { } worker)
                return await WaitAsync(home, worker, terminal, time, cancellationToken);
            return await RunAsync(Settings(line, folder, process, view), terminal, time, (runner, settings, interrupted) => runner.RunAsync(settings, interrupted));
        });
        return command;
    }

    private static Command CreateRetryFailed(Terminal terminal, TimeProvider time)
    {
        var (output, process, view) = (Output(), new ProcessOptions(), new ViewOptions());
        var reason = new Option<string?>("--reason") { Description = "Only what failed for this reason, such as http-503. Default: all.", HelpName = "REASON" };
        var command = new Command("retry-failed", "Fetch again what failed in an ended job; what succeeded is not touched.") { output, reason };
        process.AddTo(command);
        view.AddTo(command);
        command.SetAction((line, _) => RunAsync(
            Settings(line, Path.GetFullPath(line.GetValue(output)!), process, view), terminal, time,
            (runner, settings, interrupted) => runner.RetryFailedAsync(settings, line.GetValue(reason), interrupted)));
        return command;
    }

    private static async Task<int> WaitAsync(DatasetHome home, int worker, Terminal terminal, TimeProvider time, CancellationToken cancellationToken)
    {
        terminal.Error.WriteLine($"Process {worker} works on it and was asked to cancel the job.");
        var began = time.GetTimestamp();
        while (home.Worker() is not null)
        {
            if (time.GetElapsedTime(began) > CancelLimit)
            {
                terminal.Error.WriteLine($"It has not ended within {CancelLimit.TotalSeconds} s; see pixcrawl logs {SafeText.Line(home.Output)}");
                return ExitCodes.Unexpected;
            }

            await Task.Delay(CancelPollInterval, time, cancellationToken);
        }

        terminal.Out.WriteLine("Cancelled: what was kept stays.");
        return ExitCodes.Complete;
    }

    private static async Task<int> RunAsync(
        CrawlSettings settings,
        Terminal terminal,
        TimeProvider time,
        Func<CrawlRunner, CrawlSettings, CancellationToken, Task<(CrawlStart? Start, JobReport? Report, int ExitCode)>> run)
    {
        var view = Views.Choose(settings, terminal, time);
        using var interrupts = new Interrupts(() => PixcrawlCommand.EndNow(terminal));
        using var logging = new Logging(terminal.Error, settings.LogLevel);
        var (start, report, exitCode) = await run(new CrawlRunner(view, logging, time), settings, interrupts.Token);
        if (report is not null)
            view.Ended(new CrawlEnd(start!, report, exitCode));
        return exitCode;
    }

    private static CrawlSettings Settings(ParseResult line, string folder, ProcessOptions process, ViewOptions view) =>
        view.Read(line, new JobSpecification { Name = Path.GetFileName(folder), OutputFolder = folder, Sources = [] }, process.Read(line)) with
        {
            Resume = true,
            Journal = process.ReadJournal(line),
        };

    private static int NoDataset(Terminal terminal, string folder)
    {
        terminal.Error.WriteLine($"OUT: {SafeText.Line(folder)} holds no job; name the folder a crawl wrote to");
        return ExitCodes.Usage;
    }

    private static Argument<string> Output() => new("OUT") { Description = "The dataset's folder." };

    private static Option<bool> Json() => new("--json") { Description = "Write one JSON object a line (fields: docs/cli.md)." };
}
