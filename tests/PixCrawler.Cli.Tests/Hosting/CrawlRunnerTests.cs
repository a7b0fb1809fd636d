using PixCrawler.Actors.Hosting;
using PixCrawler.Cli.Commands;
using PixCrawler.Cli.Home;
using PixCrawler.Cli.Hosting;
using PixCrawler.Cli.Rendering;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;

namespace PixCrawler.Cli.Tests.Hosting;

public sealed class CrawlRunnerTests : IDisposable
{
    private static readonly JobId Job = new(new Guid(1, 2, 3, new byte[8]));

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

    private CrawlSettings Settings => new(
        new JobSpecification { Name = "birds", OutputFolder = _folder.Path, Sources = [new UrlListSource("-")] },
        new PixCrawlerOptions(), ViewKind.Quiet, LogLevel: null, NoColor: true);

    private DatasetHome Home => new(_folder.Path);

    [Fact]
    public async Task RunAsync_WhenTheJobEnds_ReturnsItsLastReportAndCode()
    {
        var (start, report, exitCode) = await RunAsync(new FakeClient(null, Reports.Running(1, 2), Reports.Ended()));

        report.ShouldBe(Reports.Ended());
        exitCode.ShouldBe(ExitCodes.Partial);
        start!.LogFile.ShouldBe(_folder.Sub(".pixcrawl/logs/pixcrawl.jsonl"));
    }

    [Fact]
    public async Task RunAsync_WhenTheJobIsKnown_GoesOnWithItAndSubmitsNothing()
    {
        var client = new FakeClient(null, Reports.Ended()) { Known = true };

        (await RunAsync(client)).ExitCode.ShouldBe(ExitCodes.Partial);

        client.Submitted.ShouldBe(0);
    }

    [Fact]
    public async Task RunAsync_WhenThereIsNothingToResumeAndNoList_SaysSo()
    {
        var settings = Settings with { Resume = true, Job = Settings.Job with { Sources = [] } };

        (await RunAsync(new FakeClient(null, Reports.Ended()), settings)).ExitCode.ShouldBe(ExitCodes.Usage);

        _screen.Error.ShouldContain("LIST");
    }

    [Fact]
    public async Task RunAsync_WhenRejected_PrintsEachErrorOnItsLineAndLeavesNothingBehind()
    {
        Home.WriteNote(new JobNote(Job.ToString(), JobNote.Own));
        var client = new FakeClient([new FieldError("MinSidePixels", "too small"), new FieldError("list-not-found", "no\nsuch list")]);

        var (_, report, exitCode) = await RunAsync(client);

        report.ShouldBeNull();
        exitCode.ShouldBe(ExitCodes.Usage);
        _screen.Error.ShouldBe("--min-side: too small\nlist-not-found: no\\u{A}such list\n");
        Directory.Exists(_folder.Path).ShouldBeFalse();
        Directory.CreateDirectory(_folder.Path);
    }

    [Fact]
    public async Task RunAsync_WhenInterrupted_StopsTheCrawlerCancelsNothingAndSaysHowToGoOn()
    {
        var client = new FakeClient();
        using var interrupt = new CancellationTokenSource();

        var running = RunAsync(client, interrupted: interrupt.Token);
        await interrupt.CancelAsync();
        var (_, report, exitCode) = await running;

        (client.Stops, client.Cancels).ShouldBe((1, 0));
        report.ShouldBeNull();
        exitCode.ShouldBe(ExitCodes.Suspended);
        _screen.Error.ShouldContain($"pixcrawl crawl --resume -o {_folder.Path}");
    }

    [Fact]
    public async Task RunAsync_WhenAnotherProcessWantsItCancelled_CancelsOnceAndReports()
    {
        var client = new FakeClient();
        var running = RunAsync(client);
        Directory.CreateDirectory(_folder.Sub(".pixcrawl"));
        Home.AskToCancel();
        var (_, report, exitCode) = await running;

        (client.Stops, client.Cancels).ShouldBe((0, 1));
        report!.Status.ShouldBe(JobStatus.Cancelled);
        exitCode.ShouldBe(ExitCodes.Cancelled);
        Home.TakeCancelRequest().ShouldBeFalse("it is taken once");
    }

    [Fact]
    public async Task RunAsync_OfAFolderWithAJobWithoutResume_IsRefusedAndNamesTheWayOn()
    {
        Home.WriteNote(new JobNote(Job.ToString(), JobNote.Own));

        (await _runner.RunAsync(Settings, CancellationToken.None)).ExitCode.ShouldBe(ExitCodes.Usage);

        _screen.Error.ShouldContain("--resume");
    }

    [Fact]
    public async Task RunAsync_OfAFolderAnotherProcessWorksOn_IsRefused()
    {
        Home.WriteNote(new JobNote(Job.ToString(), JobNote.Own));
        using var other = Home.TryLock();

        (await _runner.RunAsync(Settings with { Resume = true }, CancellationToken.None)).ExitCode.ShouldBe(ExitCodes.Usage);

        _screen.Error.ShouldContain($"process {Environment.ProcessId}");
    }

    [Fact]
    public async Task RunAsync_OfAJobInPostgreSqlWithoutItsConnection_AsksForIt()
    {
        Home.WriteNote(new JobNote(Job.ToString(), JobNote.PostgreSql));

        (await _runner.RunAsync(Settings with { Resume = true }, CancellationToken.None)).ExitCode.ShouldBe(ExitCodes.Usage);

        _screen.Error.ShouldContain("--journal");
    }

    public void Dispose()
    {
        _logging.Dispose();
        _folder.Dispose();
    }

    private Task<(CrawlStart? Start, JobReport? Report, int ExitCode)> RunAsync(
        FakeClient client, CrawlSettings? settings = null, CancellationToken interrupted = default) =>
        _runner.RunAsync(client, Home, Job, settings ?? Settings, interrupted);
}
