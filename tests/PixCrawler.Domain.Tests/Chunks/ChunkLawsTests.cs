using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Chunks;

namespace PixCrawler.Domain.Tests.Chunks;

/// <summary>What holds after any sequence of commands, sensible or not, over any number of runs.</summary>
public sealed class ChunkLawsTests
{
    private const int Sequences = 3000;
    private const int CommandsEach = 40;

    [Fact]
    public void AfterAnySequence_TheStateIsWhatThePlainModelSays() => ForEachSequence((random, slots, maxAttempts) =>
    {
        var (chunk, model) = (new ChunkScript(), new ChunkModel(slots));
        for (var step = 0; step < CommandsEach; step++)
        {
            var command = Any(random, chunk.State, slots, maxAttempts);
            chunk.Do(command);
            model.Execute(command);
            model.ShouldMatch(chunk.State);
        }
    });

    [Fact]
    public void NoSlotIsSettledTwice_AndNoneIsClaimedAfterwards() => ForEachScript((chunk, _, _) =>
    {
        var settled = new HashSet<int>();
        foreach (var chunkEvent in chunk.Events)
        {
            if (chunkEvent is SlotSettled done)
                settled.Add(done.Settlement.Slot).ShouldBeTrue();
            else if (chunkEvent is AttemptClaimed claimed)
                settled.ShouldNotContain(claimed.Slot);
        }
    });

    [Fact]
    public void AttemptsOfASlotAreNumberedWithoutAGap_AndNeverExceedTheBudget() => ForEachScript((chunk, _, maxAttempts) =>
    {
        foreach (var slot in chunk.Events.OfType<AttemptClaimed>().GroupBy(claimed => claimed.Slot))
        {
            slot.Select(claimed => claimed.Attempt).ShouldBe(Enumerable.Range(1, slot.Count()));
            slot.Count().ShouldBeLessThanOrEqualTo(maxAttempts);
        }
    });

    [Fact]
    public void NoSlotIsLost_EveryChunkCanBeBroughtToItsEnd() => ForEachScript((chunk, slots, maxAttempts) =>
    {
        chunk.Run(chunk.State.Run + 1, slots);
        while (!chunk.State.IsSettled)
        {
            // A claim that begins nothing has settled what it passed over, so every turn brings the end nearer.
            var settledBefore = chunk.State.Tally.Settled;
            var claimed = chunk.Claim(2, maxAttempts).ToArray();
            chunk.Settle([.. claimed.Select(ChunkScript.Kept)]);
            chunk.State.Tally.Settled.ShouldBeGreaterThan(settledBefore);
        }

        chunk.State.Tally.Settled.ShouldBe(slots);
        chunk.State.WaitingCount.ShouldBe(0);
        chunk.Events.OfType<SlotSettled>().Select(done => done.Settlement.Slot).Order().ShouldBe(Enumerable.Range(0, slots));
    });

    [Fact]
    public void ReplayFromZero_GivesTheSameState() => ForEachScript((chunk, _, _) =>
    {
        var replayed = chunk.Events.Aggregate(ChunkState.New(ChunkScript.Id), (state, chunkEvent) => state.Apply(chunkEvent));

        (replayed.Id, replayed.Run, replayed.Tally).ShouldBe((chunk.State.Id, chunk.State.Run, chunk.State.Tally));
        replayed.Slots.ShouldBe(chunk.State.Slots);
        replayed.Waiting.ShouldBe(chunk.State.Waiting);
    });

    [Fact]
    public void Decide_WhenAskedTwice_AnswersTheSame() => ForEachSequence((random, slots, maxAttempts) =>
    {
        var chunk = new ChunkScript();
        for (var step = 0; step < CommandsEach; step++)
        {
            var command = Any(random, chunk.State, slots, maxAttempts);
            var foreseen = chunk.State.Decide(command, ChunkScript.At);
            chunk.Do(command).ShouldBe(foreseen);
        }
    });

    [Fact]
    public void TheSequences_ReachEveryCorner()
    {
        var (reasons, attempts) = (new HashSet<string>(), new HashSet<int>());
        ForEachScript((chunk, _, _) =>
        {
            reasons.UnionWith(chunk.State.Tally.Reasons.Keys);
            attempts.UnionWith(chunk.State.Slots.Select(slot => slot.Attempts));
        });

        reasons.ShouldBe(["interrupted", "cancelled", "infrastructure-disk", "too-small", "robots", "http-503"], ignoreOrder: true);
        attempts.ShouldBe([0, 1, 2, 3, 4], ignoreOrder: true);
    }

    private static void ForEachScript(Action<ChunkScript, int, int> check) => ForEachSequence((random, slots, maxAttempts) =>
    {
        var chunk = new ChunkScript();
        for (var step = 0; step < CommandsEach; step++)
            chunk.Do(Any(random, chunk.State, slots, maxAttempts));
        check(chunk, slots, maxAttempts);
    });

    private static void ForEachSequence(Action<Random, int, int> body)
    {
        for (var seed = 0; seed < Sequences; seed++)
        {
            var random = new Random(seed);
            try
            {
                body(random, random.Next(1, 9), random.Next(1, 5));
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"the law is broken by seed {seed}: {error.Message}", error);
            }
        }
    }

    private static ChunkCommand Any(Random random, ChunkState state, int slots, int maxAttempts)
    {
        int Slot() => random.Next(-1, slots + 1);
        int AttemptNear(int slot) =>
            (slot >= 0 && slot < state.Slots.Count ? state.Slots[slot].Attempts : 0) + random.Next(0, 3);
        var slot = Slot();
        return random.Next(40) switch
        {
            < 6 => new ChunkCommand.StartRun(state.Run + random.Next(-1, 3), slots),
            < 18 => new ChunkCommand.Claim([.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => Slot())], maxAttempts),
            < 20 => new ChunkCommand.SettleInterrupted(maxAttempts),
            < 29 => new ChunkCommand.ClaimRetry(slot, AttemptNear(slot), maxAttempts),
            < 38 => new ChunkCommand.Settle([.. Enumerable.Range(0, random.Next(0, 3)).Select(_ => AnyAccount(random, Slot()))]),
            38 => new ChunkCommand.Cancel(),
            _ => new ChunkCommand.GiveUp(new FailureCause(FailureKind.Infrastructure, "infrastructure-disk", "E", "full")),
        };
    }

    private static Settlement AnyAccount(Random random, int slot) => random.Next(4) switch
    {
        0 => ChunkScript.Kept(slot),
        1 => new Settlement(slot, SettlementStatus.Rejected, ChunkScript.At) { Reason = "too-small", Attempts = 7 },
        2 => new Settlement(slot, SettlementStatus.Refused, ChunkScript.At) { Reason = "robots" },
        _ => new Settlement(slot, SettlementStatus.Failed, ChunkScript.At)
        {
            Reason = "http-503",
            Failure = FailureKind.Transient,
        },
    };
}
