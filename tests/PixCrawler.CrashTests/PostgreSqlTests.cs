using PixCrawler.TestDatabases;

namespace PixCrawler.CrashTests;

/// <summary>The journal in a PostgreSQL server: the crawler is killed, and the server is out of reach for longer than a back-off.</summary>
public sealed class PostgreSqlTests : IAsyncLifetime
{
    private static readonly TimeSpan LongerThanABackOff = TimeSpan.FromSeconds(90);
    private PostgreSqlCluster _server = null!;

    public async Task InitializeAsync() => _server = await PostgreSqlCluster.StartAsync(durable: true);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Crawl_WhenItIsKilledFiveTimes_EndsWithTheSameImages()
    {
        var result = await Campaign.RunAsync(new CampaignOptions(Images: 200, Kills: 5, Seed: 3, _server.ConnectionString), _ => { });

        result.Problems.ShouldBeEmpty(result.ToString());
        result.MissingHashes.ShouldBeEmpty(result.ToString());
        result.Kills.ShouldBe(5);
    }

    [Fact]
    public async Task Crawl_WhenTheJournalIsOutOfReachForLongerThanABackOff_GoesOnAndLosesNothing()
    {
        await using var relay = new Relay(_server.Port);
        await using var scene = await Scene.PrepareAsync(urls: 400);
        scene.Options.AddRange(["--journal", $"Host=127.0.0.1;Port={relay.Port};Username=postgres;Database=postgres;Timeout=5"]);
        using var crawler = scene.Start();
        await scene.RequestsAsync(60);
        await relay.CutAsync();
        await Task.WhenAny(crawler.Ended, Task.Delay(LongerThanABackOff, TimeProvider.System));
        relay.Mend();

        (await crawler.WaitAsync(Scene.Limit)).ShouldBe(2, crawler.Said);
        // What was under way when the journal went has used up an attempt, never its last one.
        scene.ReadAccount().Lines.Count(line => line.Status == "kept").ShouldBe(392);
    }
}
