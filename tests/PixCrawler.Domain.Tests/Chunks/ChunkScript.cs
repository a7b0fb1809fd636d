using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Chunks;

namespace PixCrawler.Domain.Tests.Chunks;

/// <summary>Drives a chunk as its actor does: decide, then apply; keeps every event.</summary>
internal sealed class ChunkScript
{
    public static readonly ChunkId Id = new(new JobId(new Guid("00000000-0000-0000-0000-000000000001")), 0);

    public static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public List<IChunkEvent> Events { get; } = [];

    public ChunkState State { get; private set; } = ChunkState.New(Id);

    public static ChunkScript Started(int slots) => new ChunkScript().Run(1, slots);

    public static Settlement Kept(int slot) => new(slot, SettlementStatus.Kept, At)
    {
        Image = new StoredImage(new string('a', 64), "png", 2, 3, 100),
    };

    public IReadOnlyList<IChunkEvent> Do(ChunkCommand command)
    {
        var events = State.Decide(command, At);
        foreach (var chunkEvent in events)
            State = State.Apply(chunkEvent);
        Events.AddRange(events);
        return events;
    }

    public ChunkScript Run(int run, int slots)
    {
        Do(new ChunkCommand.StartRun(run, slots));
        return this;
    }

    /// <summary>Claims the first waiting slots, as if they had got their permits; what was interrupted too often is settled before.</summary>
    public IEnumerable<int> Claim(int count, int maxAttempts = 3)
    {
        Do(new ChunkCommand.SettleInterrupted(maxAttempts));
        return Do(new ChunkCommand.Claim([.. State.Waiting.Take(count)], maxAttempts))
            .OfType<AttemptClaimed>().Select(claimed => claimed.Slot);
    }

    public IReadOnlyList<IChunkEvent> Retry(int slot, int attempt, int maxAttempts = 3) =>
        Do(new ChunkCommand.ClaimRetry(slot, attempt, maxAttempts));

    public IReadOnlyList<IChunkEvent> Settle(params Settlement[] settlements) => Do(new ChunkCommand.Settle(settlements));
}
