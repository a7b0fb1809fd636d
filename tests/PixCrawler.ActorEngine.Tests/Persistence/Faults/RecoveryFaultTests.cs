using Akka.Actor;
using Akka.Persistence;

namespace PixCrawler.ActorEngine.Tests.Persistence.Faults;

public sealed class RecoveryFaultTests() : FaultTestKit(new ControlledJournal())
{
    [Fact]
    public void Recovery_WhenTheJournalFails_CallsTheHookAndStops()
    {
        Journal.OnReadHighest = () => throw new InvalidOperationException("no journal");
        var actor = Start((self, message) => self.Tell(message));
        actor.Tell("never handled");

        Expect("recovery failure  no journal");
        ExpectTerminated(actor);
    }

    [Fact]
    public void Recovery_WhenTheJournalIsSilent_TimesOutAfterThirtySecondsAndNotBefore()
    {
        var silent = new TaskCompletionSource<long>();
        Journal.OnReadHighest = () => new(silent.Task);
        var log = TestActor;
        var actor = Watch(Sys.ActorOf(Props.Create(() => new Waiting(log))));
        actor.Tell("never handled");
        Expect("waiting");

        Time.Advance(TimeSpan.FromSeconds(29.9));
        HasMessages.ShouldBeFalse();
        Time.Advance(TimeSpan.FromSeconds(0.1));

        ExpectMsg<string>().ShouldStartWith("Recovery timed out, didn't get an answer within 00:00:30");
        ExpectTerminated(actor);
        silent.SetResult(0);
    }

    [Fact]
    public void Recovery_WhenThereAreManyEvents_ReadsThemPageByPage()
    {
        var actor = Start((self, _) => self.PersistAll(["a", "b", "c", "d", "e"], self.Tell));
        actor.Tell("go");
        Expect("recovered 0", "a", "b", "c", "d", "e");
        Sys.Stop(actor);
        ExpectTerminated(actor);

        Start((_, _) => { });

        Expect("replay a", "replay b", "replay c", "replay d", "replay e", "recovered 5");
        Journal.Reads.ShouldBe(3);
    }

    /// <summary>Says so when it waits for the journal: no snapshot is asked for first.</summary>
    private sealed class Waiting(IActorRef log) : PersistentActor
    {
        public override string PersistenceId => "waiting";

        public override Recovery Recovery => new(SnapshotSelectionCriteria.None);

        protected override bool ReceiveCommand(object message)
        {
            log.Tell(message, ActorRefs.NoSender);
            return true;
        }

        protected override bool ReceiveRecover(object message) => false;

        protected override void PreStart() => log.Tell("waiting", ActorRefs.NoSender);

        protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
            log.Tell(reason is RecoveryTimedOutException ? reason.Message : $"{reason}", ActorRefs.NoSender);
    }
}
