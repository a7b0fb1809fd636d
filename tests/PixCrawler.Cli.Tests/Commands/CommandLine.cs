using System.CommandLine;
using PixCrawler.Cli.Commands;

namespace PixCrawler.Cli.Tests.Commands;

/// <summary>Reads a line of arguments as <c>crawl</c> does.</summary>
internal static class CommandLine
{
    public static CrawlSettings Crawl(params string[] args)
    {
        var (options, line) = Parse(args);
        line.Errors.ShouldBeEmpty();
        return options.Read(line);
    }

    /// <summary>What is wrong with a line that cannot be read.</summary>
    public static IReadOnlyList<string> Errors(params string[] args) => [.. Parse(args).Line.Errors.Select(error => error.Message)];

    private static (CrawlOptions Options, ParseResult Line) Parse(string[] args)
    {
        var options = new CrawlOptions();
        var command = new Command("crawl");
        options.AddTo(command);
        return (options, command.Parse(args));
    }
}
