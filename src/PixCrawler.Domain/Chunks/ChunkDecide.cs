using System.Collections.Immutable;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Domain.Chunks;

/// <summary>What a chunk does about a command. Pure; a command that makes no sense in the state yields no events.</summary>
public static class ChunkDecide
{
    /// <summary>The reason code of a slot whose attempts were used up by interrupted runs (failure-semantics B11).</summary>
    public const string Interrupted = "interrupted";

    /// <summary>The reason code of a slot whose job was cancelled.</summary>
    public const string CancelledReason = "cancelled";

    /// <summary>Decides.</summary>
    /// <param name="state">The state.</param>
    /// <param name="command">The command.</param>
    /// <param name="now">The time, for the events.</param>
    /// <returns>What happens, in order.</returns>
    public static ImmutableArray<IChunkEvent> Decide(this ChunkState state, ChunkCommand command, DateTimeOffset now) =>
        command switch
        {
            ChunkCommand.StartRun start => start.Run > state.Run
                ? [new ChunkRunStarted(state.Id, start.Run, start.Slots, now)]
                : [],
            ChunkCommand.Reopen reopen => Reopen(state, reopen, now),
            ChunkCommand.Claim claim => Claim(state, claim, now),
            ChunkCommand.SettleInterrupted interrupted => SettleInterrupted(state, interrupted.MaxAttempts, now),
            ChunkCommand.ClaimRetry retry => ClaimRetry(state, retry, now),
            ChunkCommand.Settle settle => Settle(state, settle.Settlements),
            ChunkCommand.Cancel => SettleOpen(state, (slot, attempts) => new Settlement(slot, SettlementStatus.Cancelled, now)
            {
                Reason = CancelledReason,
                Attempts = attempts,
            }),
            ChunkCommand.GiveUp giveUp => SettleOpen(state, (slot, attempts) => GivenUp(slot, attempts, giveUp.Cause, now)),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "unknown command"),
        };

    private static ImmutableArray<IChunkEvent> Reopen(ChunkState state, ChunkCommand.Reopen reopen, DateTimeOffset now) =>
        reopen.Run <= state.Run ? [] :
        [
            new ChunkReopened(state.Id, reopen.Run, reopen.Slots, now),
            .. reopen.Settled
                .Where(settled => settled.Slot >= 0 && settled.Slot < reopen.Slots && !IsToRedo(settled, reopen.Reason))
                .DistinctBy(settled => settled.Slot)
                .Select(settled => new SlotSettled(state.Id, settled)),
        ];

    private static bool IsToRedo(Settlement settled, string? reason) =>
        settled.Status == SettlementStatus.Failed && (reason is null || settled.Reason == reason);

    private static ImmutableArray<IChunkEvent> Claim(ChunkState state, ChunkCommand.Claim claim, DateTimeOffset now) =>
    [
        .. claim.Slots.Distinct()
            .Where(slot => state.IsOpen(slot) && state.Slots[slot].Attempts < claim.MaxAttempts)
            .Select(slot => new AttemptClaimed(state.Id, slot, state.Slots[slot].Attempts + 1, now)),
    ];

    private static ImmutableArray<IChunkEvent> SettleInterrupted(ChunkState state, int maxAttempts, DateTimeOffset now) =>
    [
        .. state.Waiting
            .Where(slot => state.Slots[slot].Attempts >= maxAttempts)
            .Select(slot => new SlotSettled(state.Id, new Settlement(slot, SettlementStatus.Failed, now)
            {
                Reason = Interrupted,
                Detail = $"all {state.Slots[slot].Attempts} attempts were used up by runs that were interrupted",
                Failure = FailureKind.Transient,
                Attempts = state.Slots[slot].Attempts,
            })),
    ];

    private static ImmutableArray<IChunkEvent> ClaimRetry(ChunkState state, ChunkCommand.ClaimRetry retry, DateTimeOffset now) =>
        state.IsOpen(retry.Slot) && !state.Waiting.Contains(retry.Slot)
            && retry.Attempt == state.Slots[retry.Slot].Attempts + 1
            && retry.Attempt <= retry.MaxAttempts
            ? [new AttemptClaimed(state.Id, retry.Slot, retry.Attempt, now)]
            : [];

    private static ImmutableArray<IChunkEvent> Settle(ChunkState state, IReadOnlyList<Settlement> settlements)
    {
        var seen = new HashSet<int>();
        return
        [
            .. settlements
                .Where(settlement => state.IsOpen(settlement.Slot) && seen.Add(settlement.Slot))
                .Select(settlement => new SlotSettled(
                    state.Id, settlement with { Attempts = state.Slots[settlement.Slot].Attempts })),
        ];
    }

    private static ImmutableArray<IChunkEvent> SettleOpen(ChunkState state, Func<int, int, Settlement> account) =>
    [
        .. Enumerable.Range(0, state.Slots.Count)
            .Where(slot => state.Slots[slot].IsOpen)
            .Select(slot => new SlotSettled(state.Id, account(slot, state.Slots[slot].Attempts))),
    ];

    private static Settlement GivenUp(int slot, int attempts, FailureCause cause, DateTimeOffset now) =>
        new(slot, SettlementStatus.Failed, now)
        {
            Reason = cause.Reason,
            Detail = cause.Message,
            Failure = cause.Kind,
            Attempts = attempts,
        };
}
