using Akka.Actor;

namespace PixCrawler.ActorEngine.Tests.Persistence.Faults;

public sealed class SlowJournalTests() : FaultTestKit(new ControlledJournal())
{
    [Fact]
    public void Persist_WhenWritesCompleteOnOtherThreads_LosesNoWakeUpAndKeepsTheOrder()
    {
        const int Commands = 20_000;
        Journal.OnWrite = async write =>
        {
            await Task.Yield();
            return await write();
        };
        var next = 0;
        var actor = Start((self, message) => self.Persist((int)message, stored =>
        {
            if (stored != next++) self.Tell($"{stored} out of order");
            if (stored == Commands - 1) self.Tell("all");
        }));
        Expect("recovered 0");

        for (var i = 0; i < Commands; i++) actor.Tell(i);

        ExpectMsg("all", TimeSpan.FromSeconds(60));
    }
}
