using System.Collections.Immutable;
using PixCrawler.Contracts.Chunks;

namespace PixCrawler.Domain.Chunks;

/// <summary>How a chunk's events change its state. Pure and total over the chunk's events.</summary>
public static class ChunkApply
{
    /// <summary>The state after one more event.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="chunkEvent">What happened.</param>
    /// <returns>The state after.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The event is of a kind this version does not know.</exception>
    public static ChunkState Apply(this ChunkState state, IChunkEvent chunkEvent) => chunkEvent switch
    {
        ChunkRunStarted started => Start(state, started),
        AttemptClaimed claimed => Claim(state, claimed),
        SlotSettled settled => Settle(state, settled.Settlement),
        _ => throw new ArgumentOutOfRangeException(nameof(chunkEvent), chunkEvent, "unknown event"),
    };

    private static ChunkState Start(ChunkState state, ChunkRunStarted started)
    {
        var slots = state.Slots.Count == 0
            ? ImmutableList.CreateRange(Enumerable.Repeat(default(SlotState), started.Slots))
            : state.Slots;
        var open = Enumerable.Range(0, slots.Count).Where(slot => slots[slot].IsOpen).ToArray();
        return state with
        {
            Run = started.Run,
            Slots = slots,
            Waiting = ImmutableQueue.CreateRange(open),
            WaitingCount = open.Length,
        };
    }

    private static ChunkState Claim(ChunkState state, AttemptClaimed claimed) => TakeWaiting(state, claimed.Slot) with
    {
        Slots = state.Slots.SetItem(claimed.Slot, state.Slots[claimed.Slot] with { Attempts = claimed.Attempt }),
    };

    private static ChunkState Settle(ChunkState state, Settlement settlement) =>
        !state.IsOpen(settlement.Slot) ? state : TakeWaiting(state, settlement.Slot) with
        {
            Slots = state.Slots.SetItem(settlement.Slot, state.Slots[settlement.Slot] with { Settlement = settlement }),
            Tally = state.Tally.Add(settlement),
        };

    // Slots leave the queue in its own order; one that is not at its head has left before.
    private static ChunkState TakeWaiting(ChunkState state, int slot) =>
        state.WaitingCount > 0 && state.Waiting.Peek() == slot
            ? state with { Waiting = state.Waiting.Dequeue(), WaitingCount = state.WaitingCount - 1 }
            : state;
}
