using Akka.Actor;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Tests.Durability;

/// <summary>A6, A7, B11 and law 7 over a process that dies: the job goes on by itself from its journal and its folder.</summary>
public sealed class ResumeTests : JobWorld
{
    private static InfrastructureException DiskFails() => new(InfrastructureKind.Disk, "the disk failed");

    [Fact]
    public async Task A7_Process_WhenItDiesMidway_GoesOnAndAsksForNothingSettledAgain()
    {
        Options.MaxConcurrentDownloads = 64;
        Lists.With("urls.txt", Urls(30));
        for (var number = 20; number < 30; number++)
            Web.Hangs($"http://site/{number}.png");
        Submit(Specification() with { ChunkSlots = 10 });
        await UntilAsync(
            report =>
            {
                Advance(0.25);
                return report.Tally.Kept == 20;
            },
            "20 of 30 are kept");

        await CrashAsync();
        for (var number = 20; number < 30; number++)
            Web.On($"http://site/{number}.png", visit => Task.FromResult(FakeWeb.Image(visit.Url)));
        Restart();

        var ended = await EndAsync();
        (ended.Status, ended.Tally.Kept, ended.Restarts).ShouldBe((JobStatus.Completed, 30, 0));
        for (var number = 0; number < 30; number++)
            Web.CountFor($"http://site/{number}.png").ShouldBeLessThanOrEqualTo(number < 20 ? 1 : 2);
        Store.Entries.Select(entry => entry.Candidate.Url).ShouldBe(Urls(30));
    }

    [Fact]
    public async Task A6_RestartDelay_WhenTheProcessDiesMeanwhile_EndsAtTheSameTime()
    {
        Lists.With("urls.txt", Urls(1));
        var runs = 0;
        Store.Before = step =>
        {
            if (step == "read-plan" && Interlocked.Increment(ref runs) == 1)
                throw DiskFails();
        };
        Submit();
        var waiting = await UntilAsync(report => report.Restarting.Length == 1, "the restart waits");
        Advance(30);

        await CrashAsync();
        Restart();

        (await ReportAsync()).Restarting.Single().DueAt.ShouldBe(waiting.Restarting[0].DueAt);
        Advance(29.9);
        (await ReportAsync()).Restarting.Length.ShouldBe(1, "59.9 s: not yet");
        runs.ShouldBe(1);
        Advance(0.1);
        (await EndAsync()).Restarts.ShouldBe(1);
    }

    [Fact]
    public async Task A6_Restarts_WhenTheProcessDiesInBetween_AreStillThreeInAll()
    {
        Lists.With("urls.txt", Urls(1));
        var runs = 0;
        Store.Before = step =>
        {
            if (step != "read-plan" || Interlocked.Increment(ref runs) > 4)
                return;
            throw DiskFails();
        };
        Submit();
        for (var restart = 1; restart <= 3; restart++)
        {
            var waiting = await UntilAsync(report => report.Restarting.Length == 1, $"restart {restart} waits");
            waiting.Restarting[0].Restart.ShouldBe(restart);
            await CrashAsync();
            Restart();
            await ReportAsync();
            Advance(60);
            await UntilAsync(_ => Volatile.Read(ref runs) > restart, "a new run");
        }

        var ended = await EndAsync();
        (ended.Status, ended.ChunksFailed, ended.Restarts).ShouldBe((JobStatus.Failed, 1, 3));
        runs.ShouldBe(5, "four runs, and one that only closes the account");
    }

    [Fact]
    public async Task B11_Attempts_WhenEachLifeOfTheProcessMakesOne_AreThreeInAll()
    {
        Lists.With("urls.txt", ["http://a/poison"]);
        Web.Hangs("http://a/poison");
        Submit();
        for (var life = 1; life <= 3; life++)
        {
            await UntilAsync(_ => Web.CountFor("http://a/poison") == life, $"request {life}");
            await CrashAsync();
            Restart();
        }

        var ended = await EndAsync();

        (ended.Status, ended.Tally.Failed, ended.Tally.Attempts).ShouldBe((JobStatus.Failed, 1, 3));
        Web.CountFor("http://a/poison").ShouldBe(3);
        var account = Store.Entries.Single().Settlement;
        (account.Reason, account.Failure).ShouldBe(("interrupted", FailureKind.Transient));
    }

    [Fact]
    public async Task A6_PoisonSlot_WhenItKillsTheProcessAtEachRun_CostsItselfAlone()
    {
        Lists.With("urls.txt", [.. Urls(7), "http://site/poison"]);
        // Its neighbours are under way when it strikes, so that they are suspected with it.
        var neighbours = Urls(7);
        foreach (var url in neighbours)
            Web.Hangs(url);
        Web.Hangs("http://site/poison");
        Web.OnVisit = visit =>
        {
            if (visit.Url.EndsWith("poison", StringComparison.Ordinal))
                Journal.Freeze();
        };
        Submit();
        for (var life = 1; life <= 3; life++)
        {
            if (life == 3)
            {
                foreach (var url in neighbours)
                    Web.On(url, visit => Task.FromResult(FakeWeb.Image(visit.Url)));
            }

            await Journal.Death.WaitAsync(TimeSpan.FromSeconds(20));
            await CrashAsync();
            Restart();
        }

        var ended = await EndAsync();

        (ended.Status, ended.Tally.Kept, ended.Tally.Failed, ended.ChunksFailed).ShouldBe((JobStatus.Partial, 7, 1, 0));
        Web.CountFor("http://site/poison").ShouldBe(3);
        Store.Entries.Single(entry => entry.Settlement.Status == SettlementStatus.Failed).Candidate.Url.ShouldBe("http://site/poison");
        Logs.WithId(EventIds.SlotAlone).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Law7_TemporaryFiles_OfDeadRuns_AreCollectedBeforeTheJobGoesOn()
    {
        Lists.With("urls.txt", ["http://a/slow"]);
        Web.Hangs("http://a/slow");
        Submit();
        await UntilAsync(_ => Web.InFlight == 1, "the request is made");
        await CrashAsync();
        Store.Temporary.Enqueue("half an image");
        Web.On("http://a/slow", visit =>
        {
            Store.Temporary.ShouldBeEmpty("it is collected before anything is asked");
            return Task.FromResult(FakeWeb.Image(visit.Url));
        });

        Restart();

        (await EndAsync()).Status.ShouldBe(JobStatus.Completed);
    }

    [Fact]
    public async Task Folder_WhenItIsGone_IsTriedAgainAndNotBegunAfresh()
    {
        Lists.With("urls.txt", ["http://a/slow"]);
        Web.Hangs("http://a/slow");
        Submit();
        await UntilAsync(_ => Web.InFlight == 1, "the request is made");
        await CrashAsync();
        Web.On("http://a/slow", visit => Task.FromResult(FakeWeb.Image(visit.Url)));
        var opens = 0;
        Store.Before = step =>
        {
            step.ShouldNotBe("create");
            if (step == "open" && Interlocked.Increment(ref opens) == 1)
                throw new InfrastructureException(InfrastructureKind.Disk, "there is no dataset here");
        };

        Restart();
        var waiting = await UntilAsync(report => report.Paused is not null, "the supervisor waits for its restart");
        (waiting.Status, waiting.Paused!.Contains("there is no dataset here", StringComparison.Ordinal)).ShouldBe((JobStatus.Running, true));
        Advance(60);

        (await EndAsync()).Tally.Kept.ShouldBe(1);
    }

    [Fact]
    public async Task Folder_WhenItStaysAway_FailsTheJobAfterThreeRestarts()
    {
        Lists.With("urls.txt", Urls(1));
        Web.Hangs(Urls(1)[0]);
        Submit();
        await UntilAsync(_ => Web.InFlight == 1, "the request is made");
        await CrashAsync();
        Store.Before = step =>
        {
            if (step == "open")
                throw new InfrastructureException(InfrastructureKind.Disk, "there is no dataset here");
        };

        Restart();
        for (var restart = 1; restart <= 3; restart++)
        {
            var number = restart;
            await UntilAsync(
                report => report.Paused is not null && Logs.WithId(EventIds.SupervisorRestart).Count() == number, $"restart {restart} waits");
            Advance(60);
        }

        var failed = await EndAsync();
        failed.Status.ShouldBe(JobStatus.Failed);
        failed.Problem.ShouldNotBeNull().ShouldContain("there is no dataset here");
    }

    [Fact]
    public async Task Cancel_WhenTheProcessDiesMeanwhile_IsFinishedByTheNext()
    {
        Lists.With("urls.txt", Urls(3));
        foreach (var url in Urls(3))
            Web.Hangs(url);
        Submit();
        await UntilAsync(_ => Web.InFlight == 3, "all are under way");
        Journal.Before = written =>
        {
            if (written is SlotSettled)
                Journal.Freeze();
        };
        Jobs.Tell(new CancelJob(JobId), TestActor);
        await Journal.Death.WaitAsync(TimeSpan.FromSeconds(20));
        await CrashAsync();
        Journal.Before = _ => { };

        Restart();

        var ended = await EndAsync();
        (ended.Status, ended.Tally.Cancelled).ShouldBe((JobStatus.Cancelled, 3));
        Web.Visits.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Cancel_WhenTheProcessDiesWithTheRequest_IsCarriedOutByTheNext()
    {
        Lists.With("urls.txt", Urls(3));
        foreach (var url in Urls(3))
            Web.Hangs(url);
        Submit();
        await UntilAsync(_ => Web.InFlight == 3, "all are under way");
        Journal.DiesWithWrite = Journal.Writes + 1;
        Jobs.Tell(new CancelJob(JobId), TestActor);
        await Journal.Death.WaitAsync(TimeSpan.FromSeconds(20));
        await CrashAsync();
        Journal.Stored[^1].ShouldBeOfType<JobCancelRequested>();

        Restart();

        var ended = await EndAsync();
        (ended.Status, ended.Tally.Cancelled).ShouldBe((JobStatus.Cancelled, 3));
        Web.Visits.Count.ShouldBe(3);
        Journal.Stored.OfType<JobCancelRequested>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task B4_RetryAfter_WhenTheProcessDiesMeanwhile_HoldsForTheNext()
    {
        Lists.With("urls.txt", ["http://a/busy"]);
        var answers = 0;
        Web.On("http://a/busy", _ => Interlocked.Increment(ref answers) == 1
            ? throw new ServiceUnavailableException("retry-after-too-long", "later") { HttpStatus = 503, Attempts = 1, RetryAfter = TimeSpan.FromSeconds(300) }
            : Task.FromResult(FakeWeb.Image("http://a/busy")));
        Submit();
        var waiting = await UntilAsync(
            report =>
            {
                Advance(0.02);
                return report.HostPauses.Length == 1 && report.Retries.Length == 1;
            },
            "the host is paused");
        var until = waiting.HostPauses[0].Until;
        await AwaitConditionAsync(
            async () => await Journal.ReadHighestSequenceNrAsync("hosts") == 1, TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(5), "it is kept");

        await CrashAsync();
        Restart();

        await ReportAsync();
        Advance((until - Time.GetUtcNow()).TotalSeconds - 0.1);
        (await ReportAsync()).Status.ShouldBe(JobStatus.Running);
        Web.CountFor("http://a/busy").ShouldBe(1, "299.9 s: not yet");
        var ended = await UntilAsync(
            report =>
            {
                Advance(0.05);
                return report.Status.IsTerminal();
            },
            "the job ends");
        ended.Tally.Kept.ShouldBe(1);
        Web.Visits.Last().At.ShouldBeGreaterThanOrEqualTo(until);
        Web.Visits.Select(visit => visit.Attempt).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task List_WhenItHasChanged_IsNotPlannedOnButWhatWasPlannedIsDone()
    {
        Lists.With("urls.txt", Urls(10));
        Lists.Fault = (5, DiskFails());
        Submit(Specification() with { ChunkSlots = 2 });
        await UntilAsync(report => report.Restarting.Any(worker => worker.Worker == "discovery-0"), "discovery waits");
        await CrashAsync();
        Lists.Fault = null;
        Lists.With("urls.txt", [.. Urls(10, "other").Take(1), .. Urls(10).Skip(1)]);

        Restart();
        await ReportAsync();
        Advance(60);

        var ended = await EndAsync();
        (ended.Status, ended.Tally.Kept, ended.PlannedSlots).ShouldBe((JobStatus.Partial, 4, 4));
        ended.Problem.ShouldNotBeNull().ShouldContain("has changed");
    }

    [Fact]
    public async Task StandardInput_WhenTheProcessDies_IsCutOffAndSaysSo()
    {
        Lists.With("-", Urls(4));
        foreach (var url in Urls(4))
            Web.Hangs(url);
        Lists.Fault = (3, DiskFails());
        Submit(Specification("-") with { ChunkSlots = 2 });
        await UntilAsync(_ => Web.InFlight == 2, "the first chunk is under way");
        await CrashAsync();
        Lists.Fault = null;
        foreach (var url in Urls(4))
            Web.On(url, visit => Task.FromResult(FakeWeb.Image(visit.Url)));

        Restart();
        await ReportAsync();
        Advance(60);

        var ended = await EndAsync();
        (ended.Status, ended.Tally.Kept).ShouldBe((JobStatus.Partial, 2));
        ended.Problem.ShouldNotBeNull().ShouldContain("Standard input cannot be read a second time");
    }
}
