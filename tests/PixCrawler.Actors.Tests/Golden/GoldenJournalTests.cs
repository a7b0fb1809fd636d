using System.Runtime.CompilerServices;
using PixCrawler.Actors.Serialization;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Chunks;
using PixCrawler.Domain.Jobs;

namespace PixCrawler.Actors.Tests.Golden;

/// <summary>
/// Journals that former versions wrote are replayed by this one, into the same state. These files are never changed: a release that
/// writes another format adds a folder of its own.
/// </summary>
public sealed class GoldenJournalTests
{
    private static readonly JobId Job = new(new Guid("0123456789abcdef0123456789abcdef"));

    [Fact]
    public void Replay_OfAJobOfVersion01_GivesItsFinalState()
    {
        var job = Lines("v0.1", "job.jsonl").Aggregate(JobState.New(Job), (state, line) => state.Apply((IJobEvent)line.Event));

        job.Status.ShouldBe(JobStatus.Cancelled);
        (job.Tally.Kept, job.Tally.Rejected, job.Tally.Refused, job.Tally.Failed, job.Tally.Cancelled).ShouldBe((2, 1, 1, 2, 4));
        job.Tally.Reasons["too-small"].ShouldBe(1);
        (job.PlannedSlots, job.BadRows, job.Restarts).ShouldBe((10, 3, 1));
        job.Chunks.Select(chunk => chunk.Phase).ShouldBe([ChunkPhase.Settled, ChunkPhase.Settled]);
        job.Workers[new WorkerId(WorkerKind.Discovery, 0)].Run.ShouldBe(2);
        job.Specification!.Sources[0].UrlColumn.ShouldBe("link");
        (job.StartedAt, job.EndedAt).ShouldBe((At(0), At(9)));
    }

    [Fact]
    public void Replay_OfAChunkOfVersion01_GivesItsFinalState()
    {
        var chunk = Lines("v0.1", "chunk.jsonl").Aggregate(ChunkState.New(new ChunkId(Job, 0)), (state, line) => state.Apply((IChunkEvent)line.Event));

        chunk.IsSettled.ShouldBeTrue();
        chunk.Run.ShouldBe(2);
        chunk.Slots.Select(slot => (slot.Settlement!.Status, slot.Attempts, slot.Settlement.Reason)).ShouldBe(
        [
            (SettlementStatus.Kept, 1, null),
            (SettlementStatus.Kept, 3, null),
            (SettlementStatus.Rejected, 1, "too-small"),
            (SettlementStatus.Refused, 0, "robots-disallowed"),
            (SettlementStatus.Failed, 3, "http-503"),
            (SettlementStatus.Failed, 3, "interrupted"),
        ]);
        chunk.Slots[0].Settlement!.Image.ShouldBe(new StoredImage(new string('a', 64), "jpg", 640, 480, 12_345));
        chunk.Slots[1].Settlement!.FinalUrl.ShouldBe("https://example.org/ü.png");
        chunk.Slots[4].Settlement!.Failure.ShouldBe(FailureKind.Transient);
    }

    [Theory]
    [InlineData("job.jsonl")]
    [InlineData("chunk.jsonl")]
    public void Export_OfWhatWasParsed_GivesTheLineAgain(string file)
    {
        foreach (var text in File.ReadLines(PathOf("v0.1", file)))
        {
            var line = JournalExport.Parse(text);
            JournalExport.Line(line.PersistenceId, line.SequenceNr, line.Manifest, line.Time, PixCrawlerSerializer.Manifests.Write(line.Event)).ShouldBe(text);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"persistenceId":"p","sequenceNr":1,"manifest":"job.started.v99","time":"2026-01-01T00:00:00Z","event":{}}""")]
    public void Parse_WhenItIsNoSuchLine_SaysSo(string line) =>
        Should.Throw<System.Runtime.Serialization.SerializationException>(() => JournalExport.Parse(line));

    private static DateTimeOffset At(int minute) => new(2026, 11, 2, 3, minute, 0, TimeSpan.Zero);

    private static List<ExportedEvent> Lines(string version, string file)
    {
        var lines = File.ReadLines(PathOf(version, file)).Select(JournalExport.Parse).ToList();
        lines.Select(line => line.SequenceNr).ShouldBe(Enumerable.Range(1, lines.Count).Select(number => (long)number));
        return lines;
    }

    private static string PathOf(string version, string file, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, version, file);
}
