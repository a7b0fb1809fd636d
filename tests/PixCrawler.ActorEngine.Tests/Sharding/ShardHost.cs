using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Akka.Persistence.Hosting;
using Akka.Persistence.Sql.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PixCrawler.ActorEngine.Tests.Sharding;

/// <summary>A host with one region of <see cref="Guest"/>s.</summary>
internal sealed class ShardHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IHost _host;

    private ShardHost(IHost host, IActorRef region) => (_host, Region) = (host, region);

    public IActorRef Region { get; }

    public static async Task<ShardHost> StartAsync(GuestBook book, ShardOptions? options = null, string? journal = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddAkka("sharded", (akka, _) =>
        {
            akka.WithOneNode().ConfigureLoggers(loggers => loggers.ClearLoggers());
            if (journal is null)
                akka.WithInMemoryJournal().WithInMemorySnapshotStore();
            else
                akka.WithSqlPersistence(connectionString: $"Data Source={journal}", providerName: "SQLite.MS", autoInitialize: true);
            akka.WithShardRegion<Guest>(
                "guests",
                (_, registry) => id => Props.Create(() => new Guest(id, book)),
                HashCodeMessageExtractor.Create(8, message => (message as To)?.Id, message => ((To)message).Message),
                options ?? new ShardOptions());
        });
        var host = builder.Build();
        await host.StartAsync();
        return new ShardHost(host, host.Services.GetRequiredService<IRequiredActor<Guest>>().ActorRef);
    }

    public Task<string> AskAsync(string id, string message) => Region.Ask<string>(new To(id, message), Patience);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}

/// <summary>A message and whom it is for.</summary>
/// <param name="Id">The guest.</param>
/// <param name="Message">The message.</param>
internal sealed record To(string Id, string Message);
