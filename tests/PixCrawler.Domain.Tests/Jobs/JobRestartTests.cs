using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Jobs;
using PixCrawler.Domain.Supervision;

namespace PixCrawler.Domain.Tests.Jobs;

public sealed class JobRestartTests
{
    [Fact]
    public void InfrastructureFailure_IsFollowedByRuns2To4SixtySecondsApart_ThenTheChunkIsGivenUp()
    {
        var job = JobScript.Running(5);
        var chunk = JobScript.Chunk(0);
        for (var run = 1; run <= 3; run++)
        {
            var failedAt = job.Now;
            job.Fail(chunk, run, JobScript.DiskFull)!.RestartDueAt.ShouldBe(failedAt.AddSeconds(60));
            job.State.Chunks[0].Phase.ShouldBe(ChunkPhase.Restarting);

            job.Now = failedAt.AddSeconds(59.9);
            job.BeginRun(chunk).ShouldBeEmpty();
            job.Now = failedAt.AddSeconds(60);
            job.BeginRun(chunk).ShouldBe([run + 1]);
            job.BeginRun(chunk).ShouldBeEmpty();
            job.State.Chunks[0].Phase.ShouldBe(ChunkPhase.Running);
            job.Now = job.Now.AddHours(5);
        }

        job.Fail(chunk, 4, JobScript.DiskFull)!.RestartDueAt.ShouldBeNull();

        job.Now = job.Now.AddDays(1);
        job.BeginRun(chunk).ShouldBeEmpty();
        job.State.Restarts.ShouldBe(3);
        job.State.ChunksFailed.ShouldBe(1);
        job.State.Chunks[0].ShouldBe(new JobChunk(5, ChunkPhase.GivenUp, JobScript.DiskFull));
    }

    [Theory]
    [InlineData(FailureKind.Permanent)]
    [InlineData(FailureKind.Transient)]
    [InlineData(FailureKind.Unknown)]
    public void AnyOtherFailure_GivesUpAtOnce(FailureKind kind)
    {
        var job = JobScript.Running(5);

        job.Fail(JobScript.Chunk(0), 1, JobScript.Cause(kind))!.RestartDueAt.ShouldBeNull();

        job.Now = job.Now.AddDays(1);
        job.BeginRun(JobScript.Chunk(0)).ShouldBeEmpty();
        job.State.Restarts.ShouldBe(0);
    }

    [Theory]
    [InlineData(WorkerKind.Discovery)]
    [InlineData(WorkerKind.Validator)]
    [InlineData(WorkerKind.Packaging)]
    public void TheOneRule_HoldsForEveryKindOfWorker(WorkerKind kind)
    {
        var worker = new WorkerId(kind, 0);
        var job = JobScript.Started();
        if (kind == WorkerKind.Packaging)
            job.Exhaust();

        job.FailForGood(worker);

        job.Events.OfType<WorkerStarted>().Select(started => started.Run).ShouldBe([1, 2, 3, 4]);
        var failures = job.Events.OfType<WorkerFailed>().ToArray();
        var delay = TimeSpan.FromSeconds(60);
        failures.Select(failed => failed.RestartDueAt - failed.At).ShouldBe([delay, delay, delay, null]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Fail_OfARunThatIsNotUnderWay_IsIgnored(int run)
    {
        var job = JobScript.Running(5);
        job.FailOnce(JobScript.Chunk(0));

        job.Fail(JobScript.Chunk(0), run, JobScript.DiskFull).ShouldBeNull();
    }

    [Fact]
    public void Fail_WhenReportedTwice_CountsOnce()
    {
        var job = JobScript.Running(5);
        job.Fail(JobScript.Chunk(0), 1, JobScript.DiskFull).ShouldNotBeNull();

        job.Fail(JobScript.Chunk(0), 1, JobScript.DiskFull).ShouldBeNull();
    }

    [Fact]
    public void Fail_WhenTheChunkIsSettledOrUnknown_IsIgnored()
    {
        var job = JobScript.Running(5, 5);
        job.Settle(0, JobScript.Tally(kept: 5));

        job.Fail(JobScript.Chunk(0), 1, JobScript.DiskFull).ShouldBeNull();
        job.Fail(JobScript.Chunk(7), 1, JobScript.DiskFull).ShouldBeNull();
    }

    [Fact]
    public void TwoWorkers_NeverShareARestartCounter()
    {
        var job = JobScript.Running(5, 5);
        job.BeginRun(JobScript.Validator(0));
        job.BeginRun(JobScript.Validator(1));
        job.FailOnce(JobScript.Chunk(0));
        job.FailOnce(JobScript.Chunk(0));
        job.FailOnce(JobScript.Validator(1));

        WorkerId[] workers = [JobScript.Chunk(0), JobScript.Chunk(1), JobScript.Validator(0), JobScript.Validator(1)];
        workers.Select(worker => job.State.Workers[worker].Run).ShouldBe([3, 1, 1, 2]);
        job.State.Restarts.ShouldBe(3);

        job.FailForGood(JobScript.Chunk(0));
        job.Fail(JobScript.Chunk(1), 1, JobScript.DiskFull)!.RestartDueAt.ShouldNotBeNull();
    }

    [Fact]
    public void TheNextSource_HasRestartsOfItsOwn()
    {
        var job = JobScript.Started(sources: 2);
        job.BeginRun(JobScript.Discovery(0));
        job.FailOnce(JobScript.Discovery(0));
        job.Exhaust(0);

        job.BeginRun(JobScript.Discovery(1)).ShouldBe([1]);
        job.FailForGood(JobScript.Discovery(1));

        job.Events.OfType<WorkerStarted>().Where(started => started.Worker == JobScript.Discovery(1))
            .Select(started => started.Run).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public void RestartCounts_SurviveACrashOfTheWholeProcess()
    {
        var job = JobScript.Running(5);
        job.FailOnce(JobScript.Chunk(0));
        job.FailOnce(JobScript.Chunk(0));

        var recovered = job.Events.Aggregate(JobState.New(JobScript.Id), (state, jobEvent) => state.Apply(jobEvent));

        recovered.Workers[JobScript.Chunk(0)].ShouldBe(new JobWorker(3));
        var failed = recovered.Decide(new JobCommand.Fail(JobScript.Chunk(0), 3, JobScript.DiskFull, RestartPolicy.Default), job.Now)
            .ShouldHaveSingleItem();
        var last = recovered.Apply(failed).Decide(new JobCommand.BeginRun(JobScript.Chunk(0)), job.Now.AddSeconds(60))
            .ShouldHaveSingleItem();
        ((WorkerStarted)last).Run.ShouldBe(4);
    }

    [Fact]
    public void SettleChunk_WhileItWaitsForItsRestart_EndsItsRestarts()
    {
        var job = JobScript.Running(5);
        var due = job.Fail(JobScript.Chunk(0), 1, JobScript.DiskFull)!.RestartDueAt!.Value;
        job.Settle(0, JobScript.Tally(kept: 5));

        job.Now = due;

        job.BeginRun(JobScript.Chunk(0)).ShouldBeEmpty();
    }

    [Fact]
    public void AChunkThatFailsAfterTheLastValidator_IsNotRunAgain()
    {
        var job = JobScript.Running(5);
        job.FailForGood(JobScript.Validator(0));
        job.FailForGood(JobScript.Validator(1));

        job.Fail(JobScript.Chunk(0), 1, JobScript.DiskFull)!.RestartDueAt.ShouldBeNull();
    }
}
