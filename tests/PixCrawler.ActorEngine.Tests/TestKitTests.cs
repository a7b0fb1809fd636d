using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

namespace PixCrawler.ActorEngine.Tests;

public sealed class TestKitTests() : TestKit("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
{
    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Tell_FromATest_HasTheTestActorAsSender()
    {
        ActorOf<Echo>().Tell("hello");

        ExpectMsg("hello");
    }

    [Fact]
    public async Task Tell_AfterAnAwait_StillHasTheTestActorAsSender()
    {
        await Task.Yield();
        ActorOf<Echo>().Tell("hello");

        await ExpectMsgAsync("hello");
    }

    [Fact]
    public void Advance_WhenSeveralAreDue_FiresByTimeThenByOrder()
    {
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(2), TestActor, "third", ActorRefs.NoSender);
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(1), TestActor, "first", ActorRefs.NoSender);
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(1), TestActor, "second", ActorRefs.NoSender);
        var start = Time.Now;

        Time.Advance(TimeSpan.FromSeconds(2));

        ReceiveN(3).ShouldBe(["first", "second", "third"]);
        (Time.Now - start).ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void EventFilter_WhenAnErrorIsLogged_CountsIt() =>
        EventFilter.Error(contains: "disk 7").ExpectOne(() => Sys.Log.Error("cannot write to disk {0}", 7));

    [Fact]
    public void EventFilter_WhenNothingIsLogged_Fails() =>
        Should.Throw<Xunit.Sdk.XunitException>(() => EventFilter.Error().ExpectOne(TimeSpan.FromMilliseconds(10), () => { }));

    [Fact]
    public void ExpectMsg_WhenAnotherTypeArrives_Fails()
    {
        TestActor.Tell(1);

        Should.Throw<Xunit.Sdk.XunitException>(() => ExpectMsg<string>()).Message.ShouldContain("Int32");
    }

    [Fact]
    public void Probe_WhenItReplies_IsTheSender()
    {
        var probe = CreateTestProbe();
        probe.Ref.Tell("question");
        probe.ExpectMsg("question");
        probe.Reply("answer");

        ExpectMsg("answer");
        LastSender.ShouldBe(probe.Ref);
    }

    [Fact]
    public void ChildActorOf_WhenGivenAStrategy_UsesIt()
    {
        var probe = CreateTestProbe();
        var child = probe.ChildActorOf(Props.Create<Echo>(), new OneForOneStrategy(_ => Directive.Stop));
        Watch(child);

        child.Tell(new InvalidOperationException("no"));

        ExpectTerminated(child);
    }

    [Fact]
    public void IgnoreMessages_WhenOneFits_DropsIt()
    {
        IgnoreMessages<int>();
        TestActor.Tell(1);
        TestActor.Tell("kept");

        ExpectMsg("kept");
        IgnoreNoMessages();
        HasMessages.ShouldBeFalse();
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo()
        {
            Receive<Exception>(e => throw e);
            ReceiveAny(message => Sender.Tell(message));
        }
    }
}
