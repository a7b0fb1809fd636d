using Akka.Actor;
using Akka.Persistence;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Domain.Chunks;

namespace PixCrawler.Benchmarks.Journal;

/// <summary>
/// Writes what a chunk's actor writes, and nothing else: the start of its run, a claim for each slot in batches, a settlement for each
/// slot in batches of what is ready, every event applied to the chunk's state. The web, the files and the other actors are left out.
/// </summary>
internal sealed class SettlingActor : ReceivePersistentActor
{
    private readonly int _slots;
    private readonly int _batch;
    private readonly IActorRef _whenSettled;
    private ChunkState _state;

    public SettlingActor(ChunkId chunk, int slots, int batch, IActorRef whenSettled)
    {
        (_slots, _batch, _whenSettled, _state) = (slots, batch, whenSettled, ChunkState.New(chunk));
        PersistenceId = $"chunk-{chunk}";
        Recover<IChunkEvent>(chunkEvent => _state = _state.Apply(chunkEvent));
        Recover<RecoveryCompleted>(_ => Self.Tell(Next.Instance));
        Command<Next>(_ => GoOn());
    }

    public override string PersistenceId { get; }

    private void GoOn()
    {
        if (_state.IsSettled)
        {
            _whenSettled.Tell(_state.Tally.Settled);
            Context.Stop(Self);
            return;
        }

        var slots = Enumerable.Range(_state.Tally.Settled, Math.Min(_batch, _slots - _state.Tally.Settled)).ToArray();
        var now = TimeProvider.System.GetUtcNow();
        if (_state.Run == 0)
            Carry(new ChunkCommand.StartRun(1, _slots), now);
        else if (_state.Slots[slots[0]].Attempts == 0)
            Carry(new ChunkCommand.Claim(slots, 3), now);
        else
            Carry(new ChunkCommand.Settle([.. slots.Select(slot => Account(slot, now))]), now);
    }

    private void Carry(ChunkCommand command, DateTimeOffset now)
    {
        var events = _state.Decide(command, now);
        var open = events.Length;
        PersistAll(events, chunkEvent =>
        {
            _state = _state.Apply(chunkEvent);
            if (--open == 0)
                Self.Tell(Next.Instance);
        });
    }

    private static Settlement Account(int slot, DateTimeOffset now) => new(slot, SettlementStatus.Kept, now)
    {
        HttpStatus = 200,
        Image = new StoredImage(new string((char)('a' + (slot % 6)), 64), "jpg", 1024, 768, 80_000 + slot),
    };

    private sealed record Next
    {
        public static Next Instance { get; } = new();
    }
}
