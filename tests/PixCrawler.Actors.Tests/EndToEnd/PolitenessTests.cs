using PixCrawler.Domain.Politeness;
using PixCrawler.ImageFarm;

namespace PixCrawler.Actors.Tests.EndToEnd;

/// <summary>Pace over real connections, read off the farm's own log (B4): gap, concurrency, Retry-After, robots.txt.</summary>
public sealed class PolitenessTests
{
    private static readonly HostLimits OneByOne = new() { MaxConcurrentRequests = 1, MinGap = TimeSpan.FromMilliseconds(50), MaxJitter = 0 };
    private static readonly HostLimits TwoAtOnce = new() { MaxConcurrentRequests = 2, MinGap = TimeSpan.FromMilliseconds(10), MaxJitter = 0 };
    private static readonly TimeSpan AnsweredAfter = TimeSpan.FromMilliseconds(100);

    // Timers count in ticks of the system's own.
    private static readonly TimeSpan TimerTick = TimeSpan.FromMilliseconds(16);

    [Fact]
    public async Task Crawl_OfSeveralHosts_NeverBreaksGapConcurrencyOrRetryAfterInTheFarmsLog()
    {
        await using var farm = await ImageFarmServer.StartAsync(new ImageFarmOptions { Addresses = ImageFarmOptions.LoopbackAddresses(2) });
        var options = RealCrawl.FastOptions;
        options.Politeness = new PolitenessOptions { OwnNetwork = TwoAtOnce, PerHost = [new HostRule(farm.Roots[0].Host, OneByOne)] };
        await using var crawl = await RealCrawl.StartAsync(options);
        var urls = Enumerable.Range(0, 12).Select(n => farm.Url($"/gen/{n}/64x64.png"))
            .Append(farm.Url("/retry-after/1/1/gen/90/64x64.png"))
            .Append(farm.Url("/redirect/302/to/gen/91/64x64.png"))
            .Append(farm.Url("/private/gen/92/64x64.png"))
            .Concat(Enumerable.Range(0, 12).Select(n => farm.Url($"/slow/{AnsweredAfter.TotalMilliseconds}/gen/{n}/64x64.png", 1)));
        var startedAt = TimeProvider.System.GetUtcNow();

        var (report, _) = await crawl.CrawlAsync(urls.Select(url => url.AbsoluteUri));

        (report.Tally.Kept, report.Tally.Refused, report.Tally.Failed).ShouldBe((26, 1, 0));
        var byHost = farm.Log.Snapshot().ToLookup(request => request.Host);
        var (single, pair) = (byHost[farm.Roots[0].Authority].ToArray(), byHost[farm.Roots[1].Authority].ToArray());
        single[0].PathAndQuery.ShouldBe("/robots.txt");
        single.ShouldNotContain(request => request.PathAndQuery.StartsWith("/private/", StringComparison.Ordinal));
        FarmPace.ShouldKeepTo(OneByOne, single, startedAt);
        FarmPace.ShouldKeepTo(TwoAtOnce, pair, startedAt);
        FarmPace.MostAtOnce(pair.Where(request => request.PathAndQuery.StartsWith("/slow/", StringComparison.Ordinal)), AnsweredAfter - TimerTick)
            .ShouldBeLessThanOrEqualTo(TwoAtOnce.MaxConcurrentRequests);
        FarmPace.ShortestPauseAfter(single, request => request.Status == 503).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));
    }
}
