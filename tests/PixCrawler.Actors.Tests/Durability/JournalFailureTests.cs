using Akka.Actor;
using Akka.Persistence.Journals;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Tests.Durability;

/// <summary>A2, A6, D6: what a job does when its journal fails, or is written by somebody else.</summary>
public sealed class JournalFailureTests : JobWorld
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource _arrive = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A2_D6_Supervisor_WhenItsJournalFails_IsStartedAgainAfterSixtySecondsThreeTimesAndThenFailsWithItsCause()
    {
        await BeginAsync();
        var refused = 0;
        Journal.Before = written =>
        {
            if (written is not IJobEvent)
                return;
            Interlocked.Increment(ref refused);
            throw new FakeDbException("08006", 0, message: "no answer from https://crawler:hunter2@db.example/?sig=topsecret");
        };
        _arrive.SetResult();
        for (var restart = 1; restart <= 3; restart++)
        {
            var number = restart;
            await UntilAsync(
                report => report.Paused is not null && Logs.WithId(EventIds.SupervisorRestart).Count() == number, $"restart {number} waits");
            var before = refused;
            Advance(59.9);
            (await ReportAsync()).Status.ShouldBe(JobStatus.Running, "59.9 s: not yet");
            refused.ShouldBe(before);
            Advance(0.1);
            await UntilAsync(_ => refused > before, "the next run tries");
        }

        var failed = await EndAsync();
        failed.Status.ShouldBe(JobStatus.Failed);
        failed.Problem.ShouldNotBeNull().ShouldContain("the journal of the job failed: no answer from https://");
        failed.Problem.ShouldNotContain("hunter2");
        failed.Problem.ShouldNotContain("topsecret");
        Logs.WithId(EventIds.SupervisorRestart).Select(line => LogCollector.Text(line, "RestartCount")).ShouldBe(["1", "2", "3"]);
        Logs.WithId(EventIds.SupervisorFailed).ShouldHaveSingleItem();
        var asked = refused;
        Advance(3600);
        await ReportAsync();
        refused.ShouldBe(asked, "three restarts are four runs");
    }

    [Fact]
    public async Task Status_WhenTheSupervisorFailsBeforeItCanAnswer_IsAnsweredForIt()
    {
        await BeginAsync();
        var asked = new List<Task<JobReport>>();
        Journal.Before = written =>
        {
            if (written is not JobCancelRequested)
                return;
            // While its write is under way, the supervisor answers nothing.
            for (var number = 0; number < 3; number++)
                asked.Add(Jobs.Ask<JobReport>(new GetJobStatus(JobId), Patience));
            throw new FakeDbException("08006", 0);
        };

        Jobs.Tell(new CancelJob(JobId), TestActor);
        await AwaitConditionAsync(() => Task.FromResult(Logs.WithId(EventIds.SupervisorRestart).Any()), Patience);

        asked.Count.ShouldBe(3);
        (await Task.WhenAll(asked)).ShouldAllBe(report => report.Status == JobStatus.Running);
    }

    [Fact]
    public async Task A2_Chunk_WhenItsJournalFails_SaysWhatItsJournalSaid()
    {
        await BeginAsync();
        Journal.Before = written =>
        {
            if (written is SlotSettled)
                throw new FakeDbException("08006", 0, message: "the server hung up");
        };
        _arrive.SetResult();

        var waiting = await UntilAsync(report => report.Restarting.Length == 1, "the chunk waits");
        Journal.Before = _ => { };
        (waiting.Restarting[0].Worker, waiting.Restarting[0].Cause).ShouldBe(("chunk-0", "the journal of the chunk failed: the server hung up"));
        Advance(60);

        (await EndAsync()).Status.ShouldBe(JobStatus.Completed);
        Journal.Stored.OfType<WorkerFailed>().Single().Cause.Reason.ShouldBe("infrastructure-journal");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OneWriter_WhenAnotherIncarnationHasWritten_TheJobIsLeftToItAndReportedAsTakenOver(bool writesTheChunk)
    {
        await BeginAsync();
        var chunk = new ChunkId(JobId, 0);
        var id = writesTheChunk ? $"chunk-{chunk}" : $"job-{JobId}";
        object written = writesTheChunk ? new AttemptClaimed(chunk, 0, 2, Time.GetUtcNow()) : new JobSuspended(JobId, Time.GetUtcNow());
        var next = await Journal.ReadHighestSequenceNrAsync(id) + 1;
        await Journal.WriteAsync([new EventBatch(id, "another incarnation", next, [written], Time.GetUtcNow())]);

        _arrive.SetResult();
        await AwaitConditionAsync(() => Task.FromResult(Logs.WithId(EventIds.JobTakenOver).Any()), Patience);
        var report = await UntilAsync(report => $"{report.Problem}{report.Paused}".Length > 0, "it is told");

        $"{report.Problem}{report.Paused}".ShouldContain("another process goes on with this job");
        (await Journal.ReadHighestSequenceNrAsync(id)).ShouldBe(next, "its own write was refused");
        Logs.WithId(EventIds.SupervisorRestart).ShouldBeEmpty("it is no failure to be tried again");
        await AwaitConditionAsync(() => Task.FromResult(Web.InFlight == 0), Patience);
    }

    private async Task BeginAsync()
    {
        Lists.With("urls.txt", Urls(1));
        Web.On(Urls(1)[0], async visit =>
        {
            await _arrive.Task.WaitAsync(visit.Cancelled);
            return FakeWeb.Image(visit.Url);
        });
        Submit();
        await UntilAsync(_ => Web.InFlight == 1, "the request is made");
    }
}
