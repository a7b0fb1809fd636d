namespace PixCrawler.CrashTests;

/// <summary>SIGKILL at any moment: nothing lost, nothing twice, at most three requests for a URL (A6, A7, B11, E5).</summary>
public sealed class KillTests
{
    [Fact]
    public async Task Crawl_WhenItIsKilledTwentyTimes_EndsWithTheSameImagesAndNoUrlRequestedMoreThanThreeTimes()
    {
        var result = await Campaign.RunAsync(new CampaignOptions(Images: 400, Kills: 20, Seed: 7), _ => { });

        result.Problems.ShouldBeEmpty(result.ToString());
        result.MissingHashes.ShouldBeEmpty(result.ToString());
        result.Kills.ShouldBe(20);
    }

    [Fact]
    public async Task Crawl_WhenItIsKilledTenTimes_CutsOffForGoodOnlyUrlsThatFailedByThemselvesToo()
    {
        var result = await Campaign.RunAsync(new CampaignOptions(Images: 200, Kills: 10, Seed: 11, IsBusy: true), _ => { });

        result.Problems.ShouldBeEmpty(result.ToString());
        result.Kills.ShouldBe(10);
        var cutOff = result.Account.Lines.Where(line => line.Reason == "interrupted").ToList();
        cutOff.ShouldAllBe(line => line.Url.Contains("/fail/1/", StringComparison.Ordinal), result.ToString());
        result.MissingHashes.Count.ShouldBe(cutOff.Count, result.ToString());
    }
}
