namespace PixCrawler.CrashTests;

/// <summary>An image that kills the process each time it is fetched (A6, B11).</summary>
public sealed class PoisonTests
{
    private const string Poison = "/hang?poison";

    [Fact]
    public async Task Crawl_WhenOneImageKillsTheProcessAtEachRun_EndsAsPartialWithThatOneFailed()
    {
        await using var scene = await Scene.PrepareAsync(60, Poison);
        var kills = 0;
        while (true)
        {
            using var crawler = scene.Start();
            await Scene.UntilAsync(() => scene.Web.Log.CountFor(Poison) > kills, crawler);
            if (crawler.Ended.IsCompleted)
                break;
            await crawler.KillAsync();
            kills++;
            kills.ShouldBeLessThanOrEqualTo(3, "a fourth request for it");
        }

        kills.ShouldBe(3);
        var account = scene.ReadAccount();
        account.Status.ShouldBe("partial");
        var poisoned = account.Lines.Single(line => line.Url == scene.Web.Url(Poison));
        (poisoned.Status, poisoned.Reason).ShouldBe(("failed", "interrupted"));
        account.Lines.Where(line => line != poisoned && line.Status != "kept").ShouldAllBe(line => line.Reason == "http-404");
    }
}
