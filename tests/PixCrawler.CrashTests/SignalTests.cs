namespace PixCrawler.CrashTests;

/// <summary>A process that is asked to end, or held and let go.</summary>
public sealed class SignalTests
{
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(25);

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Crawl_WhenItIsAskedToEndAtItsPeak_DrainsInTimeAndGoesOnWithoutARequestTooMany(string signal)
    {
        await using var scene = await Scene.PrepareAsync(urls: 300);
        using (var crawler = scene.Start())
        {
            await scene.RequestsAsync(60);
            await crawler.SignalAsync(signal);
            await crawler.WaitAsync(DrainLimit);
            crawler.Said.ShouldContain("--resume");
        }

        var before = scene.Web.Log.Count;
        var account = await scene.FinishAsync(exitCode: 2);
        before.ShouldBeLessThan(scene.Web.Log.Count);
        account.Lines.Count(line => line.Status == "kept").ShouldBe(294);
        // What was under way was finished: nothing was asked for again.
        scene.Web.Requests().Where(url => url.Key.Contains("48x48") && !url.Key.Contains("/fail/")).ShouldAllBe(url => url.Value == 1);
    }

    [Fact]
    public async Task Crawl_WhenItIsHeldForHalfAMinute_GoesOnAsIfNothingHadBeen()
    {
        await using var scene = await Scene.PrepareAsync(urls: 200);
        using var crawler = scene.Start();
        await scene.RequestsAsync(40);
        await crawler.SignalAsync("STOP");
        await Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System);
        await crawler.SignalAsync("CONT");

        (await crawler.WaitAsync(Scene.Limit)).ShouldBe(2, crawler.Said);
        scene.ReadAccount().Lines.Count(line => line.Status == "kept").ShouldBe(196);
    }
}
