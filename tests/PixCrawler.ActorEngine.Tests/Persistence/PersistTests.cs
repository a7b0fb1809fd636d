using Akka.Actor;
using Akka.Persistence;
using Akka.TestKit.Xunit2;

namespace PixCrawler.ActorEngine.Tests.Persistence;

public sealed class PersistTests() : TestKit("akka.loglevel = OFF, akka.persistence.snapshot-store.plugin = akka.persistence.snapshot-store.inmem")
{
    [Fact]
    public void Command_WhileAnEventIsPersisted_WaitsForItsHandler()
    {
        var actor = Start((self, message) =>
        {
            self.Tell($"command {message}");
            self.Persist($"{message}", @event => self.Tell($"handled {@event}"));
        });

        actor.Tell(1);
        actor.Tell(2);
        actor.Tell(3);

        Expect("command 1", "handled 1", "command 2", "handled 2", "command 3", "handled 3");
    }

    [Fact]
    public void Persist_WhenCalledTwice_RunsTheHandlersInOrderAndAfterTheCommand()
    {
        var actor = Start((self, _) =>
        {
            self.Store("a");
            self.Store("b");
            self.Tell("end of command");
        });

        actor.Tell("go");

        Expect("end of command", "a", "b");
    }

    [Fact]
    public void Persist_InAHandler_RunsAfterTheHandlersOfTheCommandAndBeforeTheNextCommand()
    {
        var actor = Start((self, message) =>
        {
            if (message is "second")
            {
                self.Tell(message);
                return;
            }

            self.Persist("a", a =>
            {
                self.Tell(a);
                self.Persist("a1", a1 =>
                {
                    self.Tell(a1);
                    self.Store("a2");
                });
            });
            self.Store("b");
        });

        actor.Tell("first");
        actor.Tell("second");

        Expect("a", "b", "a1", "a2", "second");
    }

    [Fact]
    public void PersistAll_WhenStored_HandlesEachEventInOrderWithItsSequenceNumber()
    {
        var actor = Start((self, _) =>
        {
            self.PersistAll(["a", "b", "c"], @event => self.Tell($"{@event} {self.LastSequenceNr}"));
            self.PersistAll(Array.Empty<string>(), self.Tell);
            self.Persist("d", @event => self.Tell($"{@event} {self.LastSequenceNr}"));
            self.Tell($"before {self.LastSequenceNr}");
        });

        actor.Tell("go");

        Expect("before 0", "a 1", "b 2", "c 3", "d 4");
    }

    [Fact]
    public void Reply_InAHandler_ReachesTheSenderOfTheCommand()
    {
        var actor = Start((self, message) => self.Persist($"{message}", @event => self.Asker.Tell($"stored {@event}")));
        var (one, two) = (CreateTestProbe(), CreateTestProbe());

        actor.Tell("a", one.Ref);
        actor.Tell("b", two.Ref);

        one.ExpectMsg("stored a");
        two.ExpectMsg("stored b");
    }

    [Fact]
    public void PersistAsync_WhileTheEventIsOnItsWay_LetsCommandsRunAndKeepsTheOrderOfHandlersAndSenders()
    {
        var actor = Start((self, message) =>
        {
            self.PersistAsync($"{message}", @event => self.Asker.Tell($"stored {@event}", self.Me));
            self.DeferAsync($"after {message}", note => self.Asker.Tell(note, self.Me));
        });

        for (var i = 1; i <= 20; i++) actor.Tell(i, TestActor);

        Expect([.. Enumerable.Range(1, 20).SelectMany(i => new[] { $"stored {i}", $"after {i}" })]);
    }

    [Fact]
    public void DeferAsync_WhenNothingIsOnItsWay_RunsAtOnce()
    {
        var actor = Start((self, _) =>
        {
            self.DeferAsync("now", self.Tell);
            self.Tell("end of command");
        });

        actor.Tell("go");

        Expect("now", "end of command");
    }

    [Fact]
    public void Persist_AfterAnAwait_IsStoredAndHoldsTheNextCommand()
    {
        var actor = Start((self, message) => self.Run(async () =>
        {
            await Task.Yield();
            self.Persist($"{message}", @event => self.Asker.Tell($"stored {@event}", self.Me));
            await Task.Yield();
            self.Tell($"end of {message}");
        }));

        actor.Tell(1, TestActor);
        actor.Tell(2, TestActor);

        Expect("end of 1", "stored 1", "end of 2", "stored 2");
    }

    [Fact]
    public void Stash_WhenEventsArePersistedMeanwhile_KeepsTheOrderOfCommands()
    {
        var open = false;
        var actor = Start((self, message) =>
        {
            if (message is "open") self.Persist("opened", @event =>
            {
                open = true;
                self.Tell(@event);
                self.Stash.UnstashAll();
            });
            else if (!open) self.Stash.Stash();
            else self.Store($"{message}");
        });

        foreach (var message in new object[] { 1, 2, "open", 3, 4 }) actor.Tell(message);

        Expect("opened", "1", "2", "3", "4");
    }

    [Fact]
    public void PoisonPill_AfterPersists_LosesNothingThatWasAcknowledged()
    {
        var actor = Start((self, message) => self.Persist($"{message}", @event => self.Asker.Tell(@event, self.Me)));
        Watch(actor);
        var asker = CreateTestProbe();

        for (var i = 1; i <= 10; i++) actor.Tell(i, asker.Ref);
        actor.Tell(PoisonPill.Instance);
        ExpectTerminated(actor);
        Action<Scripted, object> nothing = (_, _) => { };
        var log = TestActor;
        Sys.ActorOf(Props.Create(() => new Scripted("scripted", log, nothing)));

        var replayed = new List<string>();
        while (ExpectMsg<string>() is var note && note.StartsWith("replay ", StringComparison.Ordinal)) replayed.Add(note);
        while (asker.ReceiveOne(TimeSpan.Zero) is { } acknowledged) replayed.ShouldContain($"replay {acknowledged}");
    }

    [Fact]
    public void Persist_WhenTheCommandThrowsAfterwards_StillStoresTheEvent()
    {
        var actor = Start((self, _) =>
        {
            self.Store("a");
            throw new InvalidOperationException("command");
        });

        actor.Tell("go");

        Expect("replay a", "recovered 1");
    }

    [Fact]
    public void Persist_WhenAHandlerThrows_RestartsAndReplaysEverythingStoredOnce()
    {
        var actor = Start((self, message) =>
        {
            if (message is "next") self.Store("d");
            else self.PersistAll(["a", "b", "c"], @event =>
            {
                if (@event == "b") throw new InvalidOperationException("handler");
                self.Tell(@event);
            });
        });

        actor.Tell("go");
        actor.Tell("next");

        Expect("a", "replay a", "replay b", "replay c", "recovered 3", "d");
    }

    private IActorRef Start(Action<Scripted, object> command)
    {
        var log = TestActor;
        var actor = Sys.ActorOf(Props.Create(() => new Scripted("scripted", log, command)));
        ExpectMsg("recovered 0");
        return actor;
    }

    private void Expect(params string[] notes)
    {
        foreach (var note in notes) ExpectMsg(note);
    }
}
