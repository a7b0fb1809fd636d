using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Contracts.Chunks;

/// <summary>The identity of a chunk: its job and its number, counted from 0.</summary>
/// <param name="JobId">The job it belongs to.</param>
/// <param name="Number">Its place in the plan, from 0.</param>
public readonly record struct ChunkId(JobId JobId, int Number)
{
    /// <inheritdoc/>
    public override string ToString() => $"{JobId}-{Number}";
}
