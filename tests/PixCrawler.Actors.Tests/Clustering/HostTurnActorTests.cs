using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using PixCrawler.Actors.Clustering;
using PixCrawler.Actors.Politeness;
using PixCrawler.Actors.Tests.World;

namespace PixCrawler.Actors.Tests.Clustering;

/// <summary>B4, B9 over several nodes: a host is lent to one node's gate at a time.</summary>
public sealed class HostTurnActorTests() : Akka.TestKit.Xunit2.TestKit("""akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly AskHostTurn Ask = new("site");

    private readonly object _fence = new();

    private SchedulerTime Time => new(Sys.Scheduler);

    [Fact]
    public void Turn_OfANewEntity_IsLentOnlyOnceItHasListenedForAWhile()
    {
        var (turns, gate) = (Start(), CreateTestProbe());
        Send(turns, gate, Ask);

        Advance(2.9);
        gate.ExpectNoMsg(TimeSpan.Zero);
        Advance(0.1);

        gate.ExpectMsg<HostTurnLent>(Patience).ShouldBe(new HostTurnLent("site", TimeSpan.Zero, IsUnclean: true, PausedUntil: null));
    }

    [Fact]
    public void Turn_WhileAnotherHasIt_IsWaitedForAndComesWithTheRestOfItsGap()
    {
        var (turns, one, other) = (Settled(), CreateTestProbe(), CreateTestProbe());
        Send(turns, one, Ask);
        one.ExpectMsg<HostTurnLent>(Patience);
        Send(turns, other, Ask);
        other.ExpectNoMsg(TimeSpan.Zero);

        Send(turns, one, new ReturnHostTurn("site", TimeSpan.FromSeconds(5)));

        other.ExpectMsg<HostTurnLent>(Patience).ShouldBe(new HostTurnLent("site", TimeSpan.FromSeconds(5), IsUnclean: false, PausedUntil: null));
        Advance(2);
        Send(turns, other, new ReturnHostTurn("site", TimeSpan.FromSeconds(3)));
        Fence(turns);
        Advance(1);
        Send(turns, one, Ask);
        one.ExpectMsg<HostTurnLent>(Patience).Wait.ShouldBe(TimeSpan.FromSeconds(2), "a second of it has passed");
    }

    [Fact]
    public void Turns_OfThoseWhoWait_ComeInTheOrderTheyAsked()
    {
        var (turns, probes) = (Settled(), Enumerable.Range(0, 3).Select(_ => CreateTestProbe()).ToArray());
        foreach (var probe in probes)
            Send(turns, probe, Ask);

        for (var round = 0; round < 6; round++)
        {
            var holder = probes[round % 3];
            holder.ExpectMsg<HostTurnLent>(Patience);
            Send(turns, holder, new ReturnHostTurn("site", TimeSpan.Zero));
            Send(turns, holder, Ask);
        }
    }

    [Fact]
    public void Turn_OfAGateThatIsGone_GoesToTheNextWithAWholeGapOwed()
    {
        var (turns, one, other) = (Settled(), CreateTestProbe(), CreateTestProbe());
        Send(turns, one, Ask);
        one.ExpectMsg<HostTurnLent>(Patience);
        Send(turns, one, new ReturnHostTurn("site", TimeSpan.Zero));
        Send(turns, one, Ask);
        one.ExpectMsg<HostTurnLent>(Patience).IsUnclean.ShouldBeFalse();
        Send(turns, other, Ask);

        Sys.Stop(one.Ref);

        other.ExpectMsg<HostTurnLent>(Patience).IsUnclean.ShouldBeTrue();
    }

    [Fact]
    public void Turn_ThatIsNotGivenBack_EndsOnceItsRequestsCannotBeUnderWayAnyMore()
    {
        var (turns, one, other) = (Settled(), CreateTestProbe(), CreateTestProbe());
        Send(turns, one, Ask);
        one.ExpectMsg<HostTurnLent>(Patience);
        Send(turns, other, Ask);

        Fence(turns);
        Advance(69.9);
        other.ExpectNoMsg(TimeSpan.Zero);
        Advance(0.1);

        other.ExpectMsg<HostTurnLent>(Patience).IsUnclean.ShouldBeTrue();
        Send(turns, one, new ReturnHostTurn("site", TimeSpan.FromHours(1)));
        Send(turns, one, Ask);
        Fence(turns);
        one.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Turn_OfOneThatAsksAgain_IsToldAgainAndLentOnce()
    {
        var (turns, one, other) = (Settled(), CreateTestProbe(), CreateTestProbe());
        Send(turns, one, Ask);
        Send(turns, one, Ask);
        Send(turns, other, Ask);
        Send(turns, other, Ask);

        one.ExpectMsg<HostTurnLent>(Patience);
        one.ExpectMsg<HostTurnLent>(Patience);
        Send(turns, one, new ReturnHostTurn("site", TimeSpan.Zero));
        other.ExpectMsg<HostTurnLent>(Patience);
        Send(turns, other, new ReturnHostTurn("site", TimeSpan.Zero));
        Fence(turns);
        other.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public async Task Pause_ThatAHostAskedFor_HoldsForTheNextEntityToo()
    {
        var until = Time.GetUtcNow() + TimeSpan.FromHours(2);
        var (turns, gate) = (Settled(), CreateTestProbe());
        turns.Tell(new KeepPause("site", until));
        turns.Tell(new KeepPause("site", until - TimeSpan.FromHours(1)));
        Fence(turns);
        (await turns.GracefulStop(Patience)).ShouldBeTrue();

        Send(Settled(), gate, Ask);
        gate.ExpectMsg<HostTurnLent>(Patience).PausedUntil.ShouldBe(until);

        var another = CreateTestProbe();
        Send(Settled("another"), another, new AskHostTurn("another"));
        another.ExpectMsg<HostTurnLent>(Patience).PausedUntil.ShouldBeNull();
    }

    private static void Send(IActorRef turns, TestProbe gate, object message) => gate.Send(turns, message);

    private IActorRef Start(string host = "site")
    {
        var time = Time;
        var turns = Sys.ActorOf(Props.Create(() => new HostTurnActor(host, time)));
        Fence(turns);
        return turns;
    }

    private IActorRef Settled(string host = "site")
    {
        var turns = Start(host);
        Advance(HostTurnActor.Settling.TotalSeconds);
        return turns;
    }

    // All that was sent before has been handled, and what came of it was stored. (Akka.NET answers Identify before that.)
    private void Fence(IActorRef turns)
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        turns.Tell(_fence);
        ExpectMsg<UnhandledMessage>(Patience).Message.ShouldBe(_fence);
    }

    private void Advance(double seconds) => ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(seconds));
}
