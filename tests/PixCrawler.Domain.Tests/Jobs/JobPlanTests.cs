using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Jobs;

namespace PixCrawler.Domain.Tests.Jobs;

public sealed class JobPlanTests
{
    [Fact]
    public void Start_WhenPending_RunsTheJob()
    {
        var job = JobScript.Started(validators: 3);

        (job.State.Status, job.State.Validators, job.State.StartedAt).ShouldBe((JobStatus.Running, 3, job.Now));
    }

    [Fact]
    public void Start_WhenStarted_IsIgnored() =>
        JobScript.Started().Do(new JobCommand.Start(JobScript.Specification(), 9)).ShouldBeEmpty();

    [Fact]
    public void AnyCommand_BeforeTheJobIsAccepted_YieldsNothing()
    {
        JobCommand[] early =
        [
            new JobCommand.PlanChunk(0, 0, 5, 0), new JobCommand.ExhaustSource(0, 0), new JobCommand.BeginChunks(4),
            new JobCommand.BeginRun(JobScript.Discovery()), new JobCommand.SettleChunk(0, Tally.Empty),
            new JobCommand.Cancel(), new JobCommand.End(),
        ];

        early.ShouldAllBe(command => new JobScript().Do(command).Count == 0);
    }

    [Theory]
    [InlineData(1, 0, 5)]
    [InlineData(3, 0, 5)]
    [InlineData(-1, 0, 5)]
    [InlineData(2, 1, 5)]
    [InlineData(2, 0, 0)]
    [InlineData(2, 0, -1)]
    [InlineData(2, 0, 11)]
    public void PlanChunk_WhenNumberSourceOrSizeIsWrong_IsIgnored(int number, int source, int slots)
    {
        var job = JobScript.Started(sources: 2, maxUrls: 20);
        job.Plan(0, 5);
        job.Plan(1, 5);

        job.Plan(number, slots, source).ShouldBeEmpty();
    }

    [Fact]
    public void PlanChunk_UpToTheBudget_IsTaken()
    {
        var job = JobScript.Started(maxUrls: 10);

        job.Plan(0, 10).ShouldHaveSingleItem();

        job.State.PlanBudget.ShouldBe(0);
        job.Plan(1, 1).ShouldBeEmpty();
    }

    [Fact]
    public void ExhaustSource_MovesToTheNextAndCountsAfresh()
    {
        var job = JobScript.Started(sources: 2);
        job.Plan(0, 5, badRows: 2);
        job.Exhaust(0, badRows: 1).ShouldHaveSingleItem();

        (job.State.CurrentSource, job.State.TakenFromSource, job.State.BadRows, job.State.PlanComplete).ShouldBe((1, 0, 3, false));

        job.Exhaust(0).ShouldBeEmpty();
        job.Plan(1, 4, source: 1).ShouldHaveSingleItem();
        job.State.TakenFromSource.ShouldBe(4);
        job.Exhaust(1).ShouldHaveSingleItem();
        job.State.PlanComplete.ShouldBeTrue();
        job.Exhaust(2).ShouldBeEmpty();
        job.Plan(2, 1, source: 2).ShouldBeEmpty();
    }

    [Fact]
    public void BeginChunks_KeepsAtMostTheMaximumOpenAndGoesInOrder()
    {
        var job = JobScript.Planned(1, 1, 1, 1, 1);

        job.Begin(2).ShouldBe([0, 1]);
        job.Begin(2).ShouldBeEmpty();
        job.Settle(1, JobScript.Tally(kept: 1));
        job.Begin(2).ShouldBe([2]);
        job.Begin(1).ShouldBeEmpty();
        job.Begin(9).ShouldBe([3, 4]);
    }

    [Fact]
    public void BeginChunks_WhileAChunkWaitsForItsRestart_CountsItAsOpen()
    {
        var job = JobScript.Planned(1, 1);
        job.Begin(1);
        job.Fail(JobScript.Chunk(0), 1, JobScript.DiskFull);

        job.Begin(1).ShouldBeEmpty();
    }

    [Fact]
    public void SettleChunk_WhenSettled_ChangesNothing()
    {
        var job = JobScript.Running(3, 3);
        job.Settle(0, JobScript.Tally(kept: 3));
        var before = job.State;

        job.Settle(0, JobScript.Tally(failed: 3)).ShouldBeEmpty();

        job.State.ShouldBeSameAs(before);
        job.State.Tally.Kept.ShouldBe(3);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(2)]
    public void SettleChunk_WhenNotBegun_IsIgnored(int number)
    {
        var job = JobScript.Planned(3, 3);
        job.Begin(1);

        job.Settle(number, JobScript.Tally(kept: 3)).ShouldBeEmpty();
    }

    [Fact]
    public void BeginRun_OfASettledChunk_YieldsNothing()
    {
        var job = JobScript.Running(3, 3);
        job.Settle(0, JobScript.Tally(kept: 3));

        job.BeginRun(JobScript.Chunk(0)).ShouldBeEmpty();

        job.State.Chunks[0].Phase.ShouldBe(ChunkPhase.Settled);
    }

    [Theory]
    [InlineData(WorkerKind.Chunk, 0)]
    [InlineData(WorkerKind.Chunk, 1)]
    [InlineData(WorkerKind.Discovery, 1)]
    [InlineData(WorkerKind.Validator, 2)]
    [InlineData(WorkerKind.Validator, -1)]
    [InlineData(WorkerKind.Packaging, 0)]
    public void BeginRun_OfAWorkerTheJobHasNoUseFor_YieldsNothing(WorkerKind kind, int number)
    {
        var job = JobScript.Started(sources: 2);
        job.Plan(0, 5);

        job.BeginRun(new WorkerId(kind, number)).ShouldBeEmpty();
    }

    [Fact]
    public void BeginRun_WhileTheRunIsUnderWay_YieldsNothing()
    {
        var job = JobScript.Started();
        job.BeginRun(JobScript.Validator(0)).ShouldBe([1]);

        job.BeginRun(JobScript.Validator(0)).ShouldBeEmpty();
    }

    [Fact]
    public void Cancel_WhenAskedTwice_IsNotedOnceAndNothingMoreBegins()
    {
        var job = JobScript.Planned(1, 1);
        job.Begin(1);

        job.Do(new JobCommand.Cancel()).ShouldHaveSingleItem();
        job.Do(new JobCommand.Cancel()).ShouldBeEmpty();

        job.Begin(9).ShouldBeEmpty();
        job.State.WorkDone.ShouldBeFalse();
        job.Settle(0, JobScript.Tally(cancelled: 1));
        job.State.WorkDone.ShouldBeTrue();
    }

    [Fact]
    public void End_WhileWorkIsLeft_YieldsNothing()
    {
        var job = JobScript.Running(1);

        job.Do(new JobCommand.End()).ShouldBeEmpty();
    }

    [Fact]
    public void AnyCommand_WhenTheJobHasEnded_YieldsNothing()
    {
        var job = JobScript.Running(1);
        job.Settle(0, JobScript.Tally(kept: 1));
        job.End();
        var ended = job.State;

        foreach (var command in JobCommands.OneOfEachKind)
            job.Do(command).ShouldBeEmpty();

        job.State.ShouldBeSameAs(ended);
    }

    [Fact]
    public void Apply_WhenTheEventIsUnknown_SaysSo() =>
        Should.Throw<ArgumentOutOfRangeException>(() => JobState.New(JobScript.Id).Apply(new Unheard(JobScript.Id, default)));

    private sealed record Unheard(JobId JobId, DateTimeOffset At) : IJobEvent;
}
