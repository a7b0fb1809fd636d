using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Contracts.Tests.Jobs;

public sealed class TallyTests
{
    private static readonly string[] Reasons = ["timeout", "http-404", "not-an-image", "robots-disallowed", "cancelled"];

    [Theory]
    [InlineData(SettlementStatus.Kept)]
    [InlineData(SettlementStatus.Rejected)]
    [InlineData(SettlementStatus.Refused)]
    [InlineData(SettlementStatus.Failed)]
    [InlineData(SettlementStatus.Cancelled)]
    public void Add_OfASettlement_CountsItsStatusAndNoOther(SettlementStatus status)
    {
        var tally = Tally.Empty.Add(new Settlement(0, status, default) { Attempts = 2 });

        int[] counts = [tally.Kept, tally.Rejected, tally.Refused, tally.Failed, tally.Cancelled];
        counts.Sum().ShouldBe(1);
        counts[(int)status].ShouldBe(1);
        tally.Settled.ShouldBe(1);
        tally.Attempts.ShouldBe(2);
    }

    [Fact]
    public void Add_OfASettlement_LeavesTheOldTallyAsItWas()
    {
        Tally.Empty.Add(new Settlement(0, SettlementStatus.Failed, default) { Reason = "timeout" });

        Tally.Empty.Settled.ShouldBe(0);
        Tally.Empty.Reasons.ShouldBeEmpty();
    }

    [Fact]
    public void Add_HoweverSettlementsAreGrouped_GivesTheSameSum()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var settlements = Enumerable.Range(0, random.Next(0, 200)).Select(slot => Any(random, slot)).ToList();
            var whole = Sum(settlements);

            var parts = settlements.GroupBy(_ => random.Next(5)).Select(Sum).OrderBy(_ => random.Next()).ToList();
            var sum = parts.Aggregate(Tally.Empty, (total, part) => total.Add(part));

            sum.ShouldBe(whole, $"seed {seed}");
            sum.GetHashCode().ShouldBe(whole.GetHashCode(), $"seed {seed}");
        }
    }

    [Fact]
    public void Add_CountsExactlyWhatWasSettled()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var settlements = Enumerable.Range(0, random.Next(0, 200)).Select(slot => Any(random, slot)).ToList();

            var tally = Sum(settlements);

            tally.Settled.ShouldBe(settlements.Count);
            tally.Bytes.ShouldBe(settlements.Sum(settlement => settlement.Image?.Bytes ?? 0));
            tally.Attempts.ShouldBe(settlements.Sum(settlement => settlement.Attempts));
            tally.Reasons.Values.Sum().ShouldBe(tally.Settled - tally.Kept);
            tally.Reasons.Keys.ShouldBe(tally.Reasons.Keys.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void AddCancelled_CountsTheSlotsAndTheirReason()
    {
        var tally = Sum([Any(new Random(1), 0)]).AddCancelled(7, "cancelled").AddCancelled(0, "never");

        tally.Cancelled.ShouldBe(Sum([Any(new Random(1), 0)]).Cancelled + 7);
        tally.Reasons["cancelled"].ShouldBeGreaterThanOrEqualTo(7);
        tally.Reasons.Keys.ShouldNotContain("never");
    }

    [Fact]
    public void AddCancelled_IsWhatCancelledSettlementsAddUpTo()
    {
        var each = Sum(Enumerable.Range(0, 9).Select(slot =>
            new Settlement(slot, SettlementStatus.Cancelled, default) { Reason = "cancelled" }));

        Tally.Empty.AddCancelled(9, "cancelled").ShouldBe(each);
    }

    [Fact]
    public void AddFailed_IsWhatFailedSettlementsAddUpTo()
    {
        var each = Sum(Enumerable.Range(0, 9).Select(slot =>
            new Settlement(slot, SettlementStatus.Failed, default) { Reason = "infrastructure-disk" }));

        Tally.Empty.AddFailed(9, "infrastructure-disk").AddFailed(0, "never").ShouldBe(each);
    }

    [Fact]
    public void Equals_TellsEveryFigureApart()
    {
        var none = new Dictionary<string, int>();
        Tally[] different =
        [
            Tally.Empty, new(1, 0, 0, 0, 0, 0, 0, none), new(0, 1, 0, 0, 0, 0, 0, none), new(0, 0, 1, 0, 0, 0, 0, none),
            new(0, 0, 0, 1, 0, 0, 0, none), new(0, 0, 0, 0, 1, 0, 0, none), new(0, 0, 0, 0, 0, 1, 0, none),
            new(0, 0, 0, 0, 0, 0, 1, none), new(0, 0, 0, 0, 0, 0, 0, new Dictionary<string, int> { ["timeout"] = 1 }),
        ];

        different.Distinct().Count().ShouldBe(different.Length);
    }

    private static Tally Sum(IEnumerable<Settlement> settlements) =>
        settlements.Aggregate(Tally.Empty, (tally, settlement) => tally.Add(settlement));

    private static Settlement Any(Random random, int slot)
    {
        var status = (SettlementStatus)random.Next(5);
        var kept = status == SettlementStatus.Kept;
        return new Settlement(slot, status, default)
        {
            Attempts = random.Next(4),
            Reason = kept ? null : Reasons[random.Next(Reasons.Length)],
            Image = kept ? new StoredImage(new string('a', 64), "jpg", 10, 10, random.Next(1, 1_000_000)) : null,
        };
    }
}
