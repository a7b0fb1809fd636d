using System.Collections.Immutable;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Chunks;

/// <summary>Settle what is open as cancelled, and finish.</summary>
internal sealed record CancelChunk
{
    public static CancelChunk Instance { get; } = new();
}

/// <summary>Settle what is open as failed, and finish.</summary>
/// <param name="Cause">Why.</param>
internal sealed record GiveUpChunk(FailureCause Cause);

/// <summary>How far a chunk is; told now and then, the latest replaces all before.</summary>
/// <param name="Number">The chunk.</param>
/// <param name="Run">Its run.</param>
/// <param name="Tally">How its settled slots ended.</param>
/// <param name="Retries">Attempts that wait for their time, the soonest first, a sample.</param>
/// <param name="Pauses">Hosts that are left alone for now, the soonest first, a sample.</param>
internal sealed record ChunkProgress(
    int Number, int Run, Tally Tally, ImmutableArray<PendingRetry> Retries, ImmutableArray<HostPause> Pauses);

/// <summary>Every slot is settled and the manifest is written; told until <see cref="ChunkAcknowledged"/> comes.</summary>
/// <param name="Number">The chunk.</param>
/// <param name="Run">Its run.</param>
/// <param name="Tally">How its slots ended.</param>
internal sealed record ChunkFinished(int Number, int Run, Tally Tally);

/// <summary>The job has the chunk's account; the chunk may forget its journal and go.</summary>
internal sealed record ChunkAcknowledged
{
    public static ChunkAcknowledged Instance { get; } = new();
}
