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
        ChunkReopened reopened => Start(ChunkState.New(state.Id), new ChunkRunStarted(reopened.Chunk, reopened.Run, reopened.Slots, reopened.At)),
        AttemptClaimed claimed => Claim(state, claimed),
        SlotSettled settled => Settle(state, settled.Settlement),
        _ => throw new ArgumentOutOfRangeException(nameof(chunkEvent), chunkEvent, "unknown event"),
    };

    private static ChunkState Start(ChunkState state, ChunkRunStarted started)
    {
        var slots = state.Slots.Count == 0
            ? ImmutableList.CreateRange(Enumerable.Repeat(default(SlotState), started.Slots))
            : state.Slots;
        return state with
        {
            Run = started.Run,
            Slots = slots,
            Waiting = [.. Enumerable.Range(0, slots.Count).Where(slot => slots[slot].IsOpen)],
        };
    }

    private static ChunkState Claim(ChunkState state, AttemptClaimed claimed) => state with
    {
        Waiting = state.Waiting.Remove(claimed.Slot),
        Slots = state.Slots.SetItem(claimed.Slot, state.Slots[claimed.Slot] with { Attempts = claimed.Attempt }),
    };

    private static ChunkState Settle(ChunkState state, Settlement settlement) =>
        !state.IsOpen(settlement.Slot) ? state : state with
        {
            Waiting = state.Waiting.Remove(settlement.Slot),
            // A slot that is taken over from an earlier account brings its attempts with it.
            Slots = state.Slots.SetItem(settlement.Slot, new SlotState(settlement.Attempts, settlement)),
            Tally = state.Tally.Add(settlement),
        };
}
