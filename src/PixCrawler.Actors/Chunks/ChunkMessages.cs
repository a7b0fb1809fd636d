using System.Collections.Immutable;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Chunks;

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

/// <summary>A run has settled a slot, or is about to use up a suspect; told once, at once, and sent back when it is kept.</summary>
/// <param name="Number">The chunk.</param>
/// <param name="Run">Its run.</param>
internal sealed record RunAdvanced(int Number, int Run);

/// <summary>Begin nothing more, and say <see cref="ChunkDrained"/> once nothing is under way.</summary>
internal sealed record DrainChunk
{
    public static DrainChunk Instance { get; } = new();
}

/// <summary>The time for draining is up: save what is done and give up what is under way.</summary>
internal sealed record CutChunk
{
    public static CutChunk Instance { get; } = new();
}

/// <summary>Nothing of the chunk is under way, and what was done is saved.</summary>
/// <param name="Number">The chunk.</param>
internal sealed record ChunkDrained(int Number);

/// <summary>Another incarnation of an actor writes its journal: this one is not the owner any more.</summary>
/// <param name="Cause">What the journal said.</param>
internal sealed record TakenOver(Exception Cause);

/// <summary>What a run of a chunk is there for.</summary>
/// <param name="Number">Which run, from 1.</param>
/// <param name="Ending">What to settle open slots as, when the run is only there to end the chunk.</param>
/// <param name="ReopenedRun">The run that began the chunk anew; 0 when it was not.</param>
/// <param name="RedoReason">The reason code of the slots to redo then; null for all failed ones.</param>
internal sealed record ChunkRun(int Number, ChunkCommand? Ending = null, int ReopenedRun = 0, string? RedoReason = null);

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
