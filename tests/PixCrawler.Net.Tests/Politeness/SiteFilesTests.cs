using PixCrawler.Net.Http;
using PixCrawler.Net.Politeness;
using PixCrawler.Net.Resilience;
using PixCrawler.Net.Tests.Support;
using PixCrawler.TestKit;

namespace PixCrawler.Net.Tests.Politeness;

/// <summary>What each way of answering for a robots.txt means (RFC 9309, 2.3.1), over the guarded client.</summary>
public sealed class SiteFilesTests
{
    [Theory]
    [InlineData(200, true)]
    [InlineData(404, false)]
    [InlineData(403, false)]
    [InlineData(410, false)]
    [InlineData(429, null)]
    [InlineData(500, null)]
    [InlineData(503, null)]
    public async Task Read_ByStatus_UsesAllowsOrDoesNotKnow(int status, bool? disallows)
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(status, "User-agent: *\nDisallow: /"u8.ToArray(), "Retry-After: 9"));
        using var rig = new SiteRig();

        var file = await rig.Files.ReadAsync(new Uri(server.Url("/")), SiteFileKind.Robots, default);

        file.Outcome!.HttpStatus.ShouldBe(status);
        file.Outcome.RetryAfter.ShouldBe(TimeSpan.FromSeconds(9));
        (file.Rule is null ? (bool?)null : file.Rule.Judge("/a") is not null).ShouldBe(disallows);
        file.Reason.ShouldBe(disallows is null ? "robots-unavailable" : null);
        server.Requests.ShouldBe(1, "further attempts are the gate's to make");
        server.Seen[0].Target.ShouldBe("/robots.txt");
    }

    [Fact]
    public async Task Read_WhenItWasReadWithinADay_IsKnown()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(200, "User-agent: *\nDisallow: /"u8.ToArray()));
        using var rig = new SiteRig();
        var origin = new Uri(server.Url("/"));
        rig.Files.Known(origin, SiteFileKind.Robots).ShouldBeNull();
        await rig.Files.ReadAsync(origin, SiteFileKind.Robots, default);

        rig.Clock.Advance(TimeSpan.FromHours(23.9));
        rig.Files.Known(origin, SiteFileKind.Robots)!.Rule!.Judge("/a").ShouldNotBeNull();
        rig.Files.Known(origin, SiteFileKind.AiTxt).ShouldBeNull();
        rig.Clock.Advance(TimeSpan.FromHours(0.1));
        rig.Files.Known(origin, SiteFileKind.Robots).ShouldBeNull();
    }

    [Fact]
    public async Task Read_WhenTheServerHangsUp_DoesNotKnow()
    {
        await using var server = new LoopbackServer((_, _) => Task.FromResult(false));
        using var rig = new SiteRig();

        var file = await rig.Files.ReadAsync(new Uri(server.Url("/")), SiteFileKind.Robots, default);

        (file.Rule, file.Outcome!.HttpStatus, file.Reason).ShouldBe((null, null, "connection-failed"));
    }

    [Fact]
    public async Task Read_WhenTheAddressIsForbidden_AllowsForTheUrlsOwnRequestWillSay()
    {
        using var rig = new SiteRig();

        var file = await rig.Files.ReadAsync(new Uri("http://10.0.0.1/"), SiteFileKind.Robots, default);

        file.Rule!.Judge("/a").ShouldBeNull();
        file.Outcome.ShouldBeNull("nothing was sent, so nothing is known of the host");
    }

    [Fact]
    public async Task Read_WhenTheNameIsUnknown_TellsNothingOfTheHost()
    {
        using var rig = new SiteRig();

        var file = await rig.Files.ReadAsync(new Uri("http://unknown.example/"), SiteFileKind.Robots, default);

        (file.Rule, file.Outcome, file.Reason).ShouldBe((null, null, "dns-failed"));
    }

    [Fact]
    public async Task Read_WhenItIsRedirectedSomewhereForbidden_CountsTheAnswerThatCame()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(301, [], "Location: http://10.0.0.1/"));
        using var rig = new SiteRig();

        var file = await rig.Files.ReadAsync(new Uri(server.Url("/")), SiteFileKind.Robots, default);

        file.Outcome!.HttpStatus.ShouldBe(301);
        file.Rule!.Judge("/a").ShouldBeNull();
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task Read_WhenRedirected_FollowsFiveTimes(int redirects, bool disallows)
    {
        var left = redirects;
        await using var server = LoopbackServer.Answering(_ => left-- > 0
            ? LoopbackServer.Answer(301, [], $"Location: /{left}")
            : LoopbackServer.Answer(200, "User-agent: *\nDisallow: /"u8.ToArray()));
        using var rig = new SiteRig();

        var file = await rig.Files.ReadAsync(new Uri(server.Url("/")), SiteFileKind.Robots, default);

        (file.Rule!.Judge("/a") is not null).ShouldBe(disallows);
    }

    private sealed class SiteRig : IDisposable
    {
        private readonly GuardedHttp _http;
        private readonly ResiliencePipelines _pipelines;

        public SiteRig()
        {
            _http = new GuardedHttp(
                new HttpOptions(),
                new NetworkAccessOptions { AllowedNetworks = [System.Net.IPNetwork.Parse("127.0.0.0/8")] },
                new FakeResolver(),
                new OwnAddresses(Clock, () => []));
            _pipelines = new ResiliencePipelines(new ResilienceOptions(), Clock, new Random(1));
            Files = new SiteFiles(_http, _pipelines, Clock);
        }

        public ManualTimeProvider Clock { get; } = new();

        public SiteFiles Files { get; }

        public void Dispose()
        {
            _pipelines.Dispose();
            _http.Dispose();
        }
    }
}
