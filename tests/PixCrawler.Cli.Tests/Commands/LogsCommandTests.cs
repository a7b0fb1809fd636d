using PixCrawler.Cli.Commands;
using PixCrawler.Cli.Hosting;
using PixCrawler.Cli.Tests.Hosting;
using PixCrawler.Cli.Tests.Logs;

namespace PixCrawler.Cli.Tests.Commands;

public sealed class LogsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Screen _screen = new();

    public LogsCommandTests()
    {
        LogBook.Write(_folder.Path, 0,
            LogBook.Line(0, "Information", "accepted", ("JobId", "aa11")),
            LogBook.Line(1, "Warning", "attempt failed", ("JobId", "aa11"), ("ChunkId", "aa11-3"), ("Slot", 7), ("Url", "http://h/Cat.png")));
        LogBook.Write(_folder.Path, 1, LogBook.Line(2, "Error", "other job", ("JobId", "bb22"), ("ChunkId", "bb22-0")), "not json", "[1]");
        LogBook.Write(_folder.Path, 2, LogBook.Line(3, "Information", "ended", ("JobId", "aa11")), "{\"@t\":\"2026-01-02T03:");
    }

    [Fact]
    public async Task Logs_OfARolledAndTornLog_TellsTheStoryInOrder()
    {
        (await RunAsync(_folder.Path)).ShouldBe(0);

        _screen.Lines.ShouldBe(
        [
            "2026-01-02 03:04:05.000 INF accepted",
            "2026-01-02 03:04:06.000 WAR chunk 3/7: attempt failed http://h/Cat.png",
            "2026-01-02 03:04:07.000 ERR chunk 0: other job",
            "2026-01-02 03:04:08.000 INF ended",
        ]);
    }

    [Theory]
    [InlineData("--job aa", 3)]
    [InlineData("--job AA11 --chunk 3", 1)]
    [InlineData("--chunk 0", 1)]
    [InlineData("--url cat.PNG", 1)]
    [InlineData("--level warning", 2)]
    [InlineData("--level error --job aa", 0)]
    public async Task Logs_WithFilters_ShowsTheLinesThatMeetAll(string filters, int expected)
    {
        (await RunAsync([_folder.Path, .. filters.Split(' ')])).ShouldBe(0);

        _screen.Lines.Length.ShouldBe(expected);
    }

    [Fact]
    public async Task Logs_WithJson_PassesTheLinesOnAsTheyAre()
    {
        (await RunAsync(_folder.Path, "--json", "--level", "error")).ShouldBe(0);

        _screen.Lines.ShouldBe([LogBook.Line(2, "Error", "other job", ("JobId", "bb22"), ("ChunkId", "bb22-0"))]);
    }

    [Fact]
    public async Task Logs_OfAFile_ReadsThatFile()
    {
        (await RunAsync("--file", Logging.FileOf(_folder.Path))).ShouldBe(0);

        _screen.Lines.Length.ShouldBe(2);
    }

    [Fact]
    public async Task Logs_WithHostileText_ShowsItOnOneLine()
    {
        LogBook.Write(_folder.Path, 0, LogBook.Line(0, "Error", "a\u001b[2J\nb", ("Url", "http://h/\r\n\u202e")));
        File.Delete(Logging.FileOf(_folder.Path).Replace(".jsonl", "_001.jsonl", StringComparison.Ordinal));

        (await RunAsync(_folder.Path, "--level", "error")).ShouldBe(0);

        _screen.Lines.ShouldBe(["2026-01-02 03:04:05.000 ERR a\\u{1B}[2J\\u{A}b http://h/\\u{D}\\u{A}\\u{202E}"]);
    }

    [Theory]
    [InlineData("nowhere", "OUT: there is no log in")]
    [InlineData("--file nowhere", "--file: nowhere does not exist")]
    public async Task Logs_WhereThereIsNone_SaysSoWith64(string args, string expected)
    {
        (await RunAsync(args.Split(' '))).ShouldBe(64);

        _screen.Error.ShouldStartWith(expected);
    }

    public void Dispose() => _folder.Dispose();

    private Task<int> RunAsync(params string[] args) => PixcrawlCommand.RunAsync(["logs", .. args], _screen.Terminal, TimeProvider.System);
}
