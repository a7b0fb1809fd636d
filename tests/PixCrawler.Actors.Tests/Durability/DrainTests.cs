using Akka.Actor;
using PixCrawler.Actors.Jobs;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Tests.Durability;

/// <summary>Clean ends: what is under way has its time, what is done is saved, and the next process goes on as if nothing had been.</summary>
public sealed class DrainTests : JobWorld
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Drain_WhenDownloadsAreUnderWay_WaitsForThemAndBeginsNothingMore()
    {
        Options.MaxConcurrentDownloads = 2;
        Lists.With("urls.txt", Urls(6));
        var arrive = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var url in Urls(6))
        {
            Web.On(url, async visit =>
            {
                await arrive.Task.WaitAsync(visit.Cancelled);
                return FakeWeb.Image(visit.Url);
            });
        }

        Submit();
        await UntilAsync(_ => Web.InFlight == 2, "two are under way");
        var drained = Jobs.Ask<JobsDrained>(DrainJobs.Instance, Patience);
        await ReportAsync();
        drained.IsCompleted.ShouldBeFalse();
        arrive.SetResult();
        await drained;

        Web.Visits.Count.ShouldBe(2);
        (await ReportAsync()).IsSuspended.ShouldBeTrue();
        Journal.Stored.OfType<JobSuspended>().ShouldHaveSingleItem();
        await CrashAsync();
        Restart();
        var ended = await EndAsync();
        (ended.Status, ended.Tally.Kept, ended.Restarts).ShouldBe((JobStatus.Completed, 6, 0));
        Web.Visits.GroupBy(visit => visit.Url).ShouldAllBe(visits => visits.Count() == 1);
        Journal.Stored.OfType<WorkerInterrupted>().ShouldBeEmpty("a clean end is no interruption");
    }

    [Fact]
    public async Task Drain_WhenADownloadHangs_GivesItUpAfterTwentySeconds()
    {
        Lists.With("urls.txt", Urls(1));
        Web.Hangs(Urls(1)[0]);
        Submit();
        await UntilAsync(_ => Web.InFlight == 1, "it is under way");
        var drained = Jobs.Ask<JobsDrained>(DrainJobs.Instance, Patience);
        await ReportAsync();
        Advance(19.9);
        await ReportAsync();
        drained.IsCompleted.ShouldBeFalse("19.9 s: it may still come");

        Advance(0.1);
        await drained;
    }

    [Fact]
    public async Task Drain_WhenAChunkFailsMeanwhile_CountsItsRunOnceAsFailed()
    {
        Lists.With("urls.txt", Urls(1));
        var arrive = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Web.On(Urls(1)[0], async visit =>
        {
            await arrive.Task.WaitAsync(visit.Cancelled);
            return FakeWeb.Image(visit.Url);
        });
        Submit();
        await UntilAsync(_ => Web.InFlight == 1, "it is under way");
        var drained = Jobs.Ask<JobsDrained>(DrainJobs.Instance, Patience);
        await ReportAsync();
        Store.Before = step =>
        {
            if (step == "store-image")
                throw new Contracts.Errors.InfrastructureException(Contracts.Errors.InfrastructureKind.Disk, "scripted");
        };
        arrive.SetResult();
        await drained;

        Journal.Stored.OfType<IJobEvent>().TakeLast(2).Select(stored => stored.GetType()).ShouldBe([typeof(WorkerFailed), typeof(JobSuspended)]);
        Store.Before = _ => { };
        await CrashAsync();
        Restart();
        await ReportAsync();
        Advance(60);
        var ended = await EndAsync();
        (ended.Tally.Kept, ended.Restarts).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Drain_WhenNothingRuns_IsDoneAtOnce()
    {
        Jobs.Tell(DrainJobs.Instance, TestActor);
        ExpectMsg<JobsDrained>(Patience);
        Jobs.Tell(new SubmitJob(JobId, Specification()), TestActor);
        (await Task.FromResult(ExpectMsg<JobRejected>(Patience))).Errors[0].Problem.ShouldContain("the process ends");
    }
}
