using PixCrawler.Domain.Downloads;

namespace PixCrawler.Domain.Tests.Downloads;

public sealed class TurnsAloneTests
{
    [Fact]
    public void Begin_WhenSeveralWait_GivesOneTurnAfterTheOther()
    {
        var turns = new TurnsAlone<string>().Want("a").Want("b").Want("a");
        turns.IsWanted.ShouldBeTrue();

        turns = turns.Begin(out var first).Begin(out var nobody);
        (first, nobody, turns.Holder).ShouldBe(("a", null, "a"));

        turns = turns.Return("b").Begin(out nobody);
        nobody.ShouldBeNull("only who has the turn can give it back");
        turns = turns.Return("a").Begin(out var second);
        second.ShouldBe("b");
        turns.Return("b").IsWanted.ShouldBeFalse();
    }

    [Fact]
    public void Want_WhenOneHasTheTurn_QueuesForAnother()
    {
        var turns = new TurnsAlone<string>().Want("a").Begin(out _).Want("a");

        turns.Return("a").Begin(out var next);

        next.ShouldBe("a");
    }

    [Fact]
    public void Forget_WhenSomebodyIsGone_PassesItsTurnsOn()
    {
        var turns = new TurnsAlone<string>().Want("a").Begin(out _).Want("b").Want("c");

        turns = turns.Forget("b").Forget("a").Begin(out var next);

        next.ShouldBe("c");
        turns.Forget("c").IsWanted.ShouldBeFalse();
    }
}
