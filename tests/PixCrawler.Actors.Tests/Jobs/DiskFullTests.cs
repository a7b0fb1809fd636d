using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using Serilog.Events;

namespace PixCrawler.Actors.Tests.Jobs;

/// <summary>A full disk pauses the job and says so; it goes on when there is room, and no restart is used up.</summary>
public sealed class DiskFullTests : JobWorld
{
    private const long Mebibyte = 1024 * 1024;

    public DiskFullTests() => Store.Before = step =>
    {
        if (step == "store-image" && Disk.Free < 512 * Mebibyte)
            throw new InfrastructureException(InfrastructureKind.Disk, "the disk is full");
    };

    [Fact]
    public async Task Job_WhileTheDiskIsFull_IsPausedForAsLongAsItTakesAndThenCompletes()
    {
        Lists.With("urls.txt", Urls(1));
        Disk.Free = 12 * Mebibyte;
        Submit();

        var paused = await UntilAsync(report => report.Paused is not null, "the job is paused");
        paused.Paused.ShouldBe("paused: disk full (12 MiB free, 512 MiB needed), goes on by itself when there is room");
        for (var minute = 1; minute <= 20; minute++)
        {
            var waiting = (await ReportAsync()).Restarting.ShouldHaveSingleItem();
            (waiting.Worker, waiting.IsPause, waiting.DueAt).ShouldBe(("chunk-0", true, Time.GetUtcNow().AddSeconds(60)));
            Advance(60);
        }

        (await ReportAsync()).Restarts.ShouldBe(0, "a full disk uses up no restart");
        Web.Visits.Count.ShouldBe(1, "nothing is asked for while there is nowhere to put it");
        Disk.Free = 512 * Mebibyte;
        Advance(59.9);
        (await ReportAsync()).Paused.ShouldNotBeNull("59.9 s: not yet");
        Advance(0.1);

        var ended = await EndAsync();
        (ended.Status, ended.Restarts, ended.Tally.Kept, ended.Paused).ShouldBe((JobStatus.Completed, 0, 1, null));
        Logs.WithId(EventIds.WorkerRestart).ShouldBeEmpty();
        Logs.WithId(EventIds.JobPaused).Count().ShouldBe(21);
        Logs.WithId(EventIds.JobPaused).ShouldAllBe(line => line.Level == LogEventLevel.Warning);
        Logs.WithId(EventIds.JobGoesOn).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Job_WhileTheDiskIsFull_BeginsNothingNew()
    {
        Lists.With("urls.txt", Urls(20));
        Options.MaxConcurrentChunks = 1;
        Disk.Free = 0;
        Submit(Specification() with { ChunkSlots = 1 });
        await UntilAsync(report => report.Paused is not null, "the job is paused");
        Advance(600);
        var paused = await ReportAsync();
        paused.ChunksSettled.ShouldBe(0);
        Web.Visits.Count.ShouldBe(1);

        Disk.Free = 1L << 40;
        Advance(60);

        (await EndAsync()).Tally.Kept.ShouldBe(20);
    }

    [Fact]
    public async Task Restarts_AfterAPause_AreStillThree()
    {
        Lists.With("urls.txt", Urls(1));
        Disk.Free = 0;
        Submit();
        await UntilAsync(report => report.Paused is not null, "the job is paused");
        Disk.Free = 1L << 40;
        Store.Before = step =>
        {
            if (step is "read-plan" or "write-manifest")
                throw new InfrastructureException(InfrastructureKind.Disk, "not writable");
        };
        Advance(60);
        for (var restart = 1; restart <= 3; restart++)
        {
            var waiting = await UntilAsync(
                report => report.Restarting is [{ IsPause: false } worker] && worker.Restart == restart, $"restart {restart} waits");
            waiting.Paused.ShouldBeNull("the disk has room and cannot be written to");
            Advance(60);
        }

        await UntilAsync(report => report.Restarts == 3 && report.Restarting.Length == 1, "the account waits");
        Store.Before = _ => { };
        Advance(60);
        var ended = await EndAsync();
        (ended.ChunksFailed, ended.Restarts).ShouldBe((1, 3));
        Logs.WithId(EventIds.WorkerRestart).Select(line => LogCollector.Text(line, "RestartCount")).ShouldBe(["1", "2", "3"]);
    }

    [Fact]
    public async Task Restart_WhenTheDiskFillsUpBeforeIt_WaitsForRoom()
    {
        Lists.With("urls.txt", Urls(1));
        var failures = 1;
        Store.Before = step =>
        {
            if (step == "store-image" && Interlocked.Decrement(ref failures) >= 0)
                throw new InfrastructureException(InfrastructureKind.Disk, "not writable");
        };
        Submit();
        await UntilAsync(report => report.Restarting.Length == 1, "the restart waits");
        Disk.Free = 0;
        Advance(60);
        (await ReportAsync()).Paused.ShouldNotBeNull();
        Disk.Free = null;
        Advance(60);

        (await EndAsync()).Status.ShouldBe(JobStatus.Completed, "a disk that cannot be measured holds nobody up");
    }

    [Fact]
    public async Task Cancel_WhileTheDiskIsFull_DoesNotWaitForRoom()
    {
        Lists.With("urls.txt", Urls(4));
        Disk.Free = 0;
        Submit(Specification() with { ChunkSlots = 2 });
        await UntilAsync(report => report.Paused is not null, "the job is paused");

        Jobs.Tell(new CancelJob(JobId), TestActor);
        ExpectMsg<CancelAccepted>();

        var ended = await EndAsync();
        (ended.Status, ended.Paused).ShouldBe((JobStatus.Cancelled, null));
    }

    [Fact]
    public async Task Close_WhileTheDiskIsFull_WaitsForRoomAndThenWritesEveryAccount()
    {
        Lists.With("urls.txt", Urls(3));
        Disk.Free = 0;
        var reads = 0;
        Store.Before = step =>
        {
            if (step == "read-plan" && Interlocked.Increment(ref reads) == 1)
                throw new InvalidOperationException("a defect gives the chunk up at once");
            if (step == "write-manifest" && Disk.Free == 0)
                throw new InfrastructureException(InfrastructureKind.Disk, "the disk is full");
        };
        Submit();

        for (var minute = 1; minute <= 10; minute++)
        {
            var waiting = await UntilAsync(report => report.Restarting is [{ IsPause: true }], $"the account waits, minute {minute}");
            waiting.Paused.ShouldNotBeNull();
            Advance(60);
        }

        await UntilAsync(report => report.Restarting.Length == 1, "the account waits still");
        Disk.Free = 1L << 40;
        Advance(60);

        var ended = await EndAsync();
        (ended.Tally.Failed, ended.Restarts, ended.Paused).ShouldBe((3, 0, null));
        Store.Entries.Count().ShouldBe(3, "every URL has its account in the manifest");
    }
}
