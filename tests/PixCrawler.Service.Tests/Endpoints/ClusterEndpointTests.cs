using PixCrawler.ImageFarm;
using PixCrawler.Net.Resilience;
using PixCrawler.Service.Tests.Support;

namespace PixCrawler.Service.Tests.Endpoints;

/// <summary>What the service tells of its processes and of the hosts they ask.</summary>
public sealed class ClusterEndpointTests
{
    [Fact]
    public async Task Nodes_OfOneProcess_IsItself()
    {
        await using var service = await RunningService.StartAsync();

        var node = (await service.Http.GetJsonAsync("/api/v1/nodes")).GetProperty("data").EnumerateArray().Single();

        node.Text("status").ShouldBe("up");
        node.GetProperty("isSelf").GetBoolean().ShouldBeTrue();
        node.GetProperty("urls").EnumerateArray().Single().GetString().ShouldBe(service.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
    }

    [Fact]
    public async Task Hosts_WhenOneAskedToBeLeftAlone_SaysUntilWhenAndWhy()
    {
        await using var farm = await ImageFarmServer.StartAsync();
        await using var service = await RunningService.StartAsync(with: settings => settings.Crawler.Retry = new ResilienceOptions
        {
            Network = new RetryOptions { MaxJitter = 0, RetryAfterMax = TimeSpan.FromMinutes(5) },
        });
        (await service.Http.GetJsonAsync("/api/v1/hosts")).GetProperty("data").GetArrayLength().ShouldBe(0);
        await service.Http.JobAsync([farm.Url("/retry-after/120/9/gen/1/32x32.png").AbsoluteUri], more: new { validation = "fast" });

        var hosts = await service.Http.UntilAsync("/api/v1/hosts", json => json.GetProperty("data").EnumerateArray().Any(host => host.TryGetProperty("until", out _)));

        var host = hosts.GetProperty("data")[0];
        host.Text("host").ShouldBe("127.0.0.1");
        host.Text("reason").ShouldBe("retry-after");
        host.GetProperty("until").GetDateTimeOffset().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddSeconds(60));
        host.GetProperty("requests").GetInt64().ShouldBeGreaterThan(0);
    }
}
