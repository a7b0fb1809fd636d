using Akka.Actor;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Jobs;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Tests.Datasets;

/// <summary>Exports under their job, in virtual time: A2, A3, A4, A7, E3, and what survives the process.</summary>
public sealed class ExportTests : JobWorld
{
    private const string Name = "files";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private FakeExports Work => (FakeExports)Exports;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task E3_Export_OfAnEndedJob_IsDoneAndTheJobStaysAsItIs(bool inANewProcess)
    {
        var ended = await RunJobAsync();
        if (inANewProcess)
        {
            await CrashAsync();
            Restart();
        }

        (await ExportAsync()).ShouldBeOfType<ExportAccepted>();

        var report = await EndOfAsync();
        (report.Status, report.Result!.Samples, report.Restarts).ShouldBe((ExportStatus.Completed, 1, 0));
        (await ReportAsync()).Status.ShouldBe(ended.Status);
        Journal.Stored.OfType<JobReopened>().ShouldBeEmpty();
        Journal.Stored.OfType<JobEnded>().ShouldHaveSingleItem();
        Store.Entries.Count().ShouldBe(1);
    }

    [Fact]
    public async Task Export_OfARunningJob_WorksOnWhatThereIsAndOutlivesItsEnd()
    {
        Lists.With("urls.txt", Urls(1));
        var (download, export) = (Promise<bool>(), Promise<ExportSummary>());
        Web.On(Urls(1)[0], async visit =>
        {
            await download.Task.WaitAsync(visit.Cancelled);
            return FakeWeb.Image(visit.Url);
        });
        Work.Run = (_, _, stop) => export.Task.WaitAsync(stop);
        Submit();
        await UntilAsync(_ => Web.InFlight == 1, "the job is under way");

        (await ExportAsync()).ShouldBeOfType<ExportAccepted>();
        await UntilAsync(_ => Work.Runs == 1, "the export is under way");
        download.SetResult(true);
        (await EndAsync()).Status.ShouldBe(JobStatus.Completed);
        (await StatusAsync()).ShouldBeOfType<ExportReport>().Status.ShouldBe(ExportStatus.Running);

        export.SetResult(new ExportSummary("/there") { Samples = 7 });
        (await EndOfAsync()).Result!.Samples.ShouldBe(7);
    }

    [Fact]
    public async Task Export_SentAgain_IsTheSameExport()
    {
        await RunJobAsync();
        var done = Promise<ExportSummary>();
        Work.Run = (_, _, stop) => done.Task.WaitAsync(stop);
        await ExportAsync();
        (await ExportAsync()).ShouldBeOfType<ExportAccepted>();
        (await ExportAsync(refresh: true)).ShouldBeOfType<ExportAccepted>("one that is under way is not begun twice");
        (await ExportAsync(new ExportSpecification { Layout = ExportLayout.Coco })).ShouldBeOfType<ExportRejected>().Errors[0].Problem
            .ShouldContain("other options");
        done.SetResult(new ExportSummary("/there"));
        await EndOfAsync();

        (await ExportAsync()).ShouldBeOfType<ExportAccepted>();
        Work.Runs.ShouldBe(1, "its result stands");
        (await ExportAsync(refresh: true)).ShouldBeOfType<ExportAccepted>();
        await UntilAsync(_ => Work.Runs == 2, "it is brought up to date when that is asked for");
        await EndOfAsync();
    }

    [Fact]
    public async Task A2_Export_WhenItsFoundationsFail_RunsAgainThreeTimesSixtySecondsApartAndThenFails()
    {
        await RunJobAsync();
        Work.Run = (_, _, _) => throw new InfrastructureException(InfrastructureKind.Disk, "the disk does not answer");
        await ExportAsync();

        for (var restart = 1; restart <= 3; restart++)
        {
            (await UntilExportAsync(report => report.RestartDueAt is not null && Work.Runs == restart, $"restart {restart} waits"))
                .RestartDueAt.ShouldBe(Time.GetUtcNow() + TimeSpan.FromSeconds(60));
            Advance(59.9);
            await StatusAsync();
            Work.Runs.ShouldBe(restart, "59.9 s: not yet");
            Advance(0.1);
        }

        var ended = await EndOfAsync();
        (ended.Status, ended.Cause!.Reason, ended.Restarts, Work.Runs).ShouldBe((ExportStatus.Failed, "infrastructure-disk", 3, 4));
        (await ReportAsync()).Status.ShouldBe(JobStatus.Completed);
        Logs.WithId(EventIds.ExportRestart).Select(line => LogCollector.Text(line, "RestartCount")).ShouldBe(["1", "2", "3"]);
    }

    [Fact]
    public async Task Export_WhenTheDiskIsFull_WaitsForRoomWithoutUsingUpARestart()
    {
        await RunJobAsync();
        Disk.Free = 1;
        Work.Run = (order, _, _) => order.Run == 1
            ? throw new InfrastructureException(InfrastructureKind.Disk, "the disk is full")
            : Task.FromResult(new ExportSummary("/there"));
        await ExportAsync();
        for (var look = 0; look < 5; look++)
        {
            await UntilExportAsync(report => report.RestartDueAt is not null, "it waits");
            Advance(60);
        }

        await StatusAsync();
        Work.Runs.ShouldBe(1);
        Disk.Free = null;
        Advance(60);
        var ended = await EndOfAsync();
        (ended.Status, ended.Restarts).ShouldBe((ExportStatus.Completed, 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A3_A4_Export_WhenAnythingElseFails_IsNotRestarted(bool isTransient)
    {
        await RunJobAsync();
        Work.Run = (_, _, _) => throw (isTransient
            ? new ServiceUnavailableException("http-503", "the store is busy") { Attempts = 3 }
            : new InvalidInputException("store-target-invalid", "there is no such bucket; key=AKIAIOSFODNN7EXAMPLE") as CrawlException);
        await ExportAsync();

        (await EndOfAsync()).Status.ShouldBe(ExportStatus.Failed);
        Advance(200);
        await StatusAsync();
        Work.Runs.ShouldBe(1);
    }

    [Fact]
    public async Task A7_Export_WhenItsProcessDies_GoesOnByItselfInTheNextOne()
    {
        await RunJobAsync();
        Work.Run = (_, _, stop) => Promise<ExportSummary>().Task.WaitAsync(stop);
        await ExportAsync();
        await UntilAsync(_ => Work.Runs == 1, "it is under way");
        await CrashAsync();
        Work.Run = (order, _, _) => Task.FromResult(new ExportSummary("/there") { Samples = order.Run });
        Restart();

        var ended = await EndOfAsync();
        (ended.Status, ended.Result!.Samples, ended.Restarts).ShouldBe((ExportStatus.Completed, 2, 1));
        await UntilAsync(_ => Journal.Stored[^1] is JobClosed, "the job is off the list again");
    }

    [Fact]
    public async Task A6_Export_WhenEachRunKillsItsProcess_IsGivenUpAfterItsRestarts()
    {
        await RunJobAsync();
        Work.Run = (_, _, stop) => Promise<ExportSummary>().Task.WaitAsync(stop);
        await ExportAsync();
        for (var life = 1; life <= 4; life++)
        {
            await UntilAsync(_ => Work.Runs == life, $"run {life}");
            await CrashAsync();
            Restart();
        }

        var ended = await EndOfAsync();
        (ended.Status, ended.Cause!.Reason, Work.Runs).ShouldBe((ExportStatus.Failed, "interrupted", 4));
    }

    [Fact]
    public async Task Export_WhenItsProcessEndsInGoodOrder_GoesOnAndNothingIsCounted()
    {
        await RunJobAsync();
        Work.Run = (_, _, stop) => Promise<ExportSummary>().Task.WaitAsync(stop);
        await ExportAsync();
        await UntilAsync(_ => Work.Runs == 1, "it is under way");
        await Jobs.Ask<JobsDrained>(DrainJobs.Instance, Patience);
        (await StatusAsync()).ShouldBeOfType<ExportReport>().IsSuspended.ShouldBeTrue();
        await CrashAsync();
        Work.Run = (_, _, _) => Task.FromResult(new ExportSummary("/there"));
        Restart();

        var ended = await EndOfAsync();
        (ended.Status, ended.Restarts, Work.Runs).ShouldBe((ExportStatus.Completed, 0, 2));
    }

    [Fact]
    public async Task E4_Cancel_EndsItAtOnceAndTheNextRunOfItsNameWaitsForIt()
    {
        await RunJobAsync();
        var (stopped, letGo) = (Promise<bool>(), Promise<bool>());
        Work.Run = async (_, _, stop) =>
        {
            await using var registration = stop.Register(() => stopped.TrySetResult(true));
            await letGo.Task;
            return new ExportSummary("/late");
        };
        await ExportAsync();
        await UntilAsync(_ => Work.Runs == 1, "it is under way");

        (await AskAsync(new CancelExport(JobId, Name))).ShouldBeOfType<ExportCancelAccepted>();
        (await EndOfAsync()).Status.ShouldBe(ExportStatus.Cancelled);
        (await AskAsync(new CancelExport(JobId, Name))).ShouldBeOfType<ExportCancelAccepted>("idempotent");
        await stopped.Task.WaitAsync(Patience);
        Work.Run = (_, _, _) => Task.FromResult(new ExportSummary("/there"));
        await ExportAsync(refresh: true);
        await StatusAsync();
        Work.Runs.ShouldBe(1, "two runs never write to one place");
        letGo.SetResult(true);
        (await EndOfAsync()).Result!.Location.ShouldBe("/there", "a late result is dropped");
        Work.Runs.ShouldBe(2);
    }

    [Fact]
    public async Task Export_TellsHowFarItIs()
    {
        await RunJobAsync();
        var done = Promise<ExportSummary>();
        Work.Run = (_, progress, stop) =>
        {
            progress.Report(new ExportProgress(ExportStage.Writing, 64, 200, 1000, 3000));
            return done.Task.WaitAsync(stop);
        };
        await ExportAsync();

        var report = await UntilExportAsync(
            report =>
            {
                Advance(0.2);
                return report.Progress is not null;
            },
            "progress is told");
        report.Progress.ShouldBe(new ExportProgress(ExportStage.Writing, 64, 200, 1000, 3000));
        done.SetResult(new ExportSummary("/there"));
        (await EndOfAsync()).Progress.ShouldBeNull();
    }

    [Fact]
    public async Task Export_OfWhatIsNotThere_IsAnswered()
    {
        (await AskAsync(new ExportDataset(new JobId(Guid.Empty), Name, new ExportSpecification()))).ShouldBeOfType<JobNotFound>();
        await RunJobAsync();
        (await StatusAsync()).ShouldBeOfType<ExportNotFound>();
        (await AskAsync(new LinkExport(JobId, Name, TimeSpan.FromHours(1)))).ShouldBeOfType<ExportNotFound>();
        (await AskAsync(new ExportDataset(JobId, "../up", new ExportSpecification()))).ShouldBeOfType<ExportRejected>();
        Work.Errors = [new FieldError("Target", "set AWS_ACCESS_KEY_ID")];
        (await ExportAsync()).ShouldBeOfType<ExportRejected>().Errors.ShouldBe(Work.Errors);
        Work.Runs.ShouldBe(0);
    }

    [Fact]
    public async Task D6_Links_AreAnsweredAndKeptNowhere()
    {
        await RunJobAsync();
        await ExportAsync();
        await EndOfAsync();

        (await AskAsync(new LinkExport(JobId, Name, TimeSpan.FromHours(1)))).ShouldBeOfType<ExportLinks>().Links[0].Url.Query.ShouldContain("secret");
        Logs.Events.ShouldAllBe(line => !line.RenderMessage(null).Contains("secret"));
        Journal.Stored.OfType<IExportEvent>().Select(stored => stored.GetType())
            .ShouldBe([typeof(ExportStarted), typeof(ExportRunStarted), typeof(ExportEnded)]);
    }

    [Fact]
    public async Task Export_InAProcessThatDoesNotGoOnWithJobs_LeavesAStoppedJobAlone()
    {
        Lists.With("urls.txt", Urls(2));
        Web.Hangs(Urls(2)[1]);
        Submit();
        await UntilAsync(_ => Web.InFlight == 1 && Web.Visits.Count == 2, "one hangs");
        await CrashAsync();
        var before = Journal.Stored.Count;
        Options.GoesOnWithJobs = false;
        Restart();

        await ExportAsync();
        await EndOfAsync();
        await Jobs.Ask<JobsDrained>(DrainJobs.Instance, Patience);
        Journal.Stored.Skip(before).ShouldAllBe(stored => stored is IExportEvent || stored is IRegistryEvent);
        Web.Visits.Count.ShouldBe(2, "nothing is fetched");

        await CrashAsync();
        Options.GoesOnWithJobs = true;
        Web.On(Urls(2)[1], visit => Task.FromResult(FakeWeb.Image(visit.Url)));
        Restart();
        (await EndAsync()).Tally.Kept.ShouldBe(2);
    }

    private static TaskCompletionSource<T> Promise<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<JobReport> RunJobAsync()
    {
        Lists.With("urls.txt", Urls(1));
        Submit();
        return await EndAsync();
    }

    private Task<IWithJobId> AskAsync(IWithJobId message) => Jobs.Ask<IWithJobId>(message, Patience);

    private Task<IWithJobId> ExportAsync(ExportSpecification? specification = null, bool refresh = false) =>
        AskAsync(new ExportDataset(JobId, Name, specification ?? new ExportSpecification()) { Refresh = refresh });

    private Task<IWithJobId> StatusAsync() => AskAsync(new GetExportStatus(JobId, Name));

    private Task<ExportReport> EndOfAsync() => UntilExportAsync(report => report.Status != ExportStatus.Running, "the export ends");

    private async Task<ExportReport> UntilExportAsync(Func<ExportReport, bool> condition, string hint)
    {
        ExportReport? report = null;
        await AwaitConditionAsync(
            async () => condition(report = (ExportReport)await StatusAsync()), Patience, TimeSpan.FromMilliseconds(5), hint);
        return report!;
    }
}
