using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Domain.Jobs;
using PixCrawler.Domain.Supervision;

namespace PixCrawler.Domain.Tests.Jobs;

/// <summary>Drives a job as its actor does: decide, then apply; keeps every event and a clock of its own.</summary>
internal sealed class JobScript
{
    public static readonly JobId Id = new(new Guid("00000000-0000-0000-0000-000000000002"));

    public static readonly FailureCause DiskFull = Cause(FailureKind.Infrastructure);

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public List<IJobEvent> Events { get; } = [];

    public JobState State { get; private set; } = JobState.New(Id);

    public static FailureCause Cause(FailureKind kind) => new(kind, $"reason-{kind}", "Error", $"a {kind} failure");

    public static WorkerId Chunk(int number) => new(WorkerKind.Chunk, number);

    public static WorkerId Discovery(int source = 0) => new(WorkerKind.Discovery, source);

    public static WorkerId Validator(int number) => new(WorkerKind.Validator, number);

    public static JobSpecification Specification(int sources = 1, int? maxUrls = null, DuplicateMode duplicates = DuplicateMode.Off) => new()
    {
        Name = "birds",
        OutputFolder = "out",
        Sources = [.. Enumerable.Range(0, sources).Select(source => new UrlListSource($"{source}.txt"))],
        MaxUrls = maxUrls,
        Deduplication = new DeduplicationSpecification { Mode = duplicates },
    };

    public static JobScript Started(int sources = 1, int? maxUrls = null, int validators = 2, DuplicateMode duplicates = DuplicateMode.Off)
    {
        var job = new JobScript();
        job.Do(new JobCommand.Start(Specification(sources, maxUrls, duplicates), validators));
        return job;
    }

    /// <summary>A job with its whole plan made and its chunks begun.</summary>
    public static JobScript Running(params int[] slotsPerChunk)
    {
        var job = Planned(slotsPerChunk);
        job.Begin(slotsPerChunk.Length);
        return job;
    }

    /// <summary>A job with its whole plan made and nothing begun.</summary>
    public static JobScript Planned(params int[] slotsPerChunk)
    {
        var job = Started();
        for (var number = 0; number < slotsPerChunk.Length; number++)
            job.Plan(number, slotsPerChunk[number]).ShouldNotBeEmpty();
        job.Exhaust().ShouldNotBeEmpty();
        return job;
    }

    public static Tally Tally(int kept = 0, int rejected = 0, int failed = 0, int cancelled = 0, int refused = 0)
    {
        var reasons = new Dictionary<string, int> { ["too-small"] = rejected, ["http-404"] = failed, ["cancelled"] = cancelled };
        return new Tally(kept, rejected, refused, failed, cancelled, 10L * kept, kept + rejected + failed,
            reasons.Where(entry => entry.Value > 0).ToDictionary());
    }

    public IReadOnlyList<IJobEvent> Do(JobCommand command)
    {
        var events = State.Decide(command, Now);
        foreach (var jobEvent in events)
            State = State.Apply(jobEvent);
        Events.AddRange(events);
        return events;
    }

    public IReadOnlyList<IJobEvent> Plan(int number, int slots, int source = 0, int badRows = 0) =>
        Do(new JobCommand.PlanChunk(number, source, slots, badRows));

    public IReadOnlyList<IJobEvent> Exhaust(int source = 0, int badRows = 0) => Do(new JobCommand.ExhaustSource(source, badRows));

    public int[] Begin(int maxOpenChunks) =>
        [.. Do(new JobCommand.BeginChunks(maxOpenChunks)).Cast<WorkerStarted>().Select(started => started.Worker.Number)];

    public int[] BeginRun(WorkerId worker) =>
        [.. Do(new JobCommand.BeginRun(worker)).Cast<WorkerStarted>().Select(started => started.Run)];

    public WorkerFailed? Fail(WorkerId worker, int run, FailureCause cause) =>
        (WorkerFailed?)Do(new JobCommand.Fail(worker, run, cause, RestartPolicy.Default)).SingleOrDefault();

    public IReadOnlyList<IJobEvent> Settle(int chunk, Tally tally) => Do(new JobCommand.SettleChunk(chunk, tally));

    public JobEnded End() => (JobEnded)Do(new JobCommand.End()).ShouldHaveSingleItem();

    /// <summary>Fails the worker's run under way and begins the next when it is due.</summary>
    public void FailOnce(WorkerId worker)
    {
        Now = Fail(worker, State.Workers[worker].Run, DiskFull)!.RestartDueAt!.Value;
        BeginRun(worker).ShouldHaveSingleItem();
    }

    /// <summary>Fails the worker's run under way and each that follows, until it is given up.</summary>
    public void FailForGood(WorkerId worker)
    {
        BeginRun(worker);
        while (Fail(worker, State.Workers[worker].Run, DiskFull) is { RestartDueAt: { } due })
        {
            Now = due;
            BeginRun(worker);
        }

        State.Workers[worker].IsGivenUp.ShouldBeTrue();
    }
}
