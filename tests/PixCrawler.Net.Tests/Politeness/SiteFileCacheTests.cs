using PixCrawler.Domain.Politeness;
using PixCrawler.Net.Politeness;
using PixCrawler.TestKit;

namespace PixCrawler.Net.Tests.Politeness;

/// <summary>What sites' files said is kept for a day and within bounds, the oldest going first.</summary>
public sealed class SiteFileCacheTests
{
    private static readonly ISiteRule Rule = TdmReservations.Parse([]);

    private readonly SiteFileCache _cache = new(new ManualTimeProvider());

    [Fact]
    public void Keep_WhenThereAreTooMany_ForgetsTheOldest()
    {
        for (var host = 0; host <= 10_000; host++)
            _cache.Keep(Origin(host), SiteFileKind.Robots, Rule, 1);

        _cache.Find(Origin(0), SiteFileKind.Robots).ShouldBeNull();
        _cache.Find(Origin(1), SiteFileKind.Robots).ShouldNotBeNull();
        _cache.Find(Origin(10_000), SiteFileKind.Robots).ShouldNotBeNull();
    }

    [Fact]
    public void Keep_WhenTheyAreTooLarge_ForgetsTheOldest()
    {
        for (var host = 0; host < 129; host++)
            _cache.Keep(Origin(host), SiteFileKind.Robots, Rule, 512 * 1024);

        _cache.Find(Origin(0), SiteFileKind.Robots).ShouldBeNull();
        _cache.Find(Origin(1), SiteFileKind.Robots).ShouldNotBeNull();
    }

    [Fact]
    public void Keep_WhenAFileWasReadAnew_KeepsTheLatestWhenItsFirstReadingMakesRoom()
    {
        _cache.Keep(Origin(0), SiteFileKind.Robots, Rule, 1);
        _cache.Keep(Origin(0), SiteFileKind.Robots, Rule, 1);
        for (var host = 1; host < 10_000; host++)
            _cache.Keep(Origin(host), SiteFileKind.AiTxt, Rule, 1);

        _cache.Find(Origin(0), SiteFileKind.Robots).ShouldNotBeNull();
    }

    private static Uri Origin(int host) => new($"http://host-{host}.example/");
}
