using PixCrawler.Domain.Downloads;

namespace PixCrawler.Domain.Tests.Downloads;

public sealed class FairShareTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void New_WithoutPlaces_IsRefused(int places) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new FairShare<string>(places));

    [Fact]
    public void Grant_WhenSeveralWant_GivesOneToEachInTurn()
    {
        var share = new FairShare<string>(5).Want("a", 10).Want("b", 1).Want("c", 10).Grant(out var grants);

        grants.ShouldBe(new Dictionary<string, int> { ["a"] = 2, ["b"] = 1, ["c"] = 2 }, ignoreOrder: true);
        share.Free.ShouldBe(0);
    }

    [Fact]
    public void Grant_WhenNobodyWants_HandsOutNothing()
    {
        var share = new FairShare<string>(5).Grant(out var grants);

        grants.ShouldBeEmpty();
        share.Free.ShouldBe(5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void Want_WhenNothingIsWanted_ChangesNothing(int count)
    {
        var share = new FairShare<string>(5);

        share.Want("a", count).ShouldBeSameAs(share);
    }

    [Fact]
    public void Grant_WhenALateComerMeetsAHog_ServesTheLateComerWithTheNextPlace()
    {
        var share = new FairShare<string>(1).Want("hog", 1000).Grant(out _);

        share = share.Want("late", 1).Return("hog", 1).Grant(out var first);
        share.Return("hog", 1).Return("late", 1).Grant(out var second);

        first.Keys.Union(second.Keys).ShouldContain("late");
    }

    [Theory]
    [InlineData(-1, 2, 2)]
    [InlineData(0, 2, 2)]
    [InlineData(1, 3, 1)]
    [InlineData(2, 4, 0)]
    [InlineData(99, 4, 0)]
    public void Return_OfMoreThanIsHeld_IsNotBelieved(int count, int free, int held)
    {
        var share = new FairShare<string>(4).Want("a", 2).Grant(out _).Return("a", count);

        share.Free.ShouldBe(free);
        share.HeldBy("a").ShouldBe(held);
    }

    [Fact]
    public void Return_ByAStranger_IsNotBelieved() => new FairShare<string>(4).Return("stranger", 3).Free.ShouldBe(4);

    [Fact]
    public void Forget_WhenPlacesAreHeldAndWanted_FreesThemAndVoidsTheWishes()
    {
        var share = new FairShare<string>(2).Want("a", 5).Grant(out _).Want("b", 1).Forget("a").Grant(out var grants);

        grants.ShouldBe(new Dictionary<string, int> { ["b"] = 1 });
        share.HeldBy("a").ShouldBe(0);
        share.Free.ShouldBe(1);
    }

    [Fact]
    public void Want_AfterForget_StartsAfresh()
    {
        new FairShare<string>(9).Want("a", 5).Forget("a").Want("a", 2).Grant(out var grants);

        grants.ShouldBe(new Dictionary<string, int> { ["a"] = 2 });
    }
}
