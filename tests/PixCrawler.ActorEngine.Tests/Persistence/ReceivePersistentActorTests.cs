using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Akka.TestKit.Xunit2;

namespace PixCrawler.ActorEngine.Tests.Persistence;

public sealed class ReceivePersistentActorTests() : TestKit("akka.loglevel = OFF, akka.persistence.snapshot-store.plugin = akka.persistence.snapshot-store.inmem")
{
    [Fact]
    public void Handlers_WhenDeclaredByType_GetCommandsAndEvents()
    {
        var account = Sys.ActorOf(Props.Create(() => new Account()));
        account.Tell(5);
        account.Tell(7);
        account.Tell("total");
        ExpectMsg(12);

        account.Tell(new InvalidOperationException("fail"));
        account.Tell("total");
        ExpectMsg(12);
    }

    [Fact]
    public void Become_WhenOtherHandlersAreDeclared_ReplacesTheCommandsOnly()
    {
        var account = Sys.ActorOf(Props.Create(() => new Account()));
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        account.Tell(5);
        account.Tell("close");
        account.Tell(6);
        ExpectMsg<UnhandledMessage>().Message.ShouldBe(6);
        account.Tell("open");
        account.Tell("total");

        ExpectMsg(5);
    }

    [Fact]
    public void CommandAsync_WhenItAwaits_HoldsTheNextCommand()
    {
        var account = Sys.ActorOf(Props.Create(() => new Account()));
        account.Tell(5L);
        account.Tell("total");

        ExpectMsg("added");
        ExpectMsg(5);
    }

    private sealed class Account : ReceivePersistentActor
    {
        private int _total;

        public Account()
        {
            Recover<int>(Apply);
            Command<int>(amount => Persist(amount, Apply));
            CommandAsync<long>(async amount =>
            {
                await Task.Yield();
                Persist((int)amount, added =>
                {
                    Apply(added);
                    Sender.Tell("added", Self);
                });
            });
            Command<string>(text => text == "close", _ => Become(Closed));
            Command<string>(_ => Sender.Tell(_total));
            Command<Exception>(failure => throw failure);
        }

        public override string PersistenceId => "account";

        private void Closed() => Command<string>(_ => Become(() => Command<string>(_ => Sender.Tell(_total))));

        private void Apply(int amount) => _total += amount;
    }
}
