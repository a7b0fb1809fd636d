using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Imaging.Inspection;
using Serilog.Events;

namespace PixCrawler.Actors.Tests.Supervision;

/// <summary>Section A of the failure semantics, over real actors in virtual time.</summary>
public sealed class RestartTests : JobWorld
{
    private static InfrastructureException DiskFull() => new(InfrastructureKind.Disk, "no space left on the device");

    [Fact]
    public async Task Chunk_WhenItsFoundationsFail_RunsAgainThreeTimesSixtySecondsApartAndIsThenFailed()
    {
        Lists.With("urls.txt", ["http://a/good", "http://a/other"]);
        var runs = 0;
        Store.Before = step =>
        {
            if (step != "read-plan")
                return;
            if (Interlocked.Increment(ref runs) <= 4)
                throw DiskFull();
        };
        Submit();

        for (var restart = 1; restart <= 3; restart++)
        {
            var waiting = await UntilAsync(report => report.Restarting.Length == 1, $"restart {restart} waits");
            waiting.Restarting[0].Restart.ShouldBe(restart);
            waiting.Restarting[0].Worker.ShouldBe("chunk-0");
            waiting.Restarting[0].DueAt.ShouldBe(Time.GetUtcNow() + TimeSpan.FromSeconds(60));
            Advance(59.9);
            (await ReportAsync()).Restarting.Length.ShouldBe(1, "59.9 s: not yet");
            runs.ShouldBe(restart);
            Advance(0.1);
            await UntilAsync(_ => Volatile.Read(ref runs) > restart, "60 s: a new run");
        }

        var ended = await EndAsync();
        ended.Status.ShouldBe(JobStatus.Failed);
        (ended.ChunksFailed, ended.Restarts, ended.Tally.Failed).ShouldBe((1, 3, 2));
        Store.Entries.ShouldAllBe(entry =>
            entry.Settlement.Failure == FailureKind.Infrastructure && entry.Settlement.Reason == "infrastructure-disk");
        runs.ShouldBe(5, "four runs, and one that only closes the account");
        Web.Visits.ShouldBeEmpty();
    }

    [Fact]
    public async Task Chunk_WhenOneOfManyIsGivenUp_TheJobGoesOnAndEndsPartial()
    {
        Lists.With("urls.txt", ["http://a/bad", "http://a/1", "http://a/2", "http://a/3"]);
        Web.Throws("http://a/bad", DiskFull);
        Submit(Specification() with { ChunkSlots = 1 });

        for (var restart = 1; restart <= 2; restart++)
        {
            await UntilAsync(report => report.Restarting.Length == 1 && report.Restarts == restart - 1, $"restart {restart} waits");
            Advance(60);
        }

        // The third attempt is the slot's last: its fourth run settles it without a request.
        await UntilAsync(report => report.Restarting.Length == 1 && report.Restarts == 2, "restart 3 waits");
        Advance(60);
        var ended = await EndAsync();

        ended.Status.ShouldBe(JobStatus.Partial);
        (ended.Tally.Kept, ended.Tally.Failed).ShouldBe((3, 1));
        Web.CountFor("http://a/bad").ShouldBe(3, "no URL is requested more than three times, whatever fails");
        var bad = Store.Entries.Single(entry => entry.Candidate.Url == "http://a/bad").Settlement;
        (bad.Reason, bad.Failure, bad.Attempts).ShouldBe(("interrupted", FailureKind.Transient, 3));
        Web.CountFor("http://a/2").ShouldBe(1, "another chunk's failure costs nothing here");
        Web.CountFor("http://a/3").ShouldBe(1, "another chunk's failure costs nothing here");
    }

    [Fact]
    public async Task Chunk_WhenOnlyTheNetworkFails_IsNeverRestarted()
    {
        Lists.With("urls.txt", ["http://a/503", "http://a/404", "http://a/1"]);
        Web.Throws("http://a/503", () => new ServiceUnavailableException("http-503", "busy") { Attempts = 3 });
        Web.Throws("http://a/404", () => new NotFoundException("http-404", "gone") { Attempts = 1 });
        Submit();

        var ended = await EndAsync();

        (ended.Restarts, ended.ChunksFailed, ended.Tally.Failed, ended.Tally.Kept).ShouldBe((0, 0, 2, 1));
        Logs.WithId(EventIds.WorkerRestart).ShouldBeEmpty();
    }

    [Fact]
    public async Task Chunk_WhenAnUnknownErrorComes_IsFailedAtOnceAndLoggedWithItsStack()
    {
        Lists.With("urls.txt", ["http://a/bug", "http://a/1"]);
        Web.Throws("http://a/bug", () => new InvalidTimeZoneException("nobody foresaw this"));
        Submit(Specification() with { ChunkSlots = 1 });

        var ended = await EndAsync();

        (ended.Status, ended.Restarts, ended.ChunksFailed, ended.Tally.Kept).ShouldBe((JobStatus.Partial, 0, 1, 1));
        var account = Store.Entries.Single(entry => entry.Candidate.Url == "http://a/bug").Settlement;
        (account.Failure, account.Reason).ShouldBe((FailureKind.Unknown, "unexpected-error"));
        Logs.Events.ShouldContain(line => line.Level == LogEventLevel.Error && line.Exception is InvalidTimeZoneException);
    }

    [Fact]
    public async Task Restart_WhenItHappens_IsOneWarningWithItsFigures()
    {
        Lists.With("urls.txt", Urls(1));
        var failures = 1;
        Store.Before = step =>
        {
            if (step == "store-image" && Interlocked.Decrement(ref failures) >= 0)
                throw DiskFull();
        };
        Submit();
        await UntilAsync(report => report.Restarting.Length == 1, "the restart waits");
        Advance(60);
        (await EndAsync()).Status.ShouldBe(JobStatus.Completed);

        var line = Logs.WithId(EventIds.WorkerRestart).ShouldHaveSingleItem();
        line.Level.ShouldBe(LogEventLevel.Warning);
        LogCollector.Text(line, "JobId").ShouldBe(JobId.ToString());
        LogCollector.Text(line, "ChunkId").ShouldBe($"{JobId}-0");
        LogCollector.Text(line, "ErrorType").ShouldBe(nameof(InfrastructureException));
        LogCollector.Text(line, "RestartCount").ShouldBe("1");
        LogCollector.Text(line, "DelaySeconds").ShouldBe("60");
    }

    [Fact]
    public async Task Chunk_WhenItsManifestCannotEverBeWritten_StillEndsTheJobWithEveryUrlCounted()
    {
        Lists.With("urls.txt", Urls(6));
        Store.Before = step =>
        {
            if (step == "write-manifest")
                throw DiskFull();
        };
        Submit();
        for (var restart = 1; restart <= 3; restart++)
        {
            await UntilAsync(report => report.Restarting.Length == 1 && report.Restarts == restart - 1, $"restart {restart} waits");
            Advance(60);
        }

        await WaitToCloseAsync(times: 3);
        var ended = await EndAsync();

        (ended.Tally.Settled, ended.ChunksFailed).ShouldBe((6, 1));
        Web.Visits.Count.ShouldBe(6, "what is settled is never fetched again");
    }

    [Fact]
    public async Task Chunk_WhenItsAccountCannotBeWrittenAtFirst_IsClosedSixtySecondsLaterWithEveryAccount()
    {
        Lists.With("urls.txt", Urls(6));
        var failures = 6;
        Store.Before = step =>
        {
            if (step == "write-manifest" && Interlocked.Decrement(ref failures) >= 0)
                throw DiskFull();
        };
        Submit();
        for (var restart = 1; restart <= 3; restart++)
        {
            await UntilAsync(report => report.Restarting.Length == 1 && report.Restarts == restart - 1, $"restart {restart} waits");
            Advance(60);
        }

        await WaitToCloseAsync(times: 2);
        var ended = await EndAsync();

        (ended.Restarts, ended.ChunksFailed).ShouldBe((3, 1));
        Store.Entries.Count(entry => entry.Settlement.Status == SettlementStatus.Kept).ShouldBe(6);
        Web.Visits.Count.ShouldBe(6, "what is settled is never fetched again");
    }

    [Fact]
    public async Task Discovery_WhenTheListFailsMidway_KeepsWhatWasPlannedAndNamesTheProblem()
    {
        Lists.With("urls.txt", Urls(10));
        Lists.Fault = (7, new InvalidInputException("list-unreadable", "line 8 can't be read"));
        Submit(Specification() with { ChunkSlots = 2 });

        var ended = await EndAsync();

        ended.Status.ShouldBe(JobStatus.Partial);
        ended.Problem.ShouldBe("line 8 can't be read");
        ended.Tally.Kept.ShouldBe(6);
    }

    [Fact]
    public async Task Discovery_WhenItsFoundationsFailOnce_GoesOnWhereItWas()
    {
        Lists.With("urls.txt", Urls(10));
        Lists.Fault = (5, DiskFull());
        Submit(Specification() with { ChunkSlots = 2 });
        await UntilAsync(report => report.Restarting.Any(worker => worker.Worker == "discovery-0"), "discovery waits");
        Lists.Fault = null;
        Advance(60);

        var ended = await EndAsync();

        ended.Status.ShouldBe(JobStatus.Completed);
        Store.Entries.Select(entry => entry.Candidate.Url).ShouldBe(Urls(10));
    }

    [Fact]
    public async Task Validator_WhenOneImageMakesItStumble_RejectsThatImageAlone()
    {
        Lists.With("urls.txt", [.. Urls(20), "http://a/poison"]);
        Validators.Judge = text => text.EndsWith("poison", StringComparison.Ordinal)
            ? throw new InvalidOperationException("decoder bug")
            : ImageVerdict.Accepted;
        Submit();

        var ended = await EndAsync();

        (ended.Tally.Kept, ended.Tally.Rejected, ended.Restarts).ShouldBe((20, 1, 0));
        Logs.WithId(EventIds.Undecodable).ShouldHaveSingleItem().Exception.ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public async Task Validator_WhenItsFoundationsFail_ComesBackAndNoImageIsLost()
    {
        Lists.With("urls.txt", Urls(20));
        var failures = 1;
        Validators.Judge = _ => Interlocked.Decrement(ref failures) >= 0
            ? throw new InfrastructureException(InfrastructureKind.Memory, "memory refused")
            : ImageVerdict.Accepted;
        Submit();

        var ended = await EndAsync();

        (ended.Status, ended.Tally.Kept).ShouldBe((JobStatus.Completed, 20));
        Web.Visits.Count.ShouldBe(20);
    }

    [Fact]
    public async Task Job_WhenAllValidatorsAreLost_EndsWithEveryUrlAccountedFor()
    {
        Lists.With("urls.txt", Urls(5));
        Validators.Judge = _ => throw new InfrastructureException(InfrastructureKind.Memory, "memory refused");
        Submit();
        await UntilAsync(
            report =>
            {
                if (report.Restarting.Length > 0)
                    Advance(60);
                return report.Status.IsTerminal();
            },
            "the job ends");

        var ended = await ReportAsync();
        ended.Status.ShouldBe(JobStatus.Failed);
        ended.Tally.Settled.ShouldBe(5);
    }

    [Fact]
    public async Task Packaging_WhenTheDiskIsFullOnce_IsTriedAgain()
    {
        Lists.With("urls.txt", Urls(3));
        var failures = 1;
        Store.Before = step =>
        {
            if (step == "write-summary" && Interlocked.Decrement(ref failures) >= 0)
                throw DiskFull();
        };
        Submit();
        await UntilAsync(report => report.Restarting.Any(worker => worker.Worker == "packaging-0"), "packaging waits");
        Advance(60);

        (await EndAsync()).Status.ShouldBe(JobStatus.Completed);
        Store.Summary.ShouldNotBeNull();
    }

    [Fact]
    public async Task Cancel_WhenAChunkWaitsForItsRestart_DoesNotWaitForIt()
    {
        Lists.With("urls.txt", Urls(2));
        Store.Before = step =>
        {
            if (step == "store-image")
                throw DiskFull();
        };
        Submit();
        await UntilAsync(report => report.Restarting.Length == 1, "the restart waits");

        Jobs.Tell(new CancelJob(JobId), TestActor);
        ExpectMsg<CancelAccepted>();
        var ended = await EndAsync();

        (ended.Status, ended.Tally.Cancelled).ShouldBe((JobStatus.Cancelled, 2));
    }

    [Fact]
    public async Task E4_Cancel_WhenTheAccountCannotBeWrittenAfterACrash_CountsTheAttemptsThatTheJournalKnows()
    {
        Lists.With("urls.txt", ["http://a/hangs", "http://a/hangs-too"]);
        Web.Hangs("http://a/hangs").Hangs("http://a/hangs-too");
        Submit();
        await UntilAsync(_ => Web.InFlight == 2, "both are under way");
        Journal.Before = written =>
        {
            if (written is JobCancelRequested)
                Journal.DiesWithWrite = Journal.Writes + 1;
        };
        Jobs.Tell(new CancelJob(JobId), TestActor);
        await Journal.Death.WaitAsync(TimeSpan.FromSeconds(20));
        await CrashAsync();
        Store.Before = step =>
        {
            if (step is "read-manifest" or "write-manifest")
                throw DiskFull();
        };
        Restart();

        var ended = await EndAsync();
        (ended.Status, ended.Tally.Cancelled, ended.Tally.Attempts).ShouldBe((JobStatus.Cancelled, 2, 2));
    }

    private async Task WaitToCloseAsync(int times)
    {
        for (var failure = 1; failure <= times; failure++)
        {
            var waiting = await UntilAsync(
                report => report.Restarts == 3 && report.Restarting is [{ } chunk] && chunk.Restart == failure, $"the account waits, {failure}");
            waiting.Restarting[0].DueAt.ShouldBe(Time.GetUtcNow() + TimeSpan.FromSeconds(60));
            Advance(59.9);
            (await ReportAsync()).Restarting.Length.ShouldBe(1, "59.9 s: not yet");
            Advance(0.1);
        }
    }
}
