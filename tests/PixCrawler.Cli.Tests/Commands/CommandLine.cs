using System.CommandLine;
using PixCrawler.Cli.Commands;

namespace PixCrawler.Cli.Tests.Commands;

/// <summary>Reads a line of arguments as <c>crawl</c> does.</summary>
internal static class CommandLine
{
    public static CrawlSettings Crawl(params string[] args)
    {
        var options = new CrawlOptions();
        var command = new Command("crawl");
        options.AddTo(command);
        var line = command.Parse(args);
        line.Errors.ShouldBeEmpty();
        return options.Read(line);
    }
}
