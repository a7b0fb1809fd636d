using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace PixCrawler.ActorEngine.Tests.Guarantees;

public sealed class SupervisionTests : TestKit
{
    [Fact]
    public void Restart_KeepsTheMailboxAndDropsOnlyTheFailingMessage()
    {
        using var gate = new ManualResetEventSlim();
        var child = Child(new OneForOneStrategy(_ => Directive.Restart), gate);
        child.Tell("block");
        child.Tell(new InvalidOperationException("restart me"));
        child.Tell("after");
        gate.Set();

        Hooks("PreRestart:restart me", "PostStop", "PostRestart:restart me", "PreStart");
        ExpectMsg("after:1");
    }

    [Fact]
    public void Resume_KeepsTheInstance()
    {
        var child = Child(new OneForOneStrategy(_ => Directive.Resume));
        child.Tell("one");
        ExpectMsg("one:1");
        child.Tell(new InvalidOperationException("go on"));
        child.Tell("two");

        ExpectMsg("two:2");
    }

    [Fact]
    public void Stop_EndsTheChild()
    {
        var child = Child(new OneForOneStrategy(_ => Directive.Stop));
        Watch(child);
        child.Tell(new InvalidOperationException("stop me"));

        ExpectMsg("PostStop");
        ExpectTerminated(child);
    }

    [Fact]
    public void Escalate_MakesItTheFailureOfTheParent()
    {
        var grandparent = CreateTestProbe();
        var parent = grandparent.ChildActorOf(
            Props.Create(() => new Supervisor(new OneForOneStrategy(_ => Directive.Escalate), TestActor)),
            new OneForOneStrategy(_ => Directive.Stop));
        Watch(parent);
        parent.Tell(Props.Create(() => new Worker(TestActor, null)));
        var child = ExpectMsg<IActorRef>();
        ExpectMsg("PreStart");
        child.Tell(new InvalidOperationException("too much"));

        ExpectMsg("PostStop");
        ExpectTerminated(parent);
    }

    [Fact]
    public void Restart_StopsTheChildrenOfTheFailedActor()
    {
        var top = Sys.ActorOf(Props.Create(() => new Supervisor(new OneForOneStrategy(_ => Directive.Restart), TestActor)));
        top.Tell(Props.Create(() => new Supervisor(new OneForOneStrategy(_ => Directive.Stop), TestActor)));
        var middle = ExpectMsg<IActorRef>();
        middle.Tell(Props.Create(() => new Worker(TestActor, null)));
        var bottom = ExpectMsg<IActorRef>();
        ExpectMsg("PreStart");
        Watch(bottom);
        middle.Tell(new InvalidOperationException("restart"));

        ExpectMsg("PostStop");
        ExpectTerminated(bottom);
        middle.Tell("children");
        ExpectMsg(0);
    }

    [Fact]
    public void CountingWindow_StopsTheChildAfterTheLimit()
    {
        var child = Child(new OneForOneStrategy(3, TimeSpan.FromMinutes(1), _ => Directive.Restart));
        Watch(child);
        for (var i = 0; i < 3; i++)
        {
            child.Tell(new InvalidOperationException("again"));
            Hooks("PreRestart:again", "PostStop", "PostRestart:again", "PreStart");
        }

        child.Tell(new InvalidOperationException("once too often"));

        ExpectMsg("PostStop");
        ExpectTerminated(child);
    }

    [Fact]
    public void AllForOne_RestartsTheSiblingsToo()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Supervisor(new AllForOneStrategy(_ => Directive.Restart), TestActor)));
        var children = Enumerable.Range(0, 2).Select(_ =>
        {
            parent.Tell(Props.Create(() => new Worker(TestActor, null)));
            var child = ExpectMsg<IActorRef>();
            ExpectMsg("PreStart");
            return child;
        }).ToArray();
        children[0].Tell("state");
        ExpectMsg("state:1");
        children[1].Tell(new InvalidOperationException("all"));

        ReceiveN(8).OrderBy(hook => (string)hook, StringComparer.Ordinal).ShouldBe(
            ["PostRestart:all", "PostRestart:all", "PostStop", "PostStop", "PreRestart:all", "PreRestart:all", "PreStart", "PreStart"]);
        children[0].Tell("state");
        ExpectMsg("state:1");
    }

    [Fact]
    public void FailedChild_IsTheSenderWhileTheDeciderRuns()
    {
        var strategy = new Remembering();
        var child = Child(strategy);
        Watch(child);
        child.Tell(new InvalidOperationException("the cause"));
        ExpectMsg("PostStop");
        ExpectTerminated(child);

        strategy.Child.ShouldBe(child);
        strategy.Cause!.Message.ShouldBe("the cause");
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException), Directive.Restart)]
    [InlineData(typeof(ArgumentNullException), Directive.Stop)]
    [InlineData(typeof(TimeoutException), Directive.Escalate)]
    public void Decider_TakesTheMostFittingEntry(Type cause, Directive expected)
    {
        var decider = Decider.From(Directive.Escalate, Directive.Stop.When<ArgumentException>(), Directive.Restart.When<InvalidOperationException>());

        decider.Decide((Exception)Activator.CreateInstance(cause)!).ShouldBe(expected);
    }

    private IActorRef Child(SupervisorStrategy strategy, ManualResetEventSlim? gate = null)
    {
        Sys.ActorOf(Props.Create(() => new Supervisor(strategy, TestActor))).Tell(Props.Create(() => new Worker(TestActor, gate)));
        var child = ExpectMsg<IActorRef>();
        ExpectMsg("PreStart");
        return child;
    }

    private void Hooks(params string[] expected)
    {
        foreach (var hook in expected) ExpectMsg(hook);
    }

    private sealed class Remembering : OneForOneStrategy
    {
        public IActorRef? Child { get; private set; }

        public Exception? Cause { get; private set; }

        protected override Directive Handle(IActorRef child, Exception exception)
        {
            (Child, Cause) = (child, exception);
            return Directive.Stop;
        }
    }

    private sealed class Supervisor : ReceiveActor
    {
        private readonly SupervisorStrategy _strategy;

        public Supervisor(SupervisorStrategy strategy, IActorRef log)
        {
            _strategy = strategy;
            Receive<Exception>(e => throw e);
            Receive<string>(_ => log.Tell(Context.GetChildren().Count()));
            Receive<Props>(props => log.Tell(Context.ActorOf(props)));
        }

        protected override SupervisorStrategy SupervisorStrategy() => _strategy;
    }

    private sealed class Worker : ReceiveActor
    {
        private readonly IActorRef _log;
        private int _count;

        public Worker(IActorRef log, ManualResetEventSlim? gate)
        {
            _log = log;
            Receive<Exception>(e => throw e);
            Receive<string>(text => text == "block", _ => gate!.Wait());
            Receive<string>(text => log.Tell($"{text}:{++_count}"));
        }

        protected override void PreStart() => _log.Tell("PreStart");

        protected override void PostStop() => _log.Tell("PostStop");

        protected override void PreRestart(Exception reason, object message)
        {
            _log.Tell("PreRestart:" + reason.Message);
            base.PreRestart(reason, message);
        }

        protected override void PostRestart(Exception reason)
        {
            _log.Tell("PostRestart:" + reason.Message);
            base.PostRestart(reason);
        }
    }
}
