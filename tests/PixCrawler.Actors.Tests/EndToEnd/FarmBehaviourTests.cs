using System.Security.Cryptography;
using PixCrawler.Contracts.Jobs;
using PixCrawler.ImageFarm;

namespace PixCrawler.Actors.Tests.EndToEnd;

/// <summary>The whole product against every behaviour of the farm; the farm's own log is the truth about requests.</summary>
public sealed class FarmBehaviourTests
{
    /// <summary>What hangs is measured by a short limit; what does not hang must not be cut off by it on a busy machine.</summary>
    [Theory]
    [InlineData(false, 30)]
    [InlineData(true, 1)]
    public async Task Crawl_OfEveryBehaviour_EndsEachUrlAsDocumentedWithinThreeRequests(bool hangs, int requestTimeoutSeconds)
    {
        await using var farm = await ImageFarmServer.StartAsync(new ImageFarmOptions { Addresses = ImageFarmOptions.LoopbackAddresses(2) });
        var options = RealCrawl.FastOptions;
        options.Http = options.Http with { RequestTimeout = TimeSpan.FromSeconds(requestTimeoutSeconds) };
        await using var crawl = await RealCrawl.StartAsync(options);
        // A host that wants to be left alone for years is left alone with all its URLs, so that one gets a host of its own.
        var cases = FarmBehaviours.All
            .Where(farmCase => farmCase.Hangs == hangs)
            .ToDictionary(farmCase => farm.Url(farmCase.ExamplePath, farmCase.Outcome == FarmOutcome.Deferred ? 1 : 0).AbsoluteUri);

        var (report, rows) = await crawl.CrawlAsync(
            cases.Keys, specification => specification with { MinSidePixels = 2 });
        await farm.Log.WhenIdleAsync(new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token);

        var wrong = new List<string>();
        foreach (var row in rows)
        {
            var farmCase = cases[row.Entry.Candidate.Url];
            var settlement = row.Entry.Settlement;
            var requests = farm.Log.CountFor(farmCase.ExamplePath);
            var expected = FarmScript.EndOf(farmCase);
            if ((settlement.Status, settlement.Reason) != expected || requests > MostRequests(farmCase, settlement.Attempts))
            {
                wrong.Add($"{farmCase.Name} ({farmCase.ExamplePath}): {settlement.Status} {settlement.Reason} after {requests} requests, " +
                    $"not {expected.Status} {expected.Reason} within {farmCase.MaxRequests}: {settlement.Detail}");
            }
        }

        wrong.ShouldBeEmpty(string.Join('\n', wrong));
        rows.Count.ShouldBe(cases.Count);
        (report.Status, report.Tally.Settled).ShouldBe((hangs ? JobStatus.Failed : JobStatus.Partial, cases.Count));
        foreach (var file in crawl.ImageFiles())
        {
            var bytes = await File.ReadAllBytesAsync(file);
            Path.GetFileNameWithoutExtension(file).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
    }

    // What is asked once must be asked once; an attempt may be lost to a connection that closed in between, but there are three at most.
    private static int MostRequests(FarmCase farmCase, int attempts) => attempts switch
    {
        <= 1 => farmCase.MaxRequests,
        _ when farmCase.Name.StartsWith("redirect", StringComparison.Ordinal) => farmCase.MaxRequests * attempts,
        _ => Math.Min(3, farmCase.MaxRequests * attempts),
    };
}
