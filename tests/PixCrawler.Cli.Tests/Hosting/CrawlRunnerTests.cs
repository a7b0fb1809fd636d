using PixCrawler.Cli.Commands;
using PixCrawler.Cli.Hosting;
using PixCrawler.Cli.Rendering;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;

namespace PixCrawler.Cli.Tests.Hosting;

public sealed class CrawlRunnerTests : IDisposable
{
    private readonly Screen _screen = new();
    private readonly TemporaryFolder _folder = new();
    private readonly Logging _logging;
    private readonly CrawlRunner _runner;

    public CrawlRunnerTests()
    {
        _logging = new Logging(_screen.Terminal.Error, level: null);
        _runner = new CrawlRunner(
            new HumanView(_screen.Terminal, new NoProgress(), new BriefSummary(_screen.Terminal.Out)), _logging, TimeProvider.System);
    }

    private JobSpecification Job => new() { Name = "birds", OutputFolder = _folder.Path, Sources = [new UrlListSource("-")] };

    [Fact]
    public async Task RunAsync_WhenTheJobEnds_ReturnsItsLastReportAndCode()
    {
        var (start, report, exitCode) = await _runner.RunAsync(
            new FakeClient(null, Reports.Running(1, 2), Reports.Ended()), Job, CancellationToken.None);

        report.ShouldBe(Reports.Ended());
        exitCode.ShouldBe(ExitCodes.Partial);
        start!.LogFile.ShouldBe(_folder.Sub(".pixcrawl/logs/pixcrawl.jsonl"));
    }

    [Fact]
    public async Task RunAsync_WhenRejected_PrintsEachErrorOnItsLineAndOpensNoLog()
    {
        var client = new FakeClient([new FieldError("MinSidePixels", "too small"), new FieldError("list-not-found", "no\nsuch list")]);

        var (_, report, exitCode) = await _runner.RunAsync(client, Job, CancellationToken.None);

        report.ShouldBeNull();
        exitCode.ShouldBe(ExitCodes.Usage);
        _screen.Error.ShouldBe("--min-side: too small\nlist-not-found: no\\u{A}such list\n");
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_WhenInterrupted_CancelsOnceAndStillReports()
    {
        var client = new FakeClient();
        using var interrupt = new CancellationTokenSource();

        var running = _runner.RunAsync(client, Job, interrupt.Token);
        await interrupt.CancelAsync();
        var (_, report, exitCode) = await running;

        client.Cancels.ShouldBe(1);
        report!.Status.ShouldBe(JobStatus.Cancelled);
        exitCode.ShouldBe(ExitCodes.Cancelled);
    }

    [Fact]
    public async Task RunAsync_WhenNotInterrupted_CancelsNothing()
    {
        var client = new FakeClient(null, Reports.Ended());

        await _runner.RunAsync(client, Job, CancellationToken.None);

        client.Cancels.ShouldBe(0);
    }

    public void Dispose()
    {
        _logging.Dispose();
        _folder.Dispose();
    }
}
