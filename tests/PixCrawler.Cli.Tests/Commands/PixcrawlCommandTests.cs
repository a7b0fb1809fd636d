using PixCrawler.Cli.Commands;

namespace PixCrawler.Cli.Tests.Commands;

public class PixcrawlCommandTests
{
    private readonly Screen _screen = new();

    [Theory]
    [InlineData("crawl -o out", "LIST: name at least one URL list")]
    [InlineData("crawl urls.txt", "pixcrawl: Option '--output' is required.")]
    [InlineData("crawl urls.txt -o out --format xml", "pixcrawl: --format: must be auto, text, csv, tsv, json or jsonl, not 'xml'")]
    [InlineData("crawl urls.txt -o out --validation deep", "pixcrawl: --validation: must be fast, medium or slow, not 'deep'")]
    [InlineData("crawl urls.txt -o out --allow-network 10.0.0.0/99",
        "pixcrawl: --allow-network: '10.0.0.0/99' is no network; write its first address and prefix length, such as 10.1.0.0/16, or a single address")]
    [InlineData("crawl urls.txt -o out --json --quiet", "pixcrawl: --json and --quiet exclude each other; leave one out")]
    [InlineData("crawl urls.txt -o out --min-side 0", "--min-side: must be from 1 to 16,384, not 0")]
    [InlineData("crawl urls.txt -o out --concurrency 0", "--concurrency: must be between 1 and 4096")]
    [InlineData("crawl - - -o out", "LIST: standard input (-) can be read only once")]
    [InlineData("fetch", "pixcrawl: Unrecognized command or argument 'fetch'.")]
    public async Task RunAsync_WithABadLine_SaysWhatToDoAndExits64(string line, string complaint)
    {
        (await RunAsync(line)).ShouldBe(ExitCodes.Usage);

        _screen.Error.Split('\n').ShouldContain(complaint);
        _screen.Error.ShouldNotContain("   at ");
        _screen.Out.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--help", "crawl")]
    [InlineData("crawl --help", "--allow-network <CIDR>")]
    [InlineData("demo --help", "--output")]
    [InlineData("doctor --help", "--json")]
    public async Task RunAsync_WhenAskedForHelp_GivesItAndExits0(string line, string part)
    {
        (await RunAsync(line)).ShouldBe(ExitCodes.Complete);

        _screen.Out.ShouldContain(part);
        _screen.Error.ShouldBeEmpty();
    }

    private Task<int> RunAsync(string line) => PixcrawlCommand.RunAsync(line.Split(' '), _screen.Terminal, TimeProvider.System);
}
