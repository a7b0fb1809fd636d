using Akka.Actor;
using Akka.Hosting;
using Akka.Persistence;
using Akka.Persistence.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PixCrawler.ActorEngine.Tests.Persistence.Hosting;

public sealed class AkkaPersistenceHostingExtensionsTests
{
    [Fact]
    public async Task WithInMemoryJournalAndSnapshotStore_InAHost_StoresAndRecovers()
    {
        using var host = Host.CreateDefaultBuilder().ConfigureServices(services => services.AddAkka(
            "hosted", builder => builder.WithInMemoryJournal().WithInMemorySnapshotStore())).Build();
        await host.StartAsync();
        var counter = host.Services.GetRequiredService<ActorSystem>().ActorOf(Props.Create(() => new Counter()));

        (await counter.Ask<long>("count", TimeSpan.FromSeconds(10))).ShouldBe(1);
        counter.Tell("fail");
        (await counter.Ask<long>("count", TimeSpan.FromSeconds(10))).ShouldBe(2);

        await host.StopAsync();
    }

    private sealed class Counter : ReceivePersistentActor
    {
        public Counter()
        {
            Recover<string>(_ => { });
            Command<string>(text => text == "fail", _ => throw new InvalidOperationException("fail"));
            Command<string>(text => Persist(text, _ => Sender.Tell(LastSequenceNr)));
        }

        public override string PersistenceId => "counter";
    }
}
