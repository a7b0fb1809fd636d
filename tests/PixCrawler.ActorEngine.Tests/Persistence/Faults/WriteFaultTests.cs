using Akka.Actor;

namespace PixCrawler.ActorEngine.Tests.Persistence.Faults;

public sealed class WriteFaultTests() : FaultTestKit(new ControlledJournal())
{
    private readonly TaskCompletionSource<IReadOnlyList<Exception?>?> _held = new();

    [Fact]
    public void PersistFailure_WhenTheWriteFailed_CallsTheHookOnceAndStopsWithoutHandlers()
    {
        Journal.OnWrite = _ => throw new InvalidOperationException("disk full");
        var actor = Start((self, _) => self.PersistAll(["a", "b"], self.Tell));
        actor.Tell("go");
        actor.Tell("more");

        Expect("recovered 0", "failure a 1 disk full");
        ExpectTerminated(actor);
        Start((_, _) => { });
        Expect("recovered 0");
    }

    [Fact]
    public void PersistFailure_WhenTheWriteHadCommitted_IsRecoveredByTheNextIncarnation()
    {
        Journal.OnWrite = write =>
        {
            _ = write();
            return ValueTask.FromException<IReadOnlyList<Exception?>?>(new TimeoutException("late"));
        };
        var actor = Start((self, _) => self.Store("a"));
        actor.Tell("go");

        Expect("recovered 0", "failure a 1 late");
        ExpectTerminated(actor);
        Journal.OnWrite = null;
        var next = Start((self, _) => self.Store("b"));
        next.Tell("go");
        Expect("replay a", "recovered 1", "b");
    }

    [Fact]
    public void PersistRejected_WhenTheJournalTakesOnlySome_CallsTheHookForEachAndGoesOn()
    {
        Journal.OnWrite = _ =>
        {
            Journal.OnWrite = null;
            return new([new InvalidOperationException("not serializable"), null]);
        };
        var actor = Start((self, message) =>
        {
            if (message is "go")
            {
                self.PersistAll(["a", "b"], self.Tell);
                self.Store("c");
            }
            else self.Persist("d", _ => self.Tell(self.LastSequenceNr));
        });
        actor.Tell("go");
        actor.Tell("next");

        Expect("recovered 0", "rejected a 1 not serializable", "rejected b 2 not serializable", "c");
        ExpectMsg(4L);
    }

    [Fact]
    public void Commands_WhileAWriteIsHeld_WaitInTheirOrder()
    {
        Journal.OnWrite = _ => new(_held.Task);
        var actor = Start((self, message) =>
        {
            self.Tell($"command {message}");
            if (message is 0) self.Store("a");
        });
        for (var i = 0; i <= 100; i++) actor.Tell(i);

        Expect("recovered 0", "command 0");
        _held.SetResult(null);
        Expect("a");
        Expect([.. Enumerable.Range(1, 100).Select(i => $"command {i}")]);
    }

    [Fact]
    public void Stop_WhileAWriteIsHeld_SendsNoReplyAndTheStoredEventIsRecovered()
    {
        Journal.OnWrite = write =>
        {
            _ = write();
            return new(_held.Task);
        };
        var actor = Start((self, _) =>
        {
            self.Store("a");
            self.Tell("asked");
        });
        actor.Tell("go");
        Expect("recovered 0", "asked");

        Sys.Stop(actor);
        ExpectTerminated(actor);
        _held.SetResult(null);
        Start((_, _) => { });

        Expect("replay a", "recovered 1");
    }

    [Fact]
    public void Restart_WhileAWriteIsHeld_DropsTheLateReply()
    {
        Journal.OnWrite = write =>
        {
            _ = write();
            return new(_held.Task);
        };
        var actor = Start((self, message) =>
        {
            if (message is "fail") throw new InvalidOperationException("fail");
            if (message is "go") self.PersistAsync("a", self.Tell);
            else self.Tell(message);
        });
        actor.Tell("go");
        actor.Tell("fail");
        Expect("recovered 0", "replay a", "recovered 1");

        _held.SetResult(null);
        actor.Tell("next");

        Expect("next");
    }

    [Fact]
    public void TwoIncarnations_WhenBothWrite_TheLoserStopsAndNoEventIsOverwritten()
    {
        var old = Start((self, message) => self.Store($"old {message}"));
        Expect("recovered 0");
        var young = Start((self, message) => self.Store($"young {message}"));
        Expect("recovered 0");

        young.Tell(1);
        Expect("young 1");
        old.Tell(1);
        ExpectMsg<string>().ShouldStartWith("failure old 1 1 Writer [test-1] of [scripted]");
        ExpectTerminated(old);
        young.Tell(2);
        Expect("young 2");
        Start((_, _) => { });

        Expect("replay young 1", "replay young 2", "recovered 2");
        Journal.Batches.Select(batch => batch.WriterUuid).ShouldBe(["test-2", "test-1", "test-2"]);
    }

    [Fact]
    public void Resume_WhenAHandlerThrew_HandlesTheOtherEventsAndTheNextCommand()
    {
        var log = TestActor;
        var parent = Sys.ActorOf(Props.Create(() => new Resuming(log)));
        parent.Tell("go");
        parent.Tell("next");

        Expect("recovered 0", "a", "c", "d", "next");
    }

    [Fact]
    public void Stash_InAHandler_IsRefused()
    {
        var actor = Start((self, _) => self.Persist("a", _ =>
        {
            try
            {
                self.Stash.Stash();
            }
            catch (IllegalActorStateException refused)
            {
                self.Tell(refused);
            }
        }));
        actor.Tell("go");

        Expect("recovered 0");
        ExpectMsg<IllegalActorStateException>();
    }

    private sealed class Resuming : ReceiveActor
    {
        public Resuming(IActorRef log)
        {
            var child = Context.ActorOf(Props.Create(() => new Scripted("scripted", log, OnCommand)));
            ReceiveAny(message => child.Forward(message));
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Resume);

        private static void OnCommand(Scripted self, object message)
        {
            if (message is not "go")
            {
                self.Tell(message);
                return;
            }

            self.PersistAll(["a", "b", "c"], @event =>
            {
                if (@event == "b") throw new InvalidOperationException("handler");
                self.Tell(@event);
            });
            self.Store("d");
        }
    }
}
