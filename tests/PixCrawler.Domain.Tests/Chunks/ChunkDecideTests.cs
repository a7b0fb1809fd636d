using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Chunks;

namespace PixCrawler.Domain.Tests.Chunks;

public sealed class ChunkDecideTests
{
    private static readonly FailureCause DiskFull = new(FailureKind.Infrastructure, "infrastructure-disk", "E", "the disk is full");

    [Fact]
    public void StartRun_WhenFirst_OpensEverySlot()
    {
        var chunk = ChunkScript.Started(3);

        chunk.State.Run.ShouldBe(1);
        chunk.State.Waiting.ShouldBe([0, 1, 2]);
        chunk.State.WaitingCount.ShouldBe(3);
        chunk.State.IsSettled.ShouldBeFalse();
    }

    [Fact]
    public void IsSettled_WhenNothingHappened_IsFalse() => ChunkState.New(ChunkScript.Id).IsSettled.ShouldBeFalse();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void StartRun_WhenRunIsNotNewer_IsIgnored(int run)
    {
        var chunk = ChunkScript.Started(2).Run(2, 2);
        chunk.Claim(1);

        chunk.Do(new ChunkCommand.StartRun(run, 2)).ShouldBeEmpty();

        chunk.State.Run.ShouldBe(2);
        chunk.State.Waiting.ShouldBe([1]);
    }

    [Fact]
    public void StartRun_WhenLater_OpensAgainWhatWasInFlightAndKeepsWhatWasSettled()
    {
        var chunk = ChunkScript.Started(4);
        chunk.Claim(3).ShouldBe([0, 1, 2]);
        chunk.Settle(ChunkScript.Kept(1));

        chunk.Run(2, 4);

        chunk.State.Waiting.ShouldBe([0, 2, 3]);
        chunk.State.Slots.Select(slot => slot.Attempts).ShouldBe([1, 1, 1, 0]);
    }

    [Theory]
    [InlineData(new int[0], new int[0])]
    [InlineData(new[] { 2, 0 }, new[] { 2, 0 })]
    [InlineData(new[] { 1, 1, 7, -1 }, new[] { 1 })]
    public void Claim_OfSlots_TakesEachThatIsThereOnce(int[] slots, int[] claimed)
    {
        var chunk = ChunkScript.Started(4);

        chunk.Do(new ChunkCommand.Claim(slots, 3)).Cast<AttemptClaimed>().Select(claim => claim.Slot).ShouldBe(claimed);

        chunk.State.Waiting.ShouldBe(Enumerable.Range(0, 4).Except(claimed));
    }

    [Fact]
    public void Claim_WhenTheSlotWasGivenBack_TakesItsNextAttemptUntilThereIsNone()
    {
        var chunk = ChunkScript.Started(1);

        for (var attempt = 1; attempt <= 3; attempt++)
            chunk.Do(new ChunkCommand.Claim([0], 3)).ShouldHaveSingleItem().ShouldBe(new AttemptClaimed(ChunkScript.Id, 0, attempt, ChunkScript.At));
        chunk.Do(new ChunkCommand.Claim([0], 3)).ShouldBeEmpty();
    }

    [Fact]
    public void Claim_WhenTheRunIsNotStarted_YieldsNothing() =>
        new ChunkScript().Do(new ChunkCommand.Claim([0], 3)).ShouldBeEmpty();

    [Fact]
    public void SettleInterrupted_WhenTheBudgetWasUsedUpByInterruptedRuns_SettlesAsTransientInterruptedAndLeavesTheOthers()
    {
        var chunk = ChunkScript.Started(2);
        for (var run = 2; run <= 4; run++)
        {
            chunk.Claim(1).ShouldBe([0]);
            chunk.Run(run, 2);
        }

        chunk.Claim(1).ShouldBe([1]);

        var settlement = chunk.State.Slots[0].Settlement.ShouldNotBeNull();
        (settlement.Status, settlement.Failure, settlement.Reason, settlement.Attempts)
            .ShouldBe((SettlementStatus.Failed, FailureKind.Transient, "interrupted", 3));
        chunk.State.Slots[1].Attempts.ShouldBe(1);
    }

    [Theory]
    [InlineData(1, 3, false)]
    [InlineData(2, 3, true)]
    [InlineData(3, 3, false)]
    [InlineData(2, 1, false)]
    public void ClaimRetry_AfterTheFirstAttempt_GrantsOnlyTheNextWithinTheBudget(int attempt, int maxAttempts, bool granted)
    {
        var chunk = ChunkScript.Started(1);
        chunk.Claim(1, maxAttempts);

        chunk.Retry(0, attempt, maxAttempts).Count.ShouldBe(granted ? 1 : 0);

        chunk.State.Slots[0].Attempts.ShouldBe(granted ? attempt : 1);
    }

    [Fact]
    public void ClaimRetry_WhenTheBudgetIsUsedUp_YieldsNothing()
    {
        var chunk = ChunkScript.Started(1);
        chunk.Claim(1);
        chunk.Retry(0, 2).Count.ShouldBe(1);
        chunk.Retry(0, 3).Count.ShouldBe(1);

        chunk.Retry(0, 4).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(2)]
    public void ClaimRetry_WhenTheSlotIsNotUnderWay_YieldsNothing(int slot)
    {
        var chunk = ChunkScript.Started(2);
        chunk.Claim(1);

        chunk.Retry(slot, 1).ShouldBeEmpty();
    }

    [Fact]
    public void ClaimRetry_WhenANewRunHasNotBegunTheSlot_YieldsNothing()
    {
        var chunk = ChunkScript.Started(1);
        chunk.Claim(1);
        chunk.Run(2, 1);

        chunk.Retry(0, 2).ShouldBeEmpty();

        chunk.Claim(1).ShouldBe([0]);
        chunk.State.Slots[0].Attempts.ShouldBe(2);
    }

    [Fact]
    public void ClaimRetry_WhenTheSlotIsSettled_YieldsNothing()
    {
        var chunk = ChunkScript.Started(1);
        chunk.Claim(1);
        chunk.Settle(ChunkScript.Kept(0));

        chunk.Retry(0, 2).ShouldBeEmpty();
    }

    [Fact]
    public void Settle_WhenCountedByTheReporter_CountsTheAttemptsOfTheJournal()
    {
        var chunk = ChunkScript.Started(1);
        chunk.Claim(1);
        chunk.Retry(0, 2);

        chunk.Settle(ChunkScript.Kept(0) with { Attempts = 9 });

        chunk.State.Slots[0].Settlement!.Attempts.ShouldBe(2);
        chunk.State.Tally.Attempts.ShouldBe(2);
    }

    [Fact]
    public void Settle_WhenTheSlotHasItsAccount_ChangesNothing()
    {
        var chunk = ChunkScript.Started(2);
        chunk.Claim(2);
        chunk.Settle(ChunkScript.Kept(0));
        var before = chunk.State;

        chunk.Settle(new Settlement(0, SettlementStatus.Failed, ChunkScript.At)).ShouldBeEmpty();

        chunk.State.ShouldBeSameAs(before);
    }

    [Fact]
    public void Settle_WhenOneSlotComesTwiceInOneBatch_TakesTheFirst()
    {
        var chunk = ChunkScript.Started(1);
        chunk.Claim(1);

        chunk.Settle(ChunkScript.Kept(0), new Settlement(0, SettlementStatus.Failed, ChunkScript.At)).Count.ShouldBe(1);

        chunk.State.Tally.Kept.ShouldBe(1);
        chunk.State.IsSettled.ShouldBeTrue();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Settle_WhenThereIsNoSuchSlot_YieldsNothing(int slot) =>
        ChunkScript.Started(2).Settle(ChunkScript.Kept(slot)).ShouldBeEmpty();

    [Fact]
    public void Settle_WhenTheSlotStillWaits_IsNeverClaimedAfterwards()
    {
        var chunk = ChunkScript.Started(3);
        chunk.Settle(ChunkScript.Kept(1));

        chunk.Claim(3).ShouldBe([0, 2]);

        chunk.State.WaitingCount.ShouldBe(0);
    }

    [Fact]
    public void Cancel_WithSomeSettled_SettlesExactlyWhatIsOpen()
    {
        var chunk = HalfSettled();

        var settled = chunk.Do(new ChunkCommand.Cancel()).Cast<SlotSettled>().Select(e => e.Settlement).ToArray();

        settled.Select(one => (one.Slot, one.Status, one.Reason, one.Failure, one.Attempts)).ShouldBe(
        [
            (0, SettlementStatus.Cancelled, "cancelled", null, 1),
            (2, SettlementStatus.Cancelled, "cancelled", null, 0),
        ]);
        chunk.State.IsSettled.ShouldBeTrue();
        chunk.Do(new ChunkCommand.Cancel()).ShouldBeEmpty();
    }

    [Fact]
    public void GiveUp_WithSomeSettled_SettlesExactlyWhatIsOpenUnderItsCause()
    {
        var chunk = HalfSettled();

        var settled = chunk.Do(new ChunkCommand.GiveUp(DiskFull)).Cast<SlotSettled>().Select(e => e.Settlement).ToArray();

        settled.Select(one => (one.Slot, one.Status, one.Reason, one.Failure, one.Detail, one.Attempts)).ShouldBe(
        [
            (0, SettlementStatus.Failed, "infrastructure-disk", FailureKind.Infrastructure, "the disk is full", 1),
            (2, SettlementStatus.Failed, "infrastructure-disk", FailureKind.Infrastructure, "the disk is full", 0),
        ]);
        chunk.State.IsSettled.ShouldBeTrue();
        chunk.Do(new ChunkCommand.GiveUp(DiskFull)).ShouldBeEmpty();
    }

    [Fact]
    public void Apply_WhenTheEventIsUnknown_SaysSo() =>
        Should.Throw<ArgumentOutOfRangeException>(() => ChunkState.New(ChunkScript.Id).Apply(new Unheard(ChunkScript.Id)));

    // Slot 0 is in flight, slot 1 is kept, slot 2 waits.
    private static ChunkScript HalfSettled()
    {
        var chunk = ChunkScript.Started(3);
        chunk.Claim(2);
        chunk.Settle(ChunkScript.Kept(1));
        return chunk;
    }

    private sealed record Unheard(ChunkId Chunk) : IChunkEvent;
}
