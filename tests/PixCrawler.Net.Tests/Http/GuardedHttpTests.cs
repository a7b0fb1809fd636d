using System.Net;
using PixCrawler.Contracts.Errors;
using PixCrawler.Net.Http;
using PixCrawler.Net.Resilience;
using PixCrawler.Net.Tests.Support;
using PixCrawler.TestKit;

namespace PixCrawler.Net.Tests.Http;

/// <summary>What only shows when a connection is made: names that lead somewhere else than they seem to.</summary>
public sealed class GuardedHttpTests
{
    private static readonly RetryOptions Once = new() { MaxAttempts = 1 };

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("93.184.216.34", "127.0.0.1")]
    [InlineData("10.0.0.1", "93.184.216.34")]
    [InlineData("93.184.216.34", "fd00::1")]
    public async Task Get_WhenAnyAddressOfANameIsNotPublic_IsForbiddenAsAWhole(params string[] answer)
    {
        var resolver = new FakeResolver().With("localtest.example", answer);
        await using var rig = new Rig(access: new NetworkAccessOptions(), resolver: resolver);

        var error = await Should.ThrowAsync<InvalidInputException>(() => rig.GetAsync("http://localtest.example/"));

        (error.Reason, error.Attempts, resolver.Lookups).ShouldBe(("address-forbidden", 1, 1));
        error.Message.ShouldNotContain(answer[0]);
    }

    [Fact]
    public async Task Get_WhenAddressIsPublicButThisMachines_IsForbidden()
    {
        await using var rig = new Rig(access: new NetworkAccessOptions(), ownAddresses: ["93.184.216.34"]);
        (await Should.ThrowAsync<InvalidInputException>(() => rig.GetAsync("http://93.184.216.34/"))).Reason.ShouldBe("address-forbidden");
    }

    [Fact]
    public void Contains_WhenAMinuteHasPassed_ListsTheMachinesAddressesAnew()
    {
        var clock = new ManualTimeProvider();
        var listed = 0;
        var own = new OwnAddresses(clock, () => [IPAddress.Parse($"93.184.216.{++listed}")]);

        own.Contains(IPAddress.Parse("93.184.216.1")).ShouldBeTrue();
        clock.Advance(TimeSpan.FromSeconds(59));
        own.Contains(IPAddress.Parse("93.184.216.1")).ShouldBeTrue();
        clock.Advance(TimeSpan.FromSeconds(1));
        own.Contains(IPAddress.Parse("93.184.216.1")).ShouldBeFalse();
        own.Contains(IPAddress.Parse("93.184.216.2")).ShouldBeTrue();
        listed.ShouldBe(2);
    }

    [Fact]
    public void OfThisMachine_WhenAsked_HasTheLoopback() => OwnAddresses.OfThisMachine().ShouldContain(IPAddress.Loopback);

    [Fact]
    public async Task Get_WhenTheAnswerChangesAfterTheFirstRequest_KeepsToTheJudgedConnectionAndRefusesTheNext()
    {
        // 127.0.0.x is allowed here and stands for the public internet; 10.0.0.1 is not.
        var resolver = new FakeResolver().With("rebind.example", ["127.0.0.1"], ["10.0.0.1"]);
        await using var server = new LoopbackServer(async (request, stream) =>
        {
            await stream.WriteAsync(LoopbackServer.Answer(200, [1]));
            return request.Number < 2;
        });
        await using var rig = new Rig(retry: Once, resolver: resolver);
        var url = $"http://rebind.example:{server.Port}/";

        (await rig.GetAsync(url)).Dispose();
        (await rig.GetAsync(url)).Dispose();
        (resolver.Lookups, server.Connections).ShouldBe((1, 1));

        // The connection is closed by the server now; whatever the pool does, no new one is made.
        var error = await Should.ThrowAsync<CrawlException>(async () =>
        {
            while (true)
                (await rig.GetAsync(url)).Dispose();
        });
        error.Reason.ShouldBeOneOf("address-forbidden", "connection-failed");
        server.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task Get_When64RequestsMeetARebindingHost_ReachOnlyTheJudgedAddress()
    {
        var resolver = new FakeResolver().With("rebind.example", ["127.0.0.1"], ["10.0.0.1"]);
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(200, [1]));
        await using var rig = new Rig(retry: Once, resolver: resolver);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            try
            {
                (await rig.GetAsync($"http://rebind.example:{server.Port}/")).Dispose();
                return "ok";
            }
            catch (InvalidInputException error)
            {
                return error.Reason;
            }
        }));

        outcomes.Distinct().Order().ShouldBeSubsetOf(["address-forbidden", "ok"]);
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Get_WhenNameHasNoAddress_IsADnsFailure()
    {
        await using var rig = new Rig(retry: Once, resolver: new FakeResolver().With("empty.example", [[]]));
        (await Should.ThrowAsync<NetworkFailureException>(() => rig.GetAsync("http://empty.example/"))).Reason.ShouldBe("dns-failed");
        (await Should.ThrowAsync<NetworkFailureException>(() => rig.GetAsync("http://unknown.example/"))).Reason.ShouldBe("dns-failed");
    }

    [Fact]
    public async Task Get_WhenNameHasAThousandAddresses_JudgesThemAll()
    {
        var good = Enumerable.Range(0, 999).Select(index => $"127.0.{index / 250}.{index % 250 + 1}").ToArray();
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(200, [1]));
        var resolver = new FakeResolver().With("many.example", good).With("mixed.example", [[.. good, "10.0.0.1"]]);
        await using var rig = new Rig(retry: Once, resolver: resolver);

        (await rig.GetAsync($"http://many.example:{server.Port}/")).Dispose();
        (await Should.ThrowAsync<InvalidInputException>(() => rig.GetAsync($"http://mixed.example:{server.Port}/"))).Reason.ShouldBe("address-forbidden");
        server.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task Get_WhenFirstAddressIsDown_TriesTheNext()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(200, [1]));
        await using var rig = new Rig(retry: Once, resolver: new FakeResolver().With("two.example", ["127.0.0.2", "127.0.0.1"]));
        (await rig.GetAsync($"http://two.example:{server.Port}/")).Dispose();
        server.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task Get_WhenResolverHangs_EndsWithTheConnectTimeout()
    {
        await using var rig = new Rig(new HttpOptions { ConnectTimeout = TimeSpan.FromMilliseconds(50) }, Once, resolver: new HangingResolver());
        (await Should.ThrowAsync<RequestTimeoutException>(() => rig.GetAsync("http://slow.example/"))).Reason.ShouldBe("timeout");
    }

    [Fact]
    public async Task Get_WhenPortIsNotAllowedAtAPublicAddress_IsForbidden()
    {
        await using var rig = new Rig(resolver: new FakeResolver().With("public.example", ["93.184.216.34"]));
        (await Should.ThrowAsync<InvalidInputException>(() => rig.GetAsync("http://public.example:6379/"))).Reason.ShouldBe("url-port-forbidden");
    }

    [Fact]
    public async Task Get_WhenAProxyIsConfiguredInTheEnvironment_IgnoresIt()
    {
        await using var proxy = LoopbackServer.Answering(LoopbackServer.Answer(200, [9]));
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(200, [1]));
        var saved = Environment.GetEnvironmentVariable("HTTP_PROXY");
        Environment.SetEnvironmentVariable("HTTP_PROXY", proxy.Url("/"));
        try
        {
            await using var rig = new Rig();
            using var download = await rig.GetAsync(server.Url());
            download.Body.ToArray().ShouldBe([1]);
        }
        finally
        {
            Environment.SetEnvironmentVariable("HTTP_PROXY", saved);
        }

        proxy.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task Get_WhenNobodyIsNamed_ReachesAllowedNetworksOnly()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(200, [1]));
        await using var rig = new Rig(new HttpOptions { ProductVersion = "1.2.3" }, resolver: new FakeResolver().With("public.example", ["93.184.216.34"]));

        (await rig.GetAsync(server.Url())).Dispose();
        server.Seen.Single().Header("User-Agent").ShouldBe("PixCrawler/1.2.3");
        foreach (var url in new[] { "http://public.example/", "http://93.184.216.34/" })
        {
            var error = await Should.ThrowAsync<InvalidInputException>(() => rig.GetAsync(url));
            error.Reason.ShouldBe("contact-missing");
            error.Message.ShouldContain("--contact");
        }
    }

    private sealed class HangingResolver : IAddressResolver
    {
        public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            return [];
        }
    }
}
