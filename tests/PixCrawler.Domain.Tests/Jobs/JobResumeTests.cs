using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Jobs;
using PixCrawler.Domain.Supervision;

namespace PixCrawler.Domain.Tests.Jobs;

/// <summary>A6 across processes: what becomes of runs that ended with their process, and of jobs that are redone (E3).</summary>
public sealed class JobResumeTests
{
    private static readonly WorkerId Chunk = JobScript.Chunk(0);

    [Fact]
    public void Resume_WhenARunHasNoOutcome_BeginsTheNextAtOnce()
    {
        var job = JobScript.Running(5);

        var interrupted = Resume(job).ShouldHaveSingleItem();

        (interrupted.Worker, interrupted.Run, interrupted.Cause).ShouldBe((Chunk, 1, null));
        job.State.Chunks[0].Phase.ShouldBe(ChunkPhase.Restarting);
        job.BeginRun(Chunk).ShouldBe([2]);
        job.State.Restarts.ShouldBe(0, "the end of a process is not a failure of the worker");
        job.State.Chunks[0].Phase.ShouldBe(ChunkPhase.Running);
    }

    [Fact]
    public void Resume_WhenEveryLifeIsFruitless_GivesTheChunkUpAfterThreeRestarts()
    {
        var job = JobScript.Running(5);
        Resume(job);
        job.BeginRun(Chunk);
        Resume(job).ShouldAllBe(interrupted => interrupted.IsCounted);
        // The first life planned the chunk, so that it is not counted.
        for (var run = 3; run <= 5; run++)
        {
            job.BeginRun(Chunk).ShouldBe([run]);
            var cause = Resume(job).Single().Cause;
            (cause is not null).ShouldBe(run == 5);
        }

        job.BeginRun(Chunk).ShouldBeEmpty();
        job.State.Chunks[0].Phase.ShouldBe(ChunkPhase.GivenUp);
        var given = job.State.Chunks[0].Failure!;
        (given.Kind, given.Reason).ShouldBe((FailureKind.Transient, "interrupted"));
        given.Message.ShouldContain("4 times in a row");
    }

    [Fact]
    public void Resume_AfterAPauseForLackOfRoom_CountsNobodysRun()
    {
        var job = JobScript.Running(5);
        Resume(job);
        for (var run = 2; run <= 20; run++)
        {
            job.BeginRun(Chunk).ShouldBe([run]);
            var interrupted = job.Do(new JobCommand.Resume(RestartPolicy.Default, AfterPause: true)).ShouldHaveSingleItem()
                .ShouldBeOfType<WorkerInterrupted>();
            (interrupted.IsCounted, interrupted.Cause).ShouldBe((false, null));
        }
    }

    [Fact]
    public void Resume_WhenEachLifeAchievesSomething_NeverRunsOutOfRestarts()
    {
        var job = JobScript.Running(5);
        Resume(job);
        for (var run = 2; run <= 500; run++)
        {
            job.BeginRun(Chunk).ShouldBe([run]);
            job.Do(new JobCommand.NoteProgress(Chunk, run)).ShouldHaveSingleItem().ShouldBeOfType<RunProgressed>();
            job.Do(new JobCommand.NoteProgress(Chunk, run)).ShouldBeEmpty();
            Resume(job).Single().Cause.ShouldBeNull();
        }
    }

    [Fact]
    public void Progress_WhenLivesWereFruitlessBefore_SetsTheirCountBack()
    {
        var job = JobScript.Running(5);
        Resume(job);
        for (var life = 0; life < 3; life++)
        {
            job.BeginRun(Chunk).ShouldHaveSingleItem();
            Resume(job);
        }

        job.State.Workers[Chunk].Fruitless.ShouldBe(3);
        job.BeginRun(Chunk).ShouldBe([5]);
        job.Do(new JobCommand.NoteProgress(Chunk, 5));

        job.State.Workers[Chunk].Fruitless.ShouldBe(0);
        job.State.Workers[Chunk].RestartCount.ShouldBe(1);
    }

    [Fact]
    public void Restarts_WhenFailuresAndInterruptionsMix_ShareOneBudget()
    {
        var job = JobScript.Running(5);
        Resume(job);
        job.BeginRun(Chunk);
        Resume(job);
        job.BeginRun(Chunk);
        job.Fail(Chunk, 3, JobScript.DiskFull)!.RestartDueAt.ShouldBe(job.Now.AddSeconds(60));
        job.Now = job.Now.AddSeconds(60);
        job.BeginRun(Chunk).ShouldBe([4]);

        // The first life planned the chunk, so its interruption is not counted: this is the third restart.
        job.Fail(Chunk, 4, JobScript.DiskFull)!.RestartDueAt.ShouldNotBeNull();
        job.Now = job.Now.AddSeconds(60);
        job.BeginRun(Chunk).ShouldBe([5]);
        job.Fail(Chunk, 5, JobScript.DiskFull)!.RestartDueAt.ShouldBeNull();
    }

    [Fact]
    public void Resume_WhenAWorkerWaitsForItsRestart_LeavesItsTimeAsItIs()
    {
        var job = JobScript.Running(5);
        var due = job.Fail(Chunk, 1, JobScript.DiskFull)!.RestartDueAt;

        Resume(job).ShouldBeEmpty();

        job.State.Workers[Chunk].RestartDueAt.ShouldBe(due);
        job.Now = due!.Value.AddSeconds(-0.1);
        job.BeginRun(Chunk).ShouldBeEmpty();
        job.Now = due.Value;
        job.BeginRun(Chunk).ShouldBe([2]);
    }

    [Fact]
    public void Resume_WhenValidatorsWereInterrupted_DoesNotCountIt()
    {
        var job = JobScript.Running(5);
        for (var life = 1; life <= 20; life++)
        {
            job.BeginRun(JobScript.Validator(0)).ShouldBe([life]);
            Resume(job).Single(interrupted => interrupted.Worker.Kind == WorkerKind.Validator)
                .ShouldSatisfyAllConditions(it => it.IsCounted.ShouldBeFalse(), it => it.Cause.ShouldBeNull());
            job.BeginRun(Chunk);
            job.Do(new JobCommand.NoteProgress(Chunk, job.State.Workers[Chunk].Run));
        }
    }

    [Fact]
    public void Resume_WhenALateReaderOfAnExhaustedListIsKnown_LeavesItAlone()
    {
        var job = JobScript.Started(sources: 2);
        job.BeginRun(JobScript.Discovery(0));
        job.Exhaust(0);

        Resume(job).ShouldBeEmpty();
    }

    [Fact]
    public void Suspend_WhenRunsAreUnderWay_CountsNoneOfThem()
    {
        var job = JobScript.Running(5);
        for (var life = 2; life <= 20; life++)
        {
            job.Do(new JobCommand.Suspend()).ShouldHaveSingleItem();
            job.State.IsSuspended.ShouldBeTrue();
            job.Do(new JobCommand.Suspend()).ShouldBeEmpty();
            Resume(job).ShouldBeEmpty("it was no interruption");
            job.BeginRun(Chunk).ShouldBe([life]);
            (job.State.IsSuspended, job.State.Workers[Chunk].RestartCount, job.State.Restarts).ShouldBe((false, 1, 0));
        }
    }

    [Fact]
    public void Reopen_WhenChunksHaveFailedSlots_RedoesThoseChunksAndNoOther()
    {
        var job = Ended(JobScript.Tally(kept: 2), JobScript.Tally(kept: 1, failed: 1), JobScript.Tally(rejected: 2));

        var reopened = (JobReopened)job.Do(new JobCommand.Reopen(null)).ShouldHaveSingleItem();

        reopened.Chunks.ShouldBe([1]);
        (job.State.Status, job.State.Tally.Settled).ShouldBe((JobStatus.Running, 6));
        var started = (WorkerStarted)job.Do(new JobCommand.BeginChunks(9)).ShouldHaveSingleItem();
        (started.Worker.Number, started.Run > 2).ShouldBe((1, true), "its number is new, also to a run that only closed the chunk");
        job.State.Chunks[1].ReopenedRun.ShouldBe(started.Run);
        job.State.Tally.ShouldBe(JobScript.Tally(kept: 2).Add(JobScript.Tally(rejected: 2)));
        job.State.WorkDone.ShouldBeFalse();
        job.Settle(1, JobScript.Tally(kept: 2));
        job.End().Status.ShouldBe(JobStatus.Completed);
        (job.State.Tally.Kept, job.State.Tally.Failed, job.State.Restarts).ShouldBe((4, 0, 0));
    }

    [Fact]
    public void Reopen_WhenAReasonIsGiven_TakesOnlyChunksThatHaveIt()
    {
        var job = Ended(JobScript.Tally(kept: 1, failed: 1), JobScript.Tally(kept: 1, rejected: 1));

        job.Do(new JobCommand.Reopen("http-503")).ShouldBeEmpty();
        ((JobReopened)job.Do(new JobCommand.Reopen("http-404")).Single()).Chunks.ShouldBe([0]);
        job.State.RedoReason.ShouldBe("http-404");
    }

    [Fact]
    public void Reopen_WhenTheJobRunsOrNothingFailed_ChangesNothing()
    {
        JobScript.Running(5).Do(new JobCommand.Reopen(null)).ShouldBeEmpty();
        Ended(JobScript.Tally(kept: 2)).Do(new JobCommand.Reopen(null)).ShouldBeEmpty();
    }

    [Fact]
    public void Reopen_WhenItIsCancelledBeforeAChunkIsBegunAnew_KeepsThatChunksAccount()
    {
        var job = Ended(JobScript.Tally(kept: 1, failed: 1));
        job.Do(new JobCommand.Reopen(null));

        job.Do(new JobCommand.Cancel());

        var ended = job.End();
        (ended.Status, ended.Tally.Kept, ended.Tally.Failed).ShouldBe((JobStatus.Cancelled, 1, 1));
    }

    [Fact]
    public void Reopen_WhenTheJobWasCancelled_LeavesWhatWasNotBegun()
    {
        var job = JobScript.Planned(2, 3);
        job.Begin(1);
        job.Do(new JobCommand.Cancel());
        job.Settle(0, JobScript.Tally(kept: 1, failed: 1));
        job.End();

        job.Do(new JobCommand.Reopen(null));
        job.Do(new JobCommand.BeginChunks(9)).Count.ShouldBe(1);
        job.Settle(0, JobScript.Tally(kept: 2));

        var ended = job.End();
        (ended.Status, ended.Tally.Kept, ended.Tally.Cancelled).ShouldBe((JobStatus.Partial, 2, 3));
    }

    private static WorkerInterrupted[] Resume(JobScript job) =>
        [.. job.Do(new JobCommand.Resume(RestartPolicy.Default)).Cast<WorkerInterrupted>()];

    private static JobScript Ended(params Tally[] chunks)
    {
        var job = JobScript.Running([.. chunks.Select(tally => tally.Settled)]);
        for (var number = 0; number < chunks.Length; number++)
            job.Settle(number, chunks[number]);
        job.End();
        return job;
    }
}
