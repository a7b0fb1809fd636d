using System.Net;
using PixCrawler.Net.Http;
using PixCrawler.Net.Politeness;
using PixCrawler.Net.Tests.Support;

namespace PixCrawler.Net.Tests.Politeness;

/// <summary>Which hosts are the operator's own: all of their addresses lie in networks that were explicitly allowed.</summary>
public sealed class OwnHostsTests
{
    private static readonly NetworkAccessOptions Allowed = new() { AllowedNetworks = [IPNetwork.Parse("10.1.0.0/16"), IPNetwork.Parse("fd00:1::/32")] };

    private static FakeResolver Resolver => new FakeResolver()
        .With("own.example", ["10.1.0.1", "fd00:1::7"])
        .With("mixed.example", ["10.1.0.1", "93.184.216.34"])
        .With("other.example", ["10.2.0.1"])
        .With("empty.example", [[]]);

    [Theory]
    [InlineData("10.1.255.255", true)]
    [InlineData("10.2.0.0", false)]
    [InlineData("fd00:1::1", true)]
    [InlineData("93.184.216.34", false)]
    [InlineData("own.example", true)]
    [InlineData("mixed.example", false)]
    [InlineData("other.example", false)]
    [InlineData("empty.example", false)]
    [InlineData("unknown.example", false)]
    public async Task IsOwn_OfANameOrAnAddress_AsksForAllItsAddresses(string host, bool isOwn) =>
        (await new OwnHosts(Allowed, Resolver).IsOwnAsync(host, default)).ShouldBe(isOwn);

    [Fact]
    public async Task IsOwn_WhenNoNetworkIsAllowed_LooksNothingUp()
    {
        var resolver = Resolver;

        (await new OwnHosts(new NetworkAccessOptions(), resolver).IsOwnAsync("own.example", default)).ShouldBeFalse();

        resolver.Lookups.ShouldBe(0);
    }
}
