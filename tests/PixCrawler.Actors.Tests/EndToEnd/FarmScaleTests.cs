using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Politeness;
using PixCrawler.ImageFarm;

namespace PixCrawler.Actors.Tests.EndToEnd;

/// <summary>A job of a thousand URLs over the farm's behaviours: the account equals the farm's script (B2, B4, E5).</summary>
public sealed class FarmScaleTests
{
    private const int Urls = 1_000;
    private const int Hosts = 8;

    private static readonly HostLimits Pace = new() { MaxConcurrentRequests = 4, MinGap = TimeSpan.FromMilliseconds(1), MaxJitter = 0 };

    // What takes long by its nature has tests of its own.
    private static readonly string[] TooSlowForThis =
        ["size-", "endless", "gzip-bomb", "drip", "slow", "frames", "redirect-loop", "retry-after-1-s", "retry-after-429", "retry-after-date", "retry-after-68"];

    private static readonly FarmCase[] Cases =
    [
        .. FarmBehaviours.All.Where(farmCase => !farmCase.Hangs
            && !TooSlowForThis.Any(name => farmCase.Name.StartsWith(name, StringComparison.Ordinal))),
    ];

    [Fact]
    public async Task Crawl_OfAThousandUrls_AccountsForEachByTheFarmsScriptWithinThreeRequests()
    {
        Cases.Length.ShouldBeGreaterThanOrEqualTo(40);
        await using var farm = await ImageFarmServer.StartAsync(new ImageFarmOptions { Addresses = ImageFarmOptions.LoopbackAddresses(Hosts) });
        var options = RealCrawl.FastOptions;
        // The farm fails by its script; that a host which only fails is left alone is tested elsewhere.
        options.Politeness = new PolitenessOptions { OwnNetwork = Pace, Circuit = new CircuitOptions { FailureRatio = 1, MinRequests = 1_000 } };
        await using var crawl = await RealCrawl.StartAsync(options);
        var cases = Enumerable.Range(0, Urls).ToDictionary(
            number => farm.Url($"{Cases[number % Cases.Length].ExamplePath}?n={number}", number / Cases.Length % Hosts).AbsoluteUri,
            number => Cases[number % Cases.Length]);
        var startedAt = TimeProvider.System.GetUtcNow();

        var (report, rows) = await crawl.CrawlAsync(cases.Keys, specification => specification with { MinSidePixels = 2 });
        await farm.Log.WhenIdleAsync(new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token);

        var log = farm.Log.Snapshot();
        var requests = log.CountBy(request => $"http://{request.Host}{request.PathAndQuery}").ToDictionary();
        requests.Where(count => cases.ContainsKey(count.Key) && count.Value > 3).ShouldBeEmpty();
        Counts(rows.Select(row => (row.Entry.Settlement.Status, row.Entry.Settlement.Reason)))
            .ShouldBe(Counts(cases.Values.Select(FarmScript.EndOf)));
        rows.Where(row => (row.Entry.Settlement.Status, row.Entry.Settlement.Reason) != FarmScript.EndOf(cases[row.Entry.Candidate.Url])).ShouldBeEmpty();
        (report.Status, report.Tally.Settled, rows.Count).ShouldBe((JobStatus.Partial, Urls, Urls));
        foreach (var host in log.GroupBy(request => request.Host))
            FarmPace.ShouldKeepTo(Pace, [.. host], startedAt);
    }

    private static string[] Counts(IEnumerable<(SettlementStatus Status, string? Reason)> ends) =>
        [.. ends.CountBy(end => end).Select(count => $"{count.Key.Status} {count.Key.Reason}: {count.Value}").Order()];
}
