using System.Text.Json;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Chunks;
using PixCrawler.Domain.Jobs;

namespace PixCrawler.Simulation.Laws;

/// <summary>A journal read twice gives the same state, and the state is what the client was told (R10).</summary>
internal sealed class ReplayTwiceGivesTheSameState : Law
{
    protected override void Judge(SimRecord record)
    {
        var (once, again) = (Job(record), Job(record));
        Check(Text(once) == Text(again), $"the job's journal gave two states");
        if (record.Ended?.Event is JobEnded ended)
            Check(once.Status == ended.Status && once.Tally.Equals(ended.Tally), $"the job's journal gives {once.Status}, it ended as {ended.Status}");
        foreach (var chunk in record.Chunks)
        {
            var events = chunk.Select(committed => (IChunkEvent)committed.Event).ToArray();
            var id = events[0].Chunk;
            var state = events.Aggregate(ChunkState.New(id), (state, chunkEvent) => state.Apply(chunkEvent));
            var twice = events.Aggregate(ChunkState.New(id), (state, chunkEvent) => state.Apply(chunkEvent));
            Check(Text(state) == Text(twice), $"the journal of chunk {chunk.Key} gave two states");
        }
    }

    private static JobState Job(SimRecord record) =>
        record.Job.Aggregate(JobState.New(record.Universe.JobId), (state, committed) => state.Apply((IJobEvent)committed.Event));

    private static string Text<T>(T state) => JsonSerializer.Serialize(state, Options);

    private static readonly JsonSerializerOptions Options = new() { Converters = { new WorkerKeys() } };

    private sealed class WorkerKeys : System.Text.Json.Serialization.JsonConverter<WorkerId>
    {
        public override WorkerId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, WorkerId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

        public override void WriteAsPropertyName(Utf8JsonWriter writer, WorkerId value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString());
    }
}
