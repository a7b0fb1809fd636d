using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace PixCrawler.ActorEngine.Tests.Guarantees;

public sealed class StashTests : TestKit
{
    [Fact]
    public void UnstashAll_GivesTheMessagesBackInTheirOrderBeforeAllOthers()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Props.Create(() => new Stashing(gate)));
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell(3);
        actor.Tell("open");
        actor.Tell(4);
        gate.Set();

        ReceiveN(4).ShouldBe([1, 2, 3, 4]);
        LastSender.ShouldBe(actor);
    }

    [Fact]
    public void Stash_OfTheSameMessageTwice_IsRefused()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Greedy()));

        EventFilter.Exception<IllegalActorStateException>().ExpectOne(() => actor.Tell("twice"));
    }

    [Fact]
    public void Restart_GivesStashedMessagesToTheNewInstance()
    {
        using var gate = new ManualResetEventSlim(true);
        var actor = Sys.ActorOf(Props.Create(() => new Stashing(gate)));
        actor.Tell(1);
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell(new InvalidOperationException("restart")));
        actor.Tell("open");

        ExpectMsg(1);
    }

    private sealed class Stashing : ReceiveActor, IWithUnboundedStash
    {
        public Stashing(ManualResetEventSlim gate)
        {
            Receive<int>(_ => Stash.Stash());
            Receive<Exception>(e => throw e);
            Receive<string>(_ =>
            {
                gate.Wait();
                Become(() => Receive<int>(number => Sender.Tell(number)));
                Stash.UnstashAll();
            });
        }

        public IStash Stash { get; set; } = null!;
    }

    private sealed class Greedy : ReceiveActor, IWithUnboundedStash
    {
        public Greedy() => Receive<string>(_ =>
        {
            Stash.Stash();
            Stash.Stash();
        });

        public IStash Stash { get; set; } = null!;

        protected override void PreRestart(Exception reason, object message) => Stash.ClearStash();
    }
}
