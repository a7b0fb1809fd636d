using PixCrawler.Cli.Commands;
using PixCrawler.Cli.Rendering;
using Spectre.Console;

namespace PixCrawler.Cli.Demo;

/// <summary>What is told of a demo beside its crawl.</summary>
internal interface IDemoView
{
    /// <summary>Says what is going to happen.</summary>
    void Begin(int urls, int hosts);

    /// <summary>Says what happened, and why it was right or wrong.</summary>
    void Explain(IReadOnlyList<DemoResult> results);

    /// <summary>Says what to do next.</summary>
    void Close(CrawlEnd end);
}

/// <summary>The demo for programs: one line per scripted fault.</summary>
internal sealed class JsonDemoView(TextWriter output) : IDemoView
{
    public void Begin(int urls, int hosts)
    {
    }

    public void Explain(IReadOnlyList<DemoResult> results)
    {
        foreach (var result in results.Where(result => result.Case != DemoScript.Picture || !result.AsScripted))
        {
            JsonEventsContext.WriteLine(output, new JsonDemoCase(
                result.Url.AbsoluteUri, result.Case.What, result.Case.Expected, result.Happened, result.Requests, result.AsScripted, result.Case.Story));
        }
    }

    public void Close(CrawlEnd end)
    {
    }
}

/// <summary>The demo for people.</summary>
internal sealed class HumanDemoView(Terminal terminal, IAnsiConsole console) : IDemoView
{
    public void Begin(int urls, int hosts)
    {
        terminal.Out.WriteLine($"A web server on this machine ({hosts} addresses, no internet) serves pictures and scripted faults.");
        terminal.Out.WriteLine($"The crawler fetches {urls} URLs from it through everything it would use on the web.");
        terminal.Out.WriteLine();
    }

    public void Explain(IReadOnlyList<DemoResult> results)
    {
        var pictures = results.Where(result => result.Case == DemoScript.Picture).ToList();
        terminal.Out.WriteLine($"{pictures.Count(result => result.AsScripted)} of {pictures.Count} plain pictures were fetched once and kept.");
        terminal.Out.WriteLine("What the server did, and what the crawler made of it:");
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn("").AddColumn("the server").AddColumn("result").AddColumn(new TableColumn("requests").RightAligned()).AddColumn("why");
        foreach (var result in results.Where(result => result.Case != DemoScript.Picture || !result.AsScripted))
        {
            table.AddRow(
                result.AsScripted ? "[green]ok[/]" : "[red]NOT OK[/]",
                SafeText.Markup(result.Case.What),
                SafeText.Markup(result.Happened),
                Figures.Count(result.Requests),
                SafeText.Markup(result.AsScripted
                    ? result.Case.Story
                    : $"Expected {result.Case.Expected} after {result.Case.Requests} requests: {result.Url.PathAndQuery}"));
        }

        console.Write(table);
    }

    public void Close(CrawlEnd end)
    {
        terminal.Out.WriteLine();
        terminal.Out.WriteLine(end.ExitCode == ExitCodes.Complete
            ? "The demo went as scripted. The job is Partial by design: some of these URLs cannot be had."
            : "The demo did NOT go as scripted: see the lines above and the log.");
        terminal.Out.WriteLine("Next: put URLs into a file, one a line, and run");
        terminal.Out.WriteLine("  pixcrawl crawl urls.txt -o my-dataset --contact you@example.org");
    }
}
