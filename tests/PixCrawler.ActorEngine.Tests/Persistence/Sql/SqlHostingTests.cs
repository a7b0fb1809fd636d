using Akka.Actor;
using Akka.Hosting;
using Akka.Persistence;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PixCrawler.ActorEngine.Tests.Persistence.Compliance;

namespace PixCrawler.ActorEngine.Tests.Persistence.Sql;

/// <summary>Persistent actors in a host over SQLite.</summary>
public sealed class SqlHostingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pixcrawler-journal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task WithSqlPersistence_WhenTheHostIsStartedAgain_RecoversSnapshotAndEvents()
    {
        (await Say("a", "snap", "b")).ShouldBe("a,b");
        (await Say("c")).ShouldBe("offer:a,b,c");
    }

    [Fact]
    public async Task WithSqlPersistence_WhenTheFileCannotBeOpened_FailsTheStartOfTheHost()
    {
        using var host = Build($"{_folder}/missing/journal.db");

        (await Should.ThrowAsync<SqlJournalException>(() => host.StartAsync())).Message.ShouldContain("create it");
    }

    [Fact]
    public async Task WithSqlPersistence_WhenTheProviderIsUnknown_NamesThoseThereAre()
    {
        using var host = Build($"{_folder}/journal.db", "MySql");

        (await Should.ThrowAsync<ArgumentException>(() => host.StartAsync())).Message.ShouldContain("SQLite.MS or PostgreSQL");
    }

    private static IHost Build(string file, string provider = "SQLite.MS") => Host.CreateDefaultBuilder().ConfigureServices(services => services.AddAkka(
        "hosted",
        builder => builder
            .WithCustomSerializer("texts", [typeof(string)], system => new Texts(system))
            .WithSqlPersistence($"Data Source={file}", provider, autoInitialize: true))).Build();

    private async Task<string> Say(params string[] words)
    {
        using var host = Build(Path.Combine(_folder, "journal.db"));
        await host.StartAsync();
        var teller = host.Services.GetRequiredService<ActorSystem>().ActorOf(Props.Create(() => new Teller()));
        foreach (var word in words) await teller.Ask<string>(word, TimeSpan.FromSeconds(10));
        var story = await teller.Ask<string>("story", TimeSpan.FromSeconds(10));
        await host.StopAsync();
        return story;
    }

    private sealed class Teller : ReceivePersistentActor
    {
        private readonly List<string> _words = [];
        private IActorRef? _asker;

        public Teller()
        {
            Recover<SnapshotOffer>(offer => _words.Add($"offer:{offer.Snapshot}"));
            Recover<string>(_words.Add);
            Command<string>(text => text == "story", _ => Sender.Tell(string.Join(',', _words)));
            Command<string>(text => text == "snap", _ =>
            {
                _asker = Sender;
                SaveSnapshot(string.Join(',', _words));
            });
            Command<string>(text => Persist(text, stored =>
            {
                _words.Add(stored);
                Sender.Tell(stored);
            }));
            Command<SaveSnapshotSuccess>(_ => _asker!.Tell("saved"));
        }

        public override string PersistenceId => "teller";
    }
}
