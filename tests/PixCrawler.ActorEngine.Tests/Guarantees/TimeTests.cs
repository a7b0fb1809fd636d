using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

namespace PixCrawler.ActorEngine.Tests.Guarantees;

public sealed class TimeTests() : TestKit("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
{
    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Timer_FiresAtItsTimeAndNotBefore()
    {
        var actor = Timed();
        Tell(actor, new Start("a", TimeSpan.FromSeconds(60), Repeats: false));

        Time.Advance(TimeSpan.FromSeconds(59.9));
        Fence(actor);
        Time.Advance(TimeSpan.FromSeconds(0.1));
        ExpectMsg("tick a");
        Time.Advance(TimeSpan.FromHours(1));
        Fence(actor);
    }

    [Fact]
    public void PeriodicTimer_FiresAgainAndAgainUntilCancelled()
    {
        var actor = Timed();
        Tell(actor, new Start("a", TimeSpan.FromSeconds(1), Repeats: true));

        for (var second = 0; second < 3; second++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            ExpectMsg("tick a");
        }

        Tell(actor, new Cancel("a"));
        Time.Advance(TimeSpan.FromSeconds(3));
        Fence(actor);
    }

    [Fact]
    public void StaleTick_OfACancelledTimer_IsNotDelivered()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Timed(gate);
        Tell(actor, new Start("a", TimeSpan.FromSeconds(1), Repeats: false));
        actor.Tell("block");
        ExpectMsg("blocked");
        actor.Tell(new Cancel("a"));
        Time.Advance(TimeSpan.FromSeconds(1));
        gate.Set();

        ExpectMsg("done");
        Fence(actor);
    }

    [Fact]
    public void Timers_DieWithTheirActor()
    {
        var actor = Timed();
        Tell(actor, new Start("a", TimeSpan.FromSeconds(1), Repeats: true));
        Sys.EventStream.Subscribe(TestActor, typeof(Akka.Event.DeadLetter));
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);

        Time.Advance(TimeSpan.FromSeconds(5));

        TestActor.Tell("fence");
        ExpectMsg("fence");
    }

    [Fact]
    public void Timers_DieWithTheInstanceWhenItIsRestarted()
    {
        var actor = Timed();
        Tell(actor, new Start("a", TimeSpan.FromSeconds(1), Repeats: true));
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell(new InvalidOperationException("restart")));
        Fence(actor);

        Time.Advance(TimeSpan.FromSeconds(5));

        Fence(actor);
    }

    [Fact]
    public void ReceiveTimeout_FiresAfterSilenceAndRepeats()
    {
        var actor = Timed();
        Tell(actor, TimeSpan.FromSeconds(10));
        Time.Advance(TimeSpan.FromSeconds(9));
        Fence(actor);

        Time.Advance(TimeSpan.FromSeconds(9.9));
        Time.Advance(TimeSpan.FromSeconds(0.1));
        ExpectMsg("silence");
        Time.Advance(TimeSpan.FromSeconds(10));
        ExpectMsg("silence");
    }

    [Fact]
    public void ReceiveTimeout_IsNotInfluencedByMessagesThatSaySo()
    {
        var actor = Timed();
        Tell(actor, TimeSpan.FromSeconds(10));
        Time.Advance(TimeSpan.FromSeconds(9));
        Tell(actor, new Quiet());

        Time.Advance(TimeSpan.FromSeconds(1));

        ExpectMsg("silence");
    }

    [Fact]
    public void Scheduler_WhenCancelled_SendsNothing()
    {
        var cancelable = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(
            TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TestActor, "again", ActorRefs.NoSender);
        for (var second = 0; second < 2; second++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            ExpectMsg("again");
        }

        cancelable.Cancel();

        Time.Advance(TimeSpan.FromSeconds(10));

        TestActor.Tell("fence");
        ExpectMsg("fence");
    }

    private IActorRef Timed(ManualResetEventSlim? gate = null) => Sys.ActorOf(Props.Create(() => new TimedActor(TestActor, gate)));

    private void Tell(IActorRef actor, object command)
    {
        actor.Tell(command);
        ExpectMsg("done");
    }

    private void Fence(IActorRef actor)
    {
        actor.Tell("fence");
        ExpectMsg("fence");
    }

    private sealed record Start(string Key, TimeSpan After, bool Repeats);

    private sealed record Cancel(string Key);

    private sealed record Quiet : INotInfluenceReceiveTimeout;

    private sealed class TimedActor : ReceiveActor, IWithTimers
    {
        public TimedActor(IActorRef log, ManualResetEventSlim? gate)
        {
            Receive<Start>(start =>
            {
                if (start.Repeats) Timers.StartPeriodicTimer(start.Key, "tick " + start.Key, start.After);
                else Timers.StartSingleTimer(start.Key, "tick " + start.Key, start.After);
                log.Tell("done");
            });
            Receive<Cancel>(cancel =>
            {
                Timers.Cancel(cancel.Key);
                log.Tell("done");
            });
            Receive<TimeSpan>(timeout =>
            {
                Context.SetReceiveTimeout(timeout);
                log.Tell("done");
            });
            Receive<Quiet>(_ => log.Tell("done"));
            Receive<ReceiveTimeout>(_ => log.Tell("silence"));
            Receive<Exception>(e => throw e);
            Receive<string>(text => text == "block", _ =>
            {
                log.Tell("blocked");
                gate!.Wait();
            });
            Receive<string>(text => log.Tell(text));
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }
}
