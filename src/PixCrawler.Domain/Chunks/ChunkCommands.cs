using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Domain.Chunks;

/// <summary>Something a chunk is asked to decide.</summary>
public abstract record ChunkCommand
{
    private ChunkCommand()
    {
    }

    /// <summary>Begin a run.</summary>
    /// <param name="Run">Which run, from 1.</param>
    /// <param name="Slots">How many slots the plan has.</param>
    public sealed record StartRun(int Run, int Slots) : ChunkCommand;

    /// <summary>Begin a settled chunk anew with what failed.</summary>
    /// <param name="Run">Which run, higher than any before.</param>
    /// <param name="Slots">How many slots the plan has.</param>
    /// <param name="Settled">How its slots ended; those that are missing are open.</param>
    /// <param name="Reason">The reason code of the failed slots to redo; null for all of them.</param>
    public sealed record Reopen(int Run, int Slots, IReadOnlyList<Settlement> Settled, string? Reason) : ChunkCommand;

    /// <summary>Claim the next attempt of slots that have leave to make a request; those without attempts left are passed over.</summary>
    /// <param name="Slots">The slots; none of them is under way.</param>
    /// <param name="MaxAttempts">The attempts a slot has in all.</param>
    public sealed record Claim(IReadOnlyList<int> Slots, int MaxAttempts) : ChunkCommand;

    /// <summary>Settle the waiting slots whose attempts were used up by runs that were interrupted.</summary>
    /// <param name="MaxAttempts">The attempts a slot has in all.</param>
    public sealed record SettleInterrupted(int MaxAttempts) : ChunkCommand;

    /// <summary>Claim a further attempt for a slot that is under way.</summary>
    /// <param name="Slot">The slot.</param>
    /// <param name="Attempt">The attempt, one more than it has had.</param>
    /// <param name="MaxAttempts">The attempts a slot has in all.</param>
    public sealed record ClaimRetry(int Slot, int Attempt, int MaxAttempts) : ChunkCommand;

    /// <summary>Settle slots; the second account of a slot changes nothing.</summary>
    /// <param name="Settlements">Their accounts.</param>
    public sealed record Settle(IReadOnlyList<Settlement> Settlements) : ChunkCommand;

    /// <summary>Settle everything open as cancelled.</summary>
    public sealed record Cancel : ChunkCommand;

    /// <summary>Settle everything open as failed, for the chunk is given up.</summary>
    /// <param name="Cause">Why.</param>
    public sealed record GiveUp(FailureCause Cause) : ChunkCommand;
}
