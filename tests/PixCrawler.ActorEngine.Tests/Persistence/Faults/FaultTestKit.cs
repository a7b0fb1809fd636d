using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Persistence;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

namespace PixCrawler.ActorEngine.Tests.Persistence.Faults;

/// <summary>A system in virtual time over a controlled journal.</summary>
public abstract class FaultTestKit : TestKit
{
    private protected FaultTestKit(ControlledJournal journal) : base(SetupOf(journal)) => Journal = journal;

    private protected ControlledJournal Journal { get; }

    private protected TestScheduler Time => (TestScheduler)Sys.Scheduler;

    private protected IActorRef Start(Action<Scripted, object> command)
    {
        var log = TestActor;
        return Watch(Sys.ActorOf(Props.Create(() => new Scripted("scripted", log, command))));
    }

    private protected void Expect(params string[] notes)
    {
        foreach (var note in notes) ExpectMsg(note);
    }

    private static ActorSystemSetup SetupOf(ControlledJournal journal) => ActorSystemSetup.Create(
        BootstrapSetup.Create().WithConfig(
            "akka.loglevel = OFF, akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\""),
        new PersistenceSetup { Journal = _ => journal, ReplayPageEvents = 2, WriterPrefix = _ => "test" });
}
