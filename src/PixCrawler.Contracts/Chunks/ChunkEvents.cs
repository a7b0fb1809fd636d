using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Contracts.Chunks;

/// <summary>Something that happened to a chunk and is kept in its journal.</summary>
public interface IChunkEvent : IWithJobId
{
    /// <summary>The chunk.</summary>
    ChunkId Chunk { get; }

    /// <inheritdoc/>
    JobId IWithJobId.JobId => Chunk.JobId;
}

/// <summary>A run of the chunk began; whatever an earlier run had in flight is open again.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Run">Which run, from 1.</param>
/// <param name="Slots">How many slots the chunk has.</param>
/// <param name="At">When.</param>
public sealed record ChunkRunStarted(ChunkId Chunk, int Run, int Slots, DateTimeOffset At) : IChunkEvent;

/// <summary>
/// A settled chunk is begun anew: nothing that was known of its slots holds any more. What stays as it was settled follows as
/// <see cref="SlotSettled"/>, in the same write.
/// </summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Run">Which run, higher than any before.</param>
/// <param name="Slots">How many slots the chunk has.</param>
/// <param name="At">When.</param>
public sealed record ChunkReopened(ChunkId Chunk, int Run, int Slots, DateTimeOffset At) : IChunkEvent;

/// <summary>An attempt is taken out of a slot's budget. It is kept before the request leaves, so no crash can grant another.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Slot">The slot.</param>
/// <param name="Attempt">Which attempt, from 1.</param>
/// <param name="At">When.</param>
public sealed record AttemptClaimed(ChunkId Chunk, int Slot, int Attempt, DateTimeOffset At) : IChunkEvent;

/// <summary>A slot has its final account.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Settlement">The account.</param>
public sealed record SlotSettled(ChunkId Chunk, Settlement Settlement) : IChunkEvent;
