using System.CommandLine;
using System.Net;
using PixCrawler.Actors.Hosting;
using PixCrawler.Cli.Demo;
using PixCrawler.Cli.Hosting;
using PixCrawler.Cli.Rendering;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Contracts.Validation;
using PixCrawler.ImageFarm;
using PixCrawler.Net.Http;

namespace PixCrawler.Cli.Commands;

/// <summary><c>pixcrawl demo</c>: a real crawl of a web server on this machine that fails in every way a crawler meets.</summary>
internal static class DemoCommand
{
    private const int Hosts = 3;
    private const int MinSidePixels = 16;

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var command = new Command("demo", "Crawl a web server with scripted faults on this machine, and explain what happened. No internet, under 20 s.");
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Folder the dataset is written to; it must be empty. Default: ./pixcrawl-demo, or the next free number.",
            HelpName = "OUT",
        };
        var view = new ViewOptions();
        command.Add(output);
        view.AddTo(command);
        command.SetAction((line, _) =>
        {
            var folder = Path.GetFullPath(line.GetValue(output) ?? DemoFolder.Fresh(Environment.CurrentDirectory));
            return RunAsync(folder, (job, process) => view.Read(line, job, process), terminal, time);
        });
        return command;
    }

    /// <summary>What the demo crawls.</summary>
    internal static IReadOnlyList<FarmDemoUrl> Urls(ImageFarmServer farm) => [.. farm.DemoUrls()];

    private static async Task<int> RunAsync(
        string folder, Func<JobSpecification, PixCrawlerOptions, CrawlSettings> show, Terminal terminal, TimeProvider time)
    {
        using var interrupts = new Interrupts(() => PixcrawlCommand.EndNow(terminal));
        await using var farm = await ImageFarmServer.StartAsync(
            new ImageFarmOptions { Addresses = ImageFarmOptions.LoopbackAddresses(Hosts) }, interrupts.Token);
        var urls = Urls(farm);
        using var list = new TemporaryList(urls);
        var settings = show(Job(folder, list.Path), new PixCrawlerOptions
        {
            Access = new NetworkAccessOptions { AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")] },
        });
        var view = Views.Choose(settings, terminal, time);
        IDemoView demo = settings.View == ViewKind.Auto
            ? new HumanDemoView(terminal, terminal.Draw(settings.NoColor))
            : new JsonDemoView(settings.View == ViewKind.Json ? terminal.Out : TextWriter.Null);
        demo.Begin(urls.Count, Hosts);

        using var logging = new Logging(terminal.Error, settings.LogLevel);
        var (start, report, exitCode) = await new CrawlRunner(view, logging, time).RunAsync(settings, interrupts.Token);
        if (report is null)
            return exitCode;
        if (report.Status != JobStatus.Cancelled)
        {
            var results = await DemoAccount.ReadAsync(folder, urls, farm.Log, interrupts.Token);
            demo.Explain(results);
            exitCode = report.Status == JobStatus.Partial && results.All(result => result.AsScripted) ? ExitCodes.Complete : ExitCodes.DemoFailed;
        }

        var end = new CrawlEnd(start!, report, exitCode);
        view.Ended(end);
        if (report.Status != JobStatus.Cancelled)
            demo.Close(end);
        return exitCode;
    }

    private static JobSpecification Job(string folder, string list) => new()
    {
        Name = "demo",
        OutputFolder = folder,
        Sources = [new UrlListSource(list) { Format = ListFormat.Text }],
        // It must run where no decoder is installed, too.
        ValidationLevel = ValidationLevel.Fast,
        MinSidePixels = MinSidePixels,
    };

    private sealed class TemporaryList : IDisposable
    {
        public TemporaryList(IEnumerable<FarmDemoUrl> urls) => File.WriteAllLines(Path, urls.Select(url => url.Url.AbsoluteUri));

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
