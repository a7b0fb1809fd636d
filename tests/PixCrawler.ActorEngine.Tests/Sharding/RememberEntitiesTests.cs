using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;

namespace PixCrawler.ActorEngine.Tests.Sharding;

/// <summary>Entities that are remembered are there again when their region is.</summary>
public sealed class RememberEntitiesTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("shards-");
    private readonly GuestBook _book = new();

    private string Journal => Path.Combine(_folder.FullName, "journal.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Entities_OfAnEarlierLife_AreStartedWithTheRegion()
    {
        await using (var first = await StartAsync())
        {
            await first.AskAsync("ann", "hello");
            await first.AskAsync("bob", "hello");
        }

        await using var second = await StartAsync();

        await UntilAsync(() => _book.Visits("ann") == 2 && _book.Visits("bob") == 2);
        (await second.AskAsync("ann", "hello")).ShouldBe("ann/2: hello");
    }

    [Fact]
    public async Task Entity_ThatPassivated_IsForgotten()
    {
        await using (var first = await StartAsync())
        {
            await first.AskAsync("ann", "hello");
            await first.AskAsync("bob", "hello");
            first.Region.Tell(new To("ann", "leave"));
            await UntilAsync(() => _book.Lines.Contains("ann is to go"));
            _book.Guests["ann"].Tell("door");
            await UntilAsync(() => _book.Lines.Contains("ann has gone"));
        }

        await using var second = await StartAsync();
        await UntilAsync(() => _book.Visits("bob") == 2);

        _book.Visits("ann").ShouldBe(1);
        (await second.AskAsync("ann", "hello")).ShouldBe("ann/2: hello");
    }

    [Fact]
    public async Task Entity_ThatStoppedByItself_IsThereForTheNextMessage()
    {
        await using var host = await StartAsync();
        await host.AskAsync("ann", "hello");

        host.Region.Tell(new To("ann", "stop"));
        await UntilAsync(() => _book.Lines.Contains("ann has gone"));

        (await host.AskAsync("ann", "hello")).ShouldBe("ann/2: hello");
    }

    private Task<ShardHost> StartAsync() => ShardHost.StartAsync(
        _book,
        new ShardOptions { RememberEntities = true, RememberEntitiesStore = RememberEntitiesStore.Eventsourced, HandOffStopMessage = "hand over" },
        Journal);

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
