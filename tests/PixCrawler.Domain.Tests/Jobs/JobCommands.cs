using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Jobs;
using PixCrawler.Domain.Supervision;

namespace PixCrawler.Domain.Tests.Jobs;

/// <summary>Commands for a job, sensible and not.</summary>
internal static class JobCommands
{
    public static readonly WorkerId Packaging = new(WorkerKind.Packaging, 0);

    public static IReadOnlyList<JobCommand> OneOfEachKind { get; } =
    [
        new JobCommand.Start(JobScript.Specification(), 1),
        new JobCommand.PlanChunk(1, 0, 1, 0),
        new JobCommand.ExhaustSource(0, 0),
        new JobCommand.BeginChunks(9),
        new JobCommand.BeginRun(Packaging),
        new JobCommand.Fail(JobScript.Chunk(0), 1, JobScript.DiskFull, RestartPolicy.Default),
        new JobCommand.SettleChunk(0, JobScript.Tally(kept: 1)),
        new JobCommand.BeginRuns([Packaging]),
        new JobCommand.Resume(RestartPolicy.Default),
        new JobCommand.NoteProgress(JobScript.Chunk(0), 1),
        new JobCommand.Suspend(),
        new JobCommand.Deduplicate(1, new DuplicateCounts(0, 1, 0), [new DeduplicatedChunk(0, JobScript.Tally(rejected: 1))]),
        new JobCommand.Cancel(),
        new JobCommand.End(),
    ];

    public static JobCommand Any(Random random, JobState state, int maxOpenChunks)
    {
        var worker = AnyWorker(random, state);
        return random.Next(100) switch
        {
            0 => new JobCommand.Start(JobScript.Specification(), 1),
            < 20 => new JobCommand.PlanChunk(
                state.Chunks.Count + Stray(random), state.CurrentSource + Stray(random), random.Next(-1, 7), random.Next(3)),
            20 => new JobCommand.PlanChunk(state.Chunks.Count, state.CurrentSource, random.Next(1, 4), 0, "ab", IsLast: true),
            < 24 => new JobCommand.ExhaustSource(state.CurrentSource + Stray(random), random.Next(3)),
            < 40 => new JobCommand.BeginChunks(maxOpenChunks),
            < 44 => new JobCommand.BeginRuns([.. state.Workers.Keys]),
            < 66 => new JobCommand.BeginRun(worker),
            < 86 => new JobCommand.Fail(
                worker,
                (state.Workers.TryGetValue(worker, out var entry) ? entry.Run : 1) + Stray(random),
                JobScript.Cause(random.Next(8) == 0 ? (FailureKind)random.Next(4) : FailureKind.Infrastructure),
                RestartPolicy.Default),
            < 94 => SettleAny(random, state),
            94 when random.Next(3) == 0 => new JobCommand.Cancel(),
            94 => new JobCommand.Suspend(),
            95 => new JobCommand.End(),
            96 => new JobCommand.Reopen(random.Next(2) == 0 ? null : "http-404"),
            97 => new JobCommand.Resume(RestartPolicy.Default),
            98 => new JobCommand.NoteProgress(worker, state.Workers.TryGetValue(worker, out var known) ? known.Run : 1),
            _ => random.Next(3) switch
            {
                0 => new JobCommand.BeginRun(Packaging),
                1 => new JobCommand.BeginRun(JobState.Deduplication),
                _ => DeduplicateAny(random, state),
            },
        };
    }

    /// <summary>An account for each of that many slots, and no more.</summary>
    public static Tally AnyTally(Random random, int slots)
    {
        var kept = random.Next(slots + 1);
        var rejected = random.Next(slots - kept + 1);
        var failed = random.Next(slots - kept - rejected + 1);
        return JobScript.Tally(kept, rejected, failed, cancelled: slots - kept - rejected - failed);
    }

    private static JobCommand.SettleChunk SettleAny(Random random, JobState state)
    {
        var number = random.Next(-1, state.Chunks.Count + 1);
        var slots = number >= 0 && number < state.Chunks.Count ? state.Chunks[number].Slots : 1;
        return new JobCommand.SettleChunk(number, AnyTally(random, slots));
    }

    private static JobCommand.Deduplicate DeduplicateAny(Random random, JobState state)
    {
        var run = (state.Workers.TryGetValue(JobState.Deduplication, out var worker) ? worker.Run : 1) + Stray(random);
        return new JobCommand.Deduplicate(run, new DuplicateCounts(0, random.Next(3), 0),
        [
            .. Enumerable.Range(0, state.Chunks.Count).Where(_ => random.Next(2) == 0)
                .Select(number => new DeduplicatedChunk(number + Stray(random) * 99, AnyTally(random, Math.Max(0, state.Chunks[number].Slots + Stray(random))))),
        ]);
    }

    // Mostly one that is known, so that its story goes on.
    private static WorkerId AnyWorker(Random random, JobState state) => random.Next(12) switch
    {
        > 7 when !state.Workers.IsEmpty => state.Workers.Keys.ElementAt(random.Next(state.Workers.Count)),
        0 => random.Next(2) == 0 ? Packaging : JobState.Deduplication,
        < 3 => JobScript.Validator(random.Next(-1, 3)),
        3 => JobScript.Discovery(random.Next(-1, 3)),
        _ => JobScript.Chunk(random.Next(-1, state.Chunks.Count + 1)),
    };

    // Mostly on the mark, now and then beside it.
    private static int Stray(Random random) => random.Next(6) == 0 ? random.Next(-1, 2) : 0;
}
