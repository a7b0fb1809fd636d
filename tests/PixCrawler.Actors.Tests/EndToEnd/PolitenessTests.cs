using PixCrawler.Domain.Politeness;
using PixCrawler.ImageFarm;

namespace PixCrawler.Actors.Tests.EndToEnd;

/// <summary>Pace over real connections, read off the farm's own log (B4): gap, concurrency, Retry-After, robots.txt.</summary>
public sealed class PolitenessTests
{
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(250);

    // Requests are paced where they leave; the farm sees them arrive, after a connect or without one, on a machine that may be busy.
    private static readonly TimeSpan ArrivalTolerance = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Crawl_OfSeveralHosts_NeverBreaksGapConcurrencyOrRetryAfterInTheFarmsLog()
    {
        await using var farm = await ImageFarmServer.StartAsync(new ImageFarmOptions { Addresses = ImageFarmOptions.LoopbackAddresses(3) });
        var options = RealCrawl.FastOptions;
        options.Politeness = new PolitenessOptions { OwnNetwork = new HostLimits { MaxConcurrentRequests = 2, MinGap = Gap } };
        // The first request of a process compiles its way to the wire; here that is not what is measured.
        await using (var other = await ImageFarmServer.StartAsync())
        await using (var first = await RealCrawl.StartAsync())
            await first.CrawlAsync([other.Url("/gen/1/64x64.png").AbsoluteUri]);
        await using var crawl = await RealCrawl.StartAsync(options);
        var urls = Enumerable.Range(0, 3).SelectMany(host => Enumerable.Range(0, 8).Select(n => farm.Url($"/gen/{n}/64x64.png", host))
            .Append(farm.Url("/retry-after/1/1/gen/90/64x64.png", host))
            .Append(farm.Url("/redirect/302/to/gen/91/64x64.png", host))
            .Append(farm.Url("/private/gen/92/64x64.png", host)));

        var (report, _) = await crawl.CrawlAsync(urls.Select(url => url.AbsoluteUri));
        await farm.Log.WhenIdleAsync(new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token);

        (report.Tally.Kept, report.Tally.Refused, report.Tally.Failed).ShouldBe((30, 3, 0));
        foreach (var host in farm.Log.Snapshot().GroupBy(request => request.Host))
        {
            var requests = host.OrderBy(request => request.StartedAt).ToArray();
            requests[0].PathAndQuery.ShouldBe("/robots.txt");
            requests.ShouldNotContain(request => request.PathAndQuery.StartsWith("/private/", StringComparison.Ordinal));
            requests.Zip(requests.Skip(1), (one, next) => next.StartedAt - one.StartedAt).ShouldAllBe(gap => gap >= Gap - ArrivalTolerance);
            requests.ShouldAllBe(request => requests.Count(other => other.StartedAt <= request.StartedAt && other.EndedAt > request.StartedAt) <= 2);
            var asked = requests.First(request => request.Status == 503).EndedAt!.Value;
            requests.ShouldNotContain(request => request.StartedAt > asked + ArrivalTolerance
                && request.StartedAt < asked + TimeSpan.FromSeconds(1) - ArrivalTolerance);
        }
    }
}
