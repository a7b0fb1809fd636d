using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace PixCrawler.ActorEngine.Tests.Guarantees;

public sealed class MessagingTests : TestKit
{
    [Fact]
    public void PerSenderOrder_IsKept()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Forwarder(TestActor)));
        for (var i = 0; i < 2000; i++) actor.Tell(i);

        ReceiveN(2000).Cast<int>().ShouldBe(Enumerable.Range(0, 2000));
    }

    [Fact]
    public async Task OneMessageAtATime_PerActor()
    {
        var overlap = new Overlap();
        var actor = Sys.ActorOf(Props.Create(() => new Exclusive(overlap)));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 5000; i++) actor.Tell("enter", ActorRefs.NoSender);
        })));

        (await actor.Ask<int>("count", TimeSpan.FromSeconds(10))).ShouldBe(20_000);
        overlap.WasSeen.ShouldBeFalse();
    }

    [Fact]
    public void SystemMessages_OvertakeUserMessages()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Props.Create(() => new Blocked(gate, TestActor)));
        Watch(actor);
        actor.Tell("block");
        ExpectMsg("blocked");
        actor.Tell("late");
        Sys.Stop(actor);
        gate.Set();

        ExpectTerminated(actor);
        HasMessages.ShouldBeFalse();
    }

    [Fact]
    public void DeadLetters_ArePublished()
    {
        var actor = ActorOf<Echo>();
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));

        actor.Tell("nobody hears this");

        var letter = ExpectMsg<DeadLetter>();
        letter.Message.ShouldBe("nobody hears this");
        letter.Recipient.ShouldBe(actor);
        letter.Sender.ShouldBe(TestActor);
    }

    [Fact]
    public void UnhandledMessages_ArePublished()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));

        var actor = ActorOf<OnlyStrings>();
        actor.Tell(42);

        ExpectMsg<UnhandledMessage>(unhandled => unhandled.Message.Equals(42) && unhandled.Recipient.Equals(actor));
    }

    [Fact]
    public void EventStream_DeliversByBaseTypeAndInterface()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(IEnumerable<char>));

        Sys.EventStream.Publish("text");
        Sys.EventStream.Publish(7);
        Sys.EventStream.Publish("more");

        ExpectMsg("text");
        ExpectMsg("more");
    }

    [Fact]
    public void Become_ChangesTheBehaviorAndUnbecomeStackedGoesBack()
    {
        var actor = ActorOf<Moody>();
        actor.Tell("mood");
        ExpectMsg("happy");
        actor.Tell("sadden");
        actor.Tell("mood");
        ExpectMsg("sad");
        actor.Tell("cheer");
        actor.Tell("mood");
        ExpectMsg("happy");
    }

    [Fact]
    public void ReceiveAsync_SuspendsTheMailboxUntilDone()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Props.Create(() => new Awaiting(gate.Task)));
        actor.Tell("wait");
        ExpectMsg("waiting");
        actor.Tell(1);
        gate.SetResult();

        ExpectMsg("waited");
        ExpectMsg(1);
    }

    [Fact]
    public void ReceiveAsync_WhenItFails_IsAFailureOfTheActor()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Awaiting(Task.FromException(new InvalidOperationException("broken")))));

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell("wait"));
        ExpectMsg("waiting");
        actor.Tell(2);
        ExpectMsg(2);
    }

    [Fact]
    public void Selection_FindsByPathWildcardAndRelative()
    {
        var parent = ActorOf<Parent>("parent");
        parent.Tell("a");
        parent.Tell("b");
        ExpectMsg<IActorRef>();
        ExpectMsg<IActorRef>();

        Sys.ActorSelection("/user/parent/a").Tell("one");
        ExpectMsg("one");
        Sys.ActorSelection("/user/parent/*").Tell("all");
        ReceiveN(2).ShouldBe(["all", "all"]);
        Sys.ActorSelection("akka://test/user/parent/a/../b").Tell("sibling");
        ExpectMsg("sibling");
        LastSender.Path.Name.ShouldBe("b");
    }

    private sealed class Overlap
    {
        private int _inside;

        public bool WasSeen { get; private set; }

        public void Enter()
        {
            if (Interlocked.Increment(ref _inside) != 1) WasSeen = true;
        }

        public void Leave() => Interlocked.Decrement(ref _inside);
    }

    private sealed class Exclusive : ReceiveActor
    {
        private int _count;

        public Exclusive(Overlap overlap)
        {
            Receive<string>(text => text == "count", _ => Sender.Tell(_count));
            Receive<string>(_ =>
            {
                overlap.Enter();
                _count++;
                overlap.Leave();
            });
        }
    }

    private sealed class Forwarder : ReceiveActor
    {
        public Forwarder(IActorRef to) => ReceiveAny(to.Forward);
    }

    private sealed class Blocked : ReceiveActor
    {
        public Blocked(ManualResetEventSlim gate, IActorRef to)
        {
            Receive<string>(text => text == "block", _ =>
            {
                to.Tell("blocked");
                gate.Wait();
            });
            ReceiveAny(to.Forward);
        }
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }

    private sealed class OnlyStrings : ReceiveActor
    {
        public OnlyStrings() => Receive<string>(text => Sender.Tell(text));
    }

    private sealed class Moody : ReceiveActor
    {
        public Moody()
        {
            Receive<string>(text => text == "mood", _ => Sender.Tell("happy"));
            Receive<string>(text => text == "sadden", _ => BecomeStacked(Sad));
        }

        private void Sad()
        {
            Receive<string>(text => text == "mood", _ => Sender.Tell("sad"));
            Receive<string>(text => text == "cheer", _ => UnbecomeStacked());
        }
    }

    private sealed class Awaiting : ReceiveActor
    {
        public Awaiting(Task task)
        {
            ReceiveAsync<string>(async _ =>
            {
                Sender.Tell("waiting");
                await task;
                Sender.Tell("waited");
            });
            ReceiveAny(message => Sender.Tell(message));
        }
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent() => Receive<string>(name => Sender.Tell(Context.ActorOf(Props.Create<Echo>(), name)));
    }
}
