using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace PixCrawler.ActorEngine.Tests.Guarantees;

public sealed class LifecycleTests : TestKit
{
    [Fact]
    public void Watch_OfALivingActor_GivesExactlyOneTerminated()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Worker(TestActor)));
        ExpectMsg("PreStart");
        Watch(actor);
        Watch(actor);
        actor.Tell(PoisonPill.Instance);
        ExpectMsg("PostStop");

        ExpectTerminated(actor);
        TestActor.Tell("fence");
        ExpectMsg("fence");
    }

    [Fact]
    public void Watch_OfADeadActor_GivesTerminatedAgain()
    {
        var actor = Sys.ActorOf(Props.Empty);
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);

        Watch(actor);

        ExpectTerminated(actor);
    }

    [Fact]
    public void Unwatch_DropsTheNotice()
    {
        var actor = Sys.ActorOf(Props.Empty);
        Watch(actor);
        Unwatch(actor);
        var other = CreateTestProbe();
        other.Watch(actor);
        Sys.Stop(actor);

        other.ExpectTerminated(actor);
        TestActor.Tell("fence");
        ExpectMsg("fence");
    }

    [Fact]
    public void WatchWith_GivesTheOwnMessage()
    {
        var subject = Sys.ActorOf(Props.Empty);
        var watcher = Sys.ActorOf(Props.Create(() => new Watcher(subject, TestActor)));
        watcher.Tell("ready?");
        ExpectMsg("ready");

        Sys.Stop(subject);

        ExpectMsg("my subject is gone");
    }

    [Fact]
    public void Terminated_WhenNotHandled_BreaksTheDeathPact()
    {
        var subject = Sys.ActorOf(Props.Empty);
        var watcher = Sys.ActorOf(Props.Create(() => new Careless(subject)));
        Watch(watcher);

        EventFilter.Exception<DeathPactException>().ExpectOne(() => Sys.Stop(subject));

        ExpectTerminated(watcher);
    }

    [Fact]
    public void Stop_WaitsForChildren()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Family(TestActor)), "family");
        ExpectMsg("child started");
        Watch(parent);
        Sys.Stop(parent);

        ExpectMsg("child stopped");
        ExpectMsg("parent stopped");
        ExpectTerminated(parent);
    }

    [Fact]
    public void Name_CanBeReusedAfterTermination_NotBefore()
    {
        var probe = CreateTestProbe();
        var first = probe.ChildActorOf(Props.Empty, "name");
        Sys.ActorOf(Props.Empty, "unique");

        Should.Throw<InvalidActorNameException>(() => Sys.ActorOf(Props.Empty, "unique"));
        Should.Throw<InvalidActorNameException>(() => Sys.ActorOf(Props.Empty, "not/valid"));
        probe.Watch(first);
        Sys.Stop(first);
        probe.ExpectTerminated(first);
        var second = probe.ChildActorOf(Props.Empty, "name");
        second.Path.ShouldBe(first.Path);
        second.ShouldNotBe(first);
    }

    [Fact]
    public void Kill_StopsTheActorUnderTheDefaultStrategy()
    {
        var actor = Sys.ActorOf(Props.Empty);
        Watch(actor);

        EventFilter.Exception<ActorKilledException>().ExpectOne(() => actor.Tell(Kill.Instance));

        ExpectTerminated(actor);
    }

    [Fact]
    public async Task GracefulStop_CompletesWhenTheActorHasStopped()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Worker(TestActor)));

        (await actor.GracefulStop(TimeSpan.FromSeconds(3))).ShouldBeTrue();

        ExpectMsg("PreStart");
        ExpectMsg("PostStop");
    }

    [Fact]
    public void ActorOf_WhenTheConstructorThrows_StopsTheActor()
    {
        Watch(Sys.ActorOf(Props.Create<Unmakeable>()));

        ExpectMsg<Terminated>();
    }

    [Fact]
    public void New_OutsideOfAnActor_IsRefused() => Should.Throw<ActorInitializationException>(() =>
    {
        var thread = new Exception?[1];
        var run = new Thread(() => thread[0] = Record.Exception(() => new Unmakeable()));
        run.Start();
        run.Join();
        throw thread[0]!;
    });

    private sealed class Worker : ReceiveActor
    {
        private readonly IActorRef _log;

        public Worker(IActorRef log)
        {
            _log = log;
            ReceiveAny(_ => { });
        }

        protected override void PreStart() => _log.Tell("PreStart");

        protected override void PostStop() => _log.Tell("PostStop");
    }

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(IActorRef subject, IActorRef log)
        {
            Context.WatchWith(subject, "my subject is gone");
            Receive<string>(text => text == "ready?", _ => log.Tell("ready"));
            ReceiveAny(message => log.Tell(message));
        }
    }

    private sealed class Careless : ReceiveActor
    {
        public Careless(IActorRef subject)
        {
            Context.Watch(subject);
            Receive<string>(_ => { });
        }
    }

    private sealed class Family : ReceiveActor
    {
        private readonly IActorRef _log;

        public Family(IActorRef log)
        {
            _log = log;
            Context.ActorOf(Props.Create(() => new Child(log)), "child");
        }

        protected override void PostStop() => _log.Tell("parent stopped");

        private sealed class Child(IActorRef log) : ReceiveActor
        {
            protected override void PreStart() => log.Tell("child started");

            protected override void PostStop() => log.Tell("child stopped");
        }
    }

    private sealed class Unmakeable : ReceiveActor
    {
        public Unmakeable() => throw new InvalidOperationException("cannot be made");
    }
}
