using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Jobs;

namespace PixCrawler.Domain.Tests.Jobs;

/// <summary>How a job ends (failure-semantics E1).</summary>
public sealed class JobOutcomeTests
{
    [Theory]
    [InlineData(4, 0, 0, 0, JobStatus.Completed)]
    [InlineData(3, 1, 0, 0, JobStatus.Completed)]
    [InlineData(3, 0, 1, 0, JobStatus.Completed)]
    [InlineData(3, 0, 0, 1, JobStatus.Partial)]
    [InlineData(1, 1, 1, 1, JobStatus.Partial)]
    [InlineData(0, 4, 0, 0, JobStatus.Failed)]
    [InlineData(0, 0, 4, 0, JobStatus.Failed)]
    [InlineData(0, 0, 0, 4, JobStatus.Failed)]
    [InlineData(0, 2, 0, 2, JobStatus.Failed)]
    public void End_WhenEverySlotIsSettled_JudgesByTheTally(int kept, int rejected, int refused, int failed, JobStatus status)
    {
        var job = JobScript.Running(4);
        var tally = JobScript.Tally(kept, rejected, failed, refused: refused);
        job.Settle(0, tally);

        var ended = job.End();

        (ended.Status, ended.Tally).ShouldBe((status, tally));
        (job.State.Status, job.State.Tally, job.State.EndedAt).ShouldBe((status, tally, job.Now));
    }

    [Fact]
    public void End_WhenTheListIsEmpty_IsFailedForNothingIsUsable()
    {
        var ended = JobScript.Planned().End();

        (ended.Status, ended.Tally.Settled).ShouldBe((JobStatus.Failed, 0));
    }

    [Fact]
    public void End_OverSeveralChunks_AddsTheirAccounts()
    {
        var job = JobScript.Running(4, 4);
        job.Settle(1, JobScript.Tally(kept: 2, rejected: 2));
        job.Settle(0, JobScript.Tally(kept: 1, rejected: 1, failed: 2));

        job.End().Tally.ShouldBe(JobScript.Tally(kept: 3, rejected: 3, failed: 2));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(0)]
    public void End_WhenCancelled_IsCancelledAndCountsWhatWasNotBegun(int kept)
    {
        var job = JobScript.Planned(4, 3, 2);
        job.Begin(1);
        job.Do(new JobCommand.Cancel());
        job.Settle(0, JobScript.Tally(kept: kept, cancelled: 4 - kept));

        var ended = job.End();

        ended.Status.ShouldBe(JobStatus.Cancelled);
        (ended.Tally.Kept, ended.Tally.Cancelled, ended.Tally.Settled).ShouldBe((kept, 9 - kept, 9));
        ended.Tally.Reasons["not-begun"].ShouldBe(5);
    }

    [Theory]
    [InlineData(4, 4, JobStatus.Partial)]
    [InlineData(0, 0, JobStatus.Failed)]
    public void End_WhenDiscoveryIsGivenUp_KeepsThePlannedChunksAndNamesTheProblem(int slots, int kept, JobStatus status)
    {
        var job = JobScript.Started();
        job.BeginRun(JobScript.Discovery());
        if (slots > 0)
            job.Plan(0, slots);
        job.Fail(JobScript.Discovery(), 1, JobScript.Cause(FailureKind.Permanent));

        job.State.PlanComplete.ShouldBeTrue();
        job.State.Problem.ShouldBe(JobScript.Cause(FailureKind.Permanent));
        job.Plan(job.State.Chunks.Count, 1).ShouldBeEmpty();
        job.Begin(9);
        if (slots > 0)
            job.Settle(0, JobScript.Tally(kept: kept));

        job.End().Status.ShouldBe(status);
    }

    [Fact]
    public void End_WhenEveryValidatorIsLost_CountsTheRestAsNotBegunAndNamesTheProblem()
    {
        var job = JobScript.Planned(2, 3);
        job.Begin(1);
        job.FailForGood(JobScript.Validator(0));
        job.State.ValidatorsLost.ShouldBeFalse();
        job.State.Problem.ShouldBeNull();

        job.FailForGood(JobScript.Validator(1));

        job.State.ValidatorsLost.ShouldBeTrue();
        job.State.Problem.ShouldBe(JobScript.DiskFull);
        job.Begin(9).ShouldBeEmpty();
        job.Settle(0, JobScript.Tally(kept: 1, failed: 1));
        var ended = job.End();
        ended.Status.ShouldBe(JobStatus.Partial);
        ended.Tally.Reasons["not-begun"].ShouldBe(3);
        ended.Tally.Settled.ShouldBe(5);
    }

    [Fact]
    public void End_WhenAChunkWasGivenUp_IsPartialAndTheOthersGoOn()
    {
        var job = JobScript.Running(2, 2);
        job.FailForGood(JobScript.Chunk(0));
        job.Settle(0, JobScript.Tally(failed: 2));
        job.Settle(1, JobScript.Tally(kept: 2));

        job.End().Status.ShouldBe(JobStatus.Partial);
        job.State.ChunksFailed.ShouldBe(1);
        var chunk = job.State.Chunks[0];
        (chunk.Phase, chunk.Failure, chunk.Tally).ShouldBe((ChunkPhase.Settled, JobScript.DiskFull, JobScript.Tally(failed: 2)));
    }

    [Fact]
    public void End_WhenAChunkWasRestartedAndRecovered_IsCompleted()
    {
        var job = JobScript.Running(2);
        job.FailOnce(JobScript.Chunk(0));
        job.Settle(0, JobScript.Tally(kept: 2));

        job.End().Status.ShouldBe(JobStatus.Completed);
        (job.State.Restarts, job.State.ChunksFailed).ShouldBe((1, 0));
    }

    [Fact]
    public void End_WhenTheAccountCannotBeWritten_IsPartial()
    {
        var job = JobScript.Running(2);
        job.Settle(0, JobScript.Tally(kept: 2));
        job.FailForGood(JobCommands.Packaging);

        job.End().Status.ShouldBe(JobStatus.Partial);
    }

    [Fact]
    public void Outcome_AskedBeforeTheEnd_IsWhatTheEndSays()
    {
        var job = JobScript.Running(2);
        job.Settle(0, JobScript.Tally(kept: 1, failed: 1));

        var (status, tally) = job.State.Outcome();

        var ended = job.End();
        (ended.Status, ended.Tally).ShouldBe((status, tally));
    }
}
