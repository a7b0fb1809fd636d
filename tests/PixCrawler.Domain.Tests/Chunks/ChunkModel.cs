using PixCrawler.Contracts.Chunks;
using PixCrawler.Domain.Chunks;

namespace PixCrawler.Domain.Tests.Chunks;

/// <summary>What a chunk must do, said a second time in the plainest way: arrays, loops and nothing shared with the product.</summary>
internal sealed class ChunkModel(int slots)
{
    private readonly int[] _attempts = new int[slots];
    private readonly Settlement?[] _settled = new Settlement?[slots];
    private readonly bool[] _begun = new bool[slots];
    private int _run;

    public void Execute(ChunkCommand command)
    {
        switch (command)
        {
            case ChunkCommand.StartRun start when start.Run > _run:
                _run = start.Run;
                Array.Clear(_begun);
                break;
            case ChunkCommand.Claim claim:
                Claim(claim.Slots, claim.MaxAttempts);
                break;
            case ChunkCommand.SettleInterrupted interrupted:
                for (var slot = 0; slot < slots; slot++)
                {
                    if (!_begun[slot] && _attempts[slot] >= interrupted.MaxAttempts)
                        Fail(slot, "interrupted", FailureKind.Transient);
                }

                break;
            case ChunkCommand.ClaimRetry retry when IsOpen(retry.Slot) && _begun[retry.Slot]:
                if (retry.Attempt == _attempts[retry.Slot] + 1 && retry.Attempt <= retry.MaxAttempts)
                    _attempts[retry.Slot]++;
                break;
            case ChunkCommand.Settle settle:
                foreach (var settlement in settle.Settlements)
                    Settle(settlement.Slot, settlement);
                break;
            case ChunkCommand.Cancel:
                for (var slot = 0; slot < slots; slot++)
                    Settle(slot, new Settlement(slot, SettlementStatus.Cancelled, ChunkScript.At) { Reason = "cancelled" });
                break;
            case ChunkCommand.GiveUp giveUp:
                for (var slot = 0; slot < slots; slot++)
                    Fail(slot, giveUp.Cause.Reason, giveUp.Cause.Kind);
                break;
        }
    }

    public void ShouldMatch(ChunkState state)
    {
        state.Run.ShouldBe(_run);
        if (_run == 0)
        {
            state.Slots.ShouldBeEmpty();
            return;
        }

        state.Slots.Select(slot => slot.Attempts).ShouldBe(_attempts);
        state.Slots.Select(slot => Account(slot.Settlement)).ShouldBe(_settled.Select(Account));
        state.Waiting.ShouldBe(Enumerable.Range(0, slots).Where(slot => IsOpen(slot) && !_begun[slot]));
        state.IsSettled.ShouldBe(_settled.All(settlement => settlement is not null));
        ShouldRecount(state);
    }

    private void ShouldRecount(ChunkState state)
    {
        var done = _settled.OfType<Settlement>().ToArray();
        int Count(SettlementStatus status) => done.Count(settlement => settlement.Status == status);
        (state.Tally.Kept, state.Tally.Rejected, state.Tally.Refused, state.Tally.Failed, state.Tally.Cancelled).ShouldBe((
            Count(SettlementStatus.Kept), Count(SettlementStatus.Rejected), Count(SettlementStatus.Refused),
            Count(SettlementStatus.Failed), Count(SettlementStatus.Cancelled)));
        state.Tally.Settled.ShouldBe(done.Length);
        state.Tally.Attempts.ShouldBe(done.Sum(settlement => settlement.Attempts));
        state.Tally.Bytes.ShouldBe(done.Sum(settlement => settlement.Image?.Bytes ?? 0));
        state.Tally.Reasons.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, entry.Value)).ShouldBe(
            done.Where(settlement => settlement.Reason is not null).GroupBy(settlement => settlement.Reason!)
                .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, group.Count())));
    }

    private static (SettlementStatus, string?, FailureKind?, int)? Account(Settlement? settlement) => settlement is null
        ? null
        : (settlement.Status, settlement.Reason, settlement.Failure, settlement.Attempts);

    private bool IsOpen(int slot) => _run > 0 && slot >= 0 && slot < slots && _settled[slot] is null;

    private void Claim(IReadOnlyList<int> claimed, int maxAttempts)
    {
        for (var slot = 0; slot < slots; slot++)
        {
            if (!claimed.Contains(slot) || !IsOpen(slot) || _attempts[slot] >= maxAttempts)
                continue;
            _attempts[slot]++;
            _begun[slot] = true;
        }
    }

    private void Fail(int slot, string reason, FailureKind kind) =>
        Settle(slot, new Settlement(slot, SettlementStatus.Failed, ChunkScript.At) { Reason = reason, Failure = kind });

    private void Settle(int slot, Settlement settlement)
    {
        if (IsOpen(slot))
            _settled[slot] = settlement with { Attempts = _attempts[slot] };
    }
}
