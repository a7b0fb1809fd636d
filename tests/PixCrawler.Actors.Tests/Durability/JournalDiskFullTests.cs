using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using Serilog.Events;

namespace PixCrawler.Actors.Tests.Durability;

/// <summary>A full disk under the journal pauses the job as one under the dataset does: no restart is used up, and it goes on when there is room.</summary>
public sealed class JournalDiskFullTests : JobWorld
{
    private const long Mebibyte = 1024 * 1024;

    private readonly TaskCompletionSource _arrive = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isFull;
    private int _refused;
    private int _storedBefore;

    [Theory]
    [InlineData(FakeDbException.SqliteFull)]
    [InlineData(FakeDbException.SqliteIoErrorFsync)]
    public async Task Supervisor_WhileTheSqliteFilesDiskIsFull_IsPausedForAsLongAsItTakesAndThenCompletes(int code)
    {
        await BeginAsync();
        FillUp(() => new FakeDbException(null, code));

        var paused = await UntilAsync(report => report.Paused is not null, "the job is paused");
        paused.Paused.ShouldBe("paused: disk full (12 MiB free, 512 MiB needed), goes on by itself when there is room");
        var refused = _refused;
        for (var minute = 1; minute <= 20; minute++)
        {
            Advance(60);
            (await ReportAsync()).Status.ShouldBe(JobStatus.Running);
        }

        _refused.ShouldBe(refused, "nothing is tried while there is no room");
        MakeRoom();
        Advance(59.9);
        (await ReportAsync()).Paused.ShouldNotBeNull("59.9 s: not yet");
        Advance(0.1);

        await ShouldCompleteAsync();
        Logs.WithId(EventIds.JobPaused).Count().ShouldBe(21);
        Logs.WithId(EventIds.JobPaused).ShouldAllBe(line => line.Level == LogEventLevel.Warning);
        Logs.WithId(EventIds.JobGoesOn).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Supervisor_WhenTheDatabaseSaysThatItsDiskIsFull_IsPausedThoughNothingCanBeMeasured()
    {
        await BeginAsync();
        Options.Journal = new JournalOptions();
        FillUp(() => new FakeDbException("53100", 0));
        Disk.Free = 1L << 40;

        for (var minute = 1; minute <= 6; minute++)
        {
            var looks = minute;
            var paused = await UntilAsync(
                report => report.Paused is not null && Logs.WithId(EventIds.JobPaused).Count() == looks, $"look {looks}");
            paused.Paused.ShouldBe("paused: disk full (the journal's), goes on by itself when there is room");
            if (minute == 6)
                MakeRoom();
            Advance(60);
        }

        await ShouldCompleteAsync();
    }

    [Fact]
    public async Task Chunk_WhenOnlyItsWriteFindsNoRoom_WaitsForRoomAndUsesUpNoRestart()
    {
        await BeginAsync();
        FillUp(() => new FakeDbException(null, FakeDbException.SqliteFull), written => written is IChunkEvent);

        var paused = await UntilAsync(report => report.Restarting.Length == 1, "the chunk waits");
        (paused.Restarting[0].Worker, paused.Restarting[0].IsPause).ShouldBe(("chunk-0", true));
        Advance(60);
        (await ReportAsync()).Restarting.Single().IsPause.ShouldBeTrue("there is still no room");
        MakeRoom();
        Advance(60);

        await ShouldCompleteAsync();
        var failed = Journal.Stored.OfType<WorkerFailed>().ShouldHaveSingleItem();
        (failed.IsPause, failed.Cause.Reason).ShouldBe((true, "infrastructure-disk"));
        failed.Cause.Message.ShouldContain("free some space", customMessage: "the journal's own word reaches the job");
    }

    private async Task BeginAsync()
    {
        Options.Journal = new JournalOptions { Kind = JournalKind.Sqlite, File = "/dataset/.pixcrawl/journal.db" };
        Lists.With("urls.txt", Urls(1));
        Web.On(Urls(1)[0], async visit =>
        {
            await _arrive.Task.WaitAsync(visit.Cancelled);
            return FakeWeb.Image(visit.Url);
        });
        Submit();
        await UntilAsync(_ => Web.InFlight == 1, "the request is made");
        // In its first life the job has planned a chunk; in the next it has achieved nothing yet, so that a run cut off would be counted.
        await CrashAsync();
        Restart();
        await UntilAsync(_ => Web.CountFor(Urls(1)[0]) == 2 && Web.InFlight == 1, "the request is made again");
        _storedBefore = Journal.Stored.Count;
    }

    private void FillUp(Func<Exception> error, Func<object, bool>? isRefused = null)
    {
        Journal.Before = written =>
        {
            if (!_isFull || isRefused?.Invoke(written) == false)
                return;
            _refused++;
            throw error();
        };
        Disk.Free = 12 * Mebibyte;
        _isFull = true;
        _arrive.SetResult();
    }

    private void MakeRoom()
    {
        _isFull = false;
        Disk.Free = 512 * Mebibyte;
    }

    private async Task ShouldCompleteAsync()
    {
        var ended = await EndAsync();
        (ended.Status, ended.Restarts, ended.Tally.Kept, ended.Paused).ShouldBe((JobStatus.Completed, 0, 1, null));
        Journal.Stored.Skip(_storedBefore).OfType<WorkerInterrupted>().ShouldAllBe(interrupted => !interrupted.IsCounted);
        Logs.WithId(EventIds.SupervisorRestart).ShouldBeEmpty();
        Logs.WithId(EventIds.WorkerRestart).ShouldBeEmpty();
    }
}
