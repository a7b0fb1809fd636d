using System.CommandLine;
using PixCrawler.Cli.Exports;
using PixCrawler.Cli.Hosting;
using PixCrawler.Cli.Rendering;

namespace PixCrawler.Cli.Commands;

/// <summary><c>pixcrawl crawl</c>: URL lists go in, a dataset comes out.</summary>
internal static class CrawlCommand
{
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var command = new Command("crawl", "Fetch the images of URL lists into a dataset with an exact account of every URL.");
        var options = new CrawlOptions();
        options.AddTo(command);
        command.SetAction((line, _) => RunAsync(options.Read(line), terminal, time));
        return command;
    }

    private static async Task<int> RunAsync(CrawlSettings settings, Terminal terminal, TimeProvider time)
    {
        var view = Views.Choose(settings, terminal, time);
        if (settings.Validate() is { Count: > 0 } errors)
        {
            view.Rejected(errors);
            return ExitCodes.Usage;
        }

        using var interrupts = new Interrupts(() => PixcrawlCommand.EndNow(terminal));
        using var logging = new Logging(terminal.Error, settings.LogLevel);
        var runner = new CrawlRunner(view, logging, time)
        {
            Export = ExportSettings.After(settings) is { } export
                ? (host, job, interrupted) => new ExportRunner(ExportView.Choose(export, terminal, time), logging, time).RunAsync(host, job, export, interrupted)
                : null,
        };
        var (start, report, exitCode) = await runner.RunAsync(settings, interrupts.Token);
        if (report is not null)
            view.Ended(new CrawlEnd(start!, report, exitCode));
        return exitCode;
    }
}
