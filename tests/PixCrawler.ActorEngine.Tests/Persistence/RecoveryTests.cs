using Akka.Actor;
using Akka.Persistence;
using Akka.TestKit.Xunit2;

namespace PixCrawler.ActorEngine.Tests.Persistence;

public sealed class RecoveryTests() : TestKit("akka.loglevel = OFF, akka.persistence.snapshot-store.plugin = akka.persistence.snapshot-store.inmem")
{
    [Fact]
    public void Recovery_WhenCommandsAreWaiting_ComesFirst()
    {
        Fill("a", "b");
        var actor = Start((self, message) => self.Tell($"command {message}"));
        actor.Tell(1);
        actor.Tell(2);

        Expect("replay a", "replay b", "recovered 2", "command 1", "command 2");
    }

    [Fact]
    public void Restart_BySupervisor_ReplaysAndKeepsTheMailbox()
    {
        Fill("a");
        var actor = Start((self, message) =>
        {
            if (message is "fail") throw new InvalidOperationException("fail");
            self.Store($"{message}");
        });
        foreach (var message in new[] { "b", "fail", "c" }) actor.Tell(message);

        Expect("replay a", "recovered 1", "b", "replay a", "replay b", "recovered 2", "c");
    }

    [Fact]
    public void SequenceNumbers_InTheNextIncarnation_GoOn()
    {
        Fill("a", "b", "c");
        var actor = Start((self, message) => self.Persist($"{message}", _ => self.Tell(self.LastSequenceNr)));
        Expect("replay a", "replay b", "replay c", "recovered 3");
        actor.Tell("d");

        ExpectMsg(4L);
    }

    [Fact]
    public void Snapshot_WhenThereAreLaterEvents_IsOfferedBeforeThem()
    {
        Fill("a", "b", new Snap("ab"), "c");
        Start((_, _) => { });

        Expect("offer ab at 2", "replay c", "recovered 3");
    }

    [Fact]
    public void Snapshots_WhenThereAreSeveral_TheNewestIsOfferedAndDeletedOnesAreGone()
    {
        Fill(new Snap("none"), "a", new Snap("a"), "b", new Snap("ab"));
        var actor = Start((self, message) =>
        {
            if (message is "delete") self.DeleteSnapshot(2);
            else if (message is "delete all") self.DeleteSnapshots(SnapshotSelectionCriteria.Latest);
            else if (message is "fail") throw new InvalidOperationException("fail");
            else self.Tell(message);
        });
        Expect("offer ab at 2", "recovered 2");

        actor.Tell("delete");
        ExpectMsg<DeleteSnapshotSuccess>().Metadata.SequenceNr.ShouldBe(2);
        actor.Tell("fail");
        Expect("offer a at 1", "replay b", "recovered 2");
        actor.Tell("delete all");
        ExpectMsg<DeleteSnapshotsSuccess>();
        actor.Tell("fail");
        Expect("replay a", "replay b", "recovered 2");
    }

    [Fact]
    public void DeleteMessages_WhenEventsAreGone_KeepsTheSequenceNumber()
    {
        Fill("a", "b", "c");
        var actor = Start((self, message) =>
        {
            if (message is long to) self.DeleteMessages(to);
            else if (message is "fail") throw new InvalidOperationException("fail");
            else if (message is string text) self.Persist(text, _ => self.Tell(self.LastSequenceNr));
            else self.Tell(message);
        });
        Expect("replay a", "replay b", "replay c", "recovered 3");

        actor.Tell(2L);
        ExpectMsg<DeleteMessagesSuccess>().ToSequenceNr.ShouldBe(2);
        actor.Tell("fail");
        Expect("replay c", "recovered 3");
        actor.Tell(long.MaxValue);
        ExpectMsg<DeleteMessagesSuccess>();
        actor.Tell("fail");
        Expect("recovered 3");
        actor.Tell("d");
        ExpectMsg(4L);
        actor.Tell(5L);
        ExpectMsg<DeleteMessagesFailure>().ToSequenceNr.ShouldBe(5);
    }

    [Fact]
    public void Recovery_WhenAHandlerThrows_CallsTheHookAndStops()
    {
        Fill("a", "bad", "c");
        var log = TestActor;
        var actor = Watch(Sys.ActorOf(Props.Create(() => new Picky(log))));

        Expect("replay a", "recovery failure bad cannot apply", "stopped");
        ExpectTerminated(actor);
    }

    [Fact]
    public void Recovery_UpToASequenceNumber_ReplaysNoMoreAndCountsOn()
    {
        Fill("a", "b", "c");
        var log = TestActor;
        var actor = Sys.ActorOf(Props.Create(() => new Limited(log, new Recovery(SnapshotSelectionCriteria.None, 2, 1))));
        Expect("recovering a", "all replayed", "done 3");
        actor.Tell("d");
        Expect("d 4");
        Sys.Stop(Watch(actor));
        ExpectTerminated(actor);

        Sys.ActorOf(Props.Create(() => new Limited(log, Recovery.None)));
        Expect("all replayed", "done 4");
    }

    [Fact]
    public void Persist_WhileRecovering_IsRefused()
    {
        var log = TestActor;
        Watch(Sys.ActorOf(Props.Create(() => new Impatient(log))));

        ExpectMsg<InvalidOperationException>();
    }

    private void Fill(params object[] steps)
    {
        var probe = CreateTestProbe();
        var log = probe.Ref;
        var actor = Sys.ActorOf(Props.Create(() => new Scripted("scripted", log, Step)));
        probe.ExpectMsg("recovered 0");
        foreach (var step in steps)
        {
            actor.Tell(step);
            if (step is Snap) probe.ExpectMsg<SaveSnapshotSuccess>();
            else probe.ExpectMsg(step);
        }

        Sys.Stop(probe.Watch(actor));
        probe.ExpectTerminated(actor);
    }

    private static void Step(Scripted self, object message)
    {
        if (message is Snap snap) self.SaveSnapshot(snap.Text);
        else if (message is string text) self.Store(text);
        else self.Tell(message);
    }

    private IActorRef Start(Action<Scripted, object> command)
    {
        var log = TestActor;
        return Sys.ActorOf(Props.Create(() => new Scripted("scripted", log, command)));
    }

    private void Expect(params string[] notes)
    {
        foreach (var note in notes) ExpectMsg(note);
    }

    private sealed record Snap(string Text);

    private sealed class Picky(IActorRef log) : PersistentActor
    {
        public override string PersistenceId => "scripted";

        protected override bool ReceiveCommand(object message) => false;

        protected override bool ReceiveRecover(object message)
        {
            if (message is "bad") throw new InvalidOperationException("cannot apply");
            log.Tell($"replay {message}", ActorRefs.NoSender);
            return true;
        }

        protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
            log.Tell($"recovery failure {message} {reason.Message}", ActorRefs.NoSender);

        protected override void PostStop() => log.Tell("stopped", ActorRefs.NoSender);
    }

    private sealed class Limited(IActorRef log, Recovery recovery) : PersistentActor
    {
        public override string PersistenceId => "scripted";

        public override Recovery Recovery => recovery;

        protected override bool ReceiveCommand(object message)
        {
            Persist(message, @event => log.Tell($"{@event} {LastSequenceNr}", ActorRefs.NoSender));
            return true;
        }

        protected override bool ReceiveRecover(object message)
        {
            var note = message is RecoveryCompleted ? $"done {LastSequenceNr}" : $"{(IsRecovering ? "recovering" : "late")} {message}";
            log.Tell(note, ActorRefs.NoSender);
            return true;
        }

        protected override void OnReplaySuccess() => log.Tell("all replayed", ActorRefs.NoSender);
    }

    private sealed class Impatient(IActorRef log) : PersistentActor
    {
        public override string PersistenceId => "impatient";

        protected override bool ReceiveCommand(object message) => false;

        protected override bool ReceiveRecover(object message) => false;

        protected override void PreStart()
        {
            try
            {
                Persist("too early", _ => { });
            }
            catch (InvalidOperationException cause)
            {
                log.Tell(cause, ActorRefs.NoSender);
            }
        }
    }
}
