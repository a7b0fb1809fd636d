using System.Reflection;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Operations;
using PixCrawler.Contracts.Sources;
using PixCrawler.Contracts.Serialization;
using PixCrawler.Domain.Chunks;
using PixCrawler.Domain.Jobs;
using PixCrawler.Domain.Serialization;

namespace PixCrawler.Domain.Tests.Serialization;

/// <summary>A state that goes through its snapshot is the same state: nothing is lost by recovering from one.</summary>
public sealed class SnapshotTests
{
    private static readonly ManifestTable Table = DomainManifests.CreateTable();
    private static readonly JobId Job = new(new Guid("0123456789abcdef0123456789abcdef"));

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 50)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ChunkSnapshot_WhenReadBack_IsTheSameState(int seed)
    {
        var random = new Random(seed);
        var state = ChunkState.New(new ChunkId(Job, seed));
        var slots = random.Next(1, 500);
        for (var run = 1; run <= random.Next(1, 4); run++)
        {
            state = state.Apply(new ChunkRunStarted(state.Id, run, slots, At(random)));
            for (var i = random.Next(0, 300); i > 0; i--)
            {
                var slot = random.Next(slots);
                state = random.Next(2) == 0
                    ? state.Apply(new AttemptClaimed(state.Id, slot, state.Slots[slot].Attempts + 1, At(random)))
                    : state.Apply(new SlotSettled(state.Id, Account(random, slot)));
            }
        }

        var read = (ChunkState)RoundTrip(state, "chunk.snapshot.v1");
        read.Slots.ShouldBe(state.Slots);
        read.Waiting.ShouldBe(state.Waiting);
        read.Tally.ShouldBe(state.Tally);
        (read with { Slots = state.Slots, Waiting = state.Waiting }).ShouldBe(state);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void JobSnapshot_WhenReadBack_IsTheSameState(int seed)
    {
        var random = new Random(seed);
        var state = JobState.New(Job).Apply(new JobStarted(Job, Specification, 4, At(random)));
        for (var chunk = 0; chunk < random.Next(1, 40); chunk++)
        {
            state = state.Apply(new ChunkPlanned(Job, chunk, 0, random.Next(1, 500), random.Next(3), At(random)));
            if (random.Next(3) == 0)
                state = state with { TakenHash = "ab", Progressed = true };
            foreach (var kind in Enum.GetValues<WorkerKind>().Where(_ => random.Next(2) == 0))
                state = state.Apply(new WorkerStarted(Job, new WorkerId(kind, chunk), 1, At(random)));
            var worker = new WorkerId(WorkerKind.Chunk, chunk);
            var due = random.Next(2) == 0 ? At(random) : (DateTimeOffset?)null;
            state = random.Next(3) switch
            {
                0 => state.Apply(new ChunkSettled(Job, chunk, Tally.Empty.Add(Account(random, 0)), At(random))),
                1 when random.Next(2) == 0 => state
                    .Apply(new WorkerInterrupted(Job, worker, 1, random.Next(2) == 0, due is null ? Cause : null, At(random)))
                    .Apply(new JobSuspended(Job, At(random))),
                1 => state.Apply(new WorkerFailed(Job, worker, 1, Cause, due, At(random)) { IsPause = random.Next(2) == 0 }),
                _ => state,
            };
        }

        foreach (var export in Enumerable.Range(0, random.Next(4)).Select(number => $"export-{number}"))
            state = WithExport(state, export, random);
        if (random.Next(2) == 0)
            state = state.Apply(new DatasetDeduplicated(Job, new DuplicateCounts(1, 2, 3), [new DeduplicatedChunk(0, Tally.Empty.Add(Account(random, 0)))], At(random)));
        if (random.Next(2) == 0)
            state = state.Apply(new JobReopened(Job, [0], "http-503", At(random)));
        var read = (JobState)RoundTrip(state, "job.snapshot.v1");
        read.Redo.ShouldBe(state.Redo);
        read.Chunks.ShouldBe(state.Chunks);
        read.OpenChunks.ShouldBe(state.OpenChunks);
        read.Workers.ShouldBe(state.Workers);
        read.Exports.Keys.ShouldBe(state.Exports.Keys);
        (read with
        {
            Chunks = state.Chunks,
            OpenChunks = state.OpenChunks,
            Redo = state.Redo,
            Workers = state.Workers,
            Specification = state.Specification,
            Exports = state.Exports,
        }).ShouldBe(state);
    }

    /// <summary>A figure that is derived is not stored; everything else must be, so a property that can't be written back is an error.</summary>
    [Theory]
    [InlineData(typeof(ChunkState), 5)]
    [InlineData(typeof(JobState), 26)]
    public void States_WhenTheyGetAProperty_NeedALookHere(Type state, int stored) =>
        state.GetProperties(BindingFlags.Public | BindingFlags.Instance).Count(property => property.CanWrite)
            .ShouldBe(stored, "the new property is in the snapshot by itself; let the random states above set it, then count it here");

    // What is in it is compared as text, by RoundTrip.
    private static JobState WithExport(JobState state, string name, Random random)
    {
        var specification = new ExportSpecification { Labels = [LabelFormat.Csv], Split = new ExportSplit(0.5, 0.5, 0), Target = "s3://b/p" };
        state = state.Apply(new ExportStarted(Job, name, specification, At(random))).Apply(new ExportRunStarted(Job, name, 1, At(random)));
        return random.Next(3) switch
        {
            0 => state.Apply(new ExportRunFailed(Job, name, 1, Cause, At(random), At(random)) { IsUncounted = random.Next(2) == 0 }),
            1 => state.Apply(new ExportEnded(Job, name, ExportStatus.Completed, new ExportSummary("there") { Samples = 1 }, null, At(random))),
            _ => state,
        };
    }

    private static object RoundTrip(object state, string manifest)
    {
        Table.ManifestOf(state).ShouldBe(manifest);
        var bytes = Table.Write(state);
        var read = Table.Read(bytes, manifest);
        Table.Write(read).ShouldBe(bytes);
        return read;
    }

    private static JobSpecification Specification => new() { Name = "a", OutputFolder = "b", Sources = [new UrlListSource("c")], MaxUrls = 7 };

    private static FailureCause Cause => new(FailureKind.Infrastructure, "disk-full", "T", "full");

    private static DateTimeOffset At(Random random) => new(random.NextInt64(DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);

    private static Settlement Account(Random random, int slot) => new(slot, (SettlementStatus)random.Next(5), At(random))
    {
        Attempts = random.Next(4),
        Reason = random.Next(2) == 0 ? null : $"reason-{random.Next(3)}",
        Detail = random.Next(2) == 0 ? null : "détail",
        Failure = random.Next(2) == 0 ? null : (FailureKind)random.Next(4),
        HttpStatus = random.Next(2) == 0 ? null : 404,
        Image = random.Next(2) == 0 ? null : new StoredImage(new string('a', 64), "png", 1, 2, random.NextInt64(long.MaxValue / 1000), 3),
    };
}
