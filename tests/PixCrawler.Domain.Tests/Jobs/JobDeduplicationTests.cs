using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Jobs;

namespace PixCrawler.Domain.Tests.Jobs;

/// <summary>Duplicates are dealt with after the last chunk and before the account is written, and counted exactly once.</summary>
public sealed class JobDeduplicationTests
{
    private static readonly DuplicateCounts Found = new(0, 2, 1);

    [Fact]
    public void Finisher_WhenNobodyLooksForDuplicates_IsPackaging()
    {
        var job = Settled(DuplicateMode.Off);

        job.State.Finisher.ShouldBe(JobState.Packaging);
        job.BeginRun(JobState.Deduplication).ShouldBeEmpty();
    }

    [Fact]
    public void Finisher_OfAJobOfAnEarlierVersion_IsPackaging()
    {
        var job = Settled(DuplicateMode.Off);
        var old = job.State with { Specification = job.State.Specification! with { Deduplication = null } };

        old.Finisher.ShouldBe(JobState.Packaging);
    }

    [Fact]
    public void Deduplicate_OnceTheWorkIsDone_TakesTheChunksNewTalliesAndLetsPackagingBegin()
    {
        var job = Settled();
        job.BeginRun(JobState.Packaging).ShouldBeEmpty("duplicates come first");
        job.BeginRun(JobState.Deduplication).ShouldBe([1]);

        job.Do(new JobCommand.Deduplicate(1, Found, [new DeduplicatedChunk(1, JobScript.Tally(kept: 1, rejected: 3))])).ShouldHaveSingleItem();

        (job.State.Tally.Kept, job.State.Tally.Rejected, job.State.Tally.Settled, job.State.Tally.Bytes).ShouldBe((4, 3, 8, 40));
        job.State.Duplicates.ShouldBe(Found);
        job.BeginRun(JobState.Packaging).ShouldBe([1]);
        job.Do(new JobCommand.Deduplicate(1, Found, [])).ShouldBeEmpty("it is done");
        job.End().Tally.Settled.ShouldBe(8);
    }

    [Fact]
    public void Deduplicate_WhenATallyDoesNotAccountForEachSlot_LeavesThatChunkAsItWas()
    {
        var job = Settled();
        job.BeginRun(JobState.Deduplication);

        var events = job.Do(new JobCommand.Deduplicate(1, Found,
            [new DeduplicatedChunk(0, JobScript.Tally(kept: 5)), new DeduplicatedChunk(9, JobScript.Tally(kept: 1))]));

        ((DatasetDeduplicated)events.Single()).Chunks.ShouldBeEmpty();
        job.State.Tally.Settled.ShouldBe(8);
    }

    [Fact]
    public void Deduplicate_OfAnOldRun_IsNotTakenIn()
    {
        var job = Settled();
        job.BeginRun(JobState.Deduplication);
        job.FailOnce(JobState.Deduplication);

        job.Do(new JobCommand.Deduplicate(1, Found, [])).ShouldBeEmpty();
        job.Do(new JobCommand.Deduplicate(2, Found, [])).ShouldHaveSingleItem();
    }

    [Fact]
    public void Finisher_WhenDeduplicationIsGivenUp_IsPackagingAndTheJobPartial()
    {
        var job = Settled();
        job.FailForGood(JobState.Deduplication);

        job.State.Finisher.ShouldBe(JobState.Packaging);
        job.End().Status.ShouldBe(JobStatus.Partial);
    }

    [Fact]
    public void Cancel_BeforeItWasBegun_LeavesItOut()
    {
        var job = Settled();
        job.Do(new JobCommand.Cancel());

        job.BeginRun(JobState.Deduplication).ShouldBeEmpty();
        job.BeginRun(JobState.Packaging).ShouldBe([1]);
    }

    [Fact]
    public void Cancel_WhileItWaitsForItsRestart_BeginsItAtOnceAndForTheLastTime()
    {
        var job = Settled();
        job.BeginRun(JobState.Deduplication);
        job.Fail(JobState.Deduplication, 1, JobScript.DiskFull)!.RestartDueAt.ShouldNotBeNull();
        job.BeginRun(JobState.Deduplication).ShouldBeEmpty("it is not due");
        job.Do(new JobCommand.Cancel());

        job.BeginRun(JobState.Deduplication).ShouldBe([2]);
        job.Fail(JobState.Deduplication, 2, JobScript.DiskFull)!.RestartDueAt.ShouldBeNull();
        job.State.Finisher.ShouldBe(JobState.Packaging);
    }

    [Fact]
    public void Reopen_AfterDuplicatesWereTakenOut_LooksForThemAgainAndKeepsTheirCount()
    {
        var job = Settled();
        job.BeginRun(JobState.Deduplication);
        job.Do(new JobCommand.Deduplicate(1, Found, [new DeduplicatedChunk(1, JobScript.Tally(kept: 1, rejected: 3))]));
        job.BeginRun(JobState.Packaging);
        job.End();

        job.Do(new JobCommand.Reopen(null)).ShouldHaveSingleItem();
        (job.State.Tally.Kept, job.State.Tally.Rejected).ShouldBe((4, 3));
        job.Begin(9).ShouldBe([0]);
        job.Settle(0, JobScript.Tally(kept: 4));

        (job.State.Tally.Kept, job.State.Tally.Rejected, job.State.Tally.Settled).ShouldBe((5, 3, 8));
        job.State.Finisher.ShouldBe(JobState.Deduplication);
        job.BeginRun(JobState.Deduplication).ShouldBe([1]);
    }

    // Two chunks of four slots; one has a failed slot.
    private static JobScript Settled(DuplicateMode duplicates = DuplicateMode.Remove)
    {
        var job = JobScript.Started(duplicates: duplicates);
        job.Plan(0, 4);
        job.Plan(1, 4);
        job.Exhaust();
        job.Begin(9);
        job.Settle(0, JobScript.Tally(kept: 3, failed: 1));
        job.Settle(1, JobScript.Tally(kept: 4));
        job.State.WorkDone.ShouldBeTrue();
        return job;
    }
}
