using System.Collections.Immutable;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Domain.Chunks;

/// <summary>What is known of one slot.</summary>
/// <param name="Attempts">Attempts taken out of its budget so far.</param>
/// <param name="Settlement">Its final account; null while it is open.</param>
public readonly record struct SlotState(int Attempts, Settlement? Settlement = null)
{
    /// <summary>Whether the slot still has to be settled.</summary>
    public bool IsOpen => Settlement is null;
}

/// <summary>A chunk's state: what its journal says, nothing else.</summary>
public sealed record ChunkState
{
    /// <summary>The chunk.</summary>
    public required ChunkId Id { get; init; }

    /// <summary>The run under way, from 1; 0 before the first.</summary>
    public int Run { get; init; }

    /// <summary>The slots by number.</summary>
    public ImmutableList<SlotState> Slots { get; init; } = [];

    /// <summary>Open slots that this run has not begun yet, in the order they will be.</summary>
    public ImmutableSortedSet<int> Waiting { get; init; } = [];

    /// <summary>How many slots <see cref="Waiting"/> holds.</summary>
    public int WaitingCount => Waiting.Count;

    /// <summary>How the settled slots ended.</summary>
    public Tally Tally { get; init; } = Tally.Empty;

    /// <summary>Whether every slot is settled.</summary>
    public bool IsSettled => Run > 0 && Tally.Settled == Slots.Count;

    /// <summary>
    /// Waiting slots that have one attempt left: runs were cut off again and again while they were under way, so that one of them may
    /// be why. Each is to run alone.
    /// </summary>
    /// <param name="maxAttempts">The attempts a slot has in all.</param>
    /// <returns>The slots, in order.</returns>
    public IEnumerable<int> Suspects(int maxAttempts) => Waiting.Where(slot => IsSuspect(slot, maxAttempts));

    /// <summary>Whether a slot is one of the <see cref="Suspects"/>.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="maxAttempts">The attempts a slot has in all.</param>
    /// <returns>Whether it must run alone.</returns>
    public bool IsSuspect(int slot, int maxAttempts) =>
        Waiting.Contains(slot) && Slots[slot].Attempts > 0 && Slots[slot].Attempts == maxAttempts - 1;

    /// <summary>Whether the slot exists and is open.</summary>
    /// <param name="slot">The slot.</param>
    /// <returns>True when it can still be settled.</returns>
    public bool IsOpen(int slot) => slot >= 0 && slot < Slots.Count && Slots[slot].IsOpen;

    /// <summary>The state before anything happened.</summary>
    /// <param name="id">The chunk.</param>
    /// <returns>An empty state.</returns>
    public static ChunkState New(ChunkId id) => new() { Id = id };
}
