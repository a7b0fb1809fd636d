using System.Net;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Datasets.Stores;

namespace PixCrawler.Datasets.Tests.Stores;

/// <summary>What stores on the network promise besides (B10: no attempt but the pipeline's; tiers; links).</summary>
public abstract class RemoteStoreCompliance(StoreServer server) : StoreCompliance
{
    private protected TestSender Sender { get; } = new(server.Client);

    [Fact]
    public async Task PutAsync_WithATier_KeepsIt()
    {
        foreach (var tier in ServerTiers)
        {
            await PutAsync("small", [1], tier);
            await PutAsync("large", Samples.Bytes(1, PartBytes + 1), tier);

            (await Store.FindAsync(KeyOf("small"), default))!.Tier.ShouldBe(tier);
            (await Store.FindAsync(KeyOf("large"), default))!.Tier.ShouldBe(tier);
        }
    }

    [Fact]
    public async Task Link_WhenItsTimeIsOver_IsRefused()
    {
        await PutAsync("x", [1, 2, 3]);

        (await server.Client.GetAsync(Store.Link(KeyOf("x"), TimeSpan.FromMinutes(5)))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.Client.GetAsync(StoreAt(TimeSpan.FromHours(-1)).Link(KeyOf("x"), TimeSpan.FromMinutes(5)))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Calls_WhenTheServerIsUnavailable_MakeAsManyAttemptsAsThePipelineAndNoneOfTheirOwn()
    {
        Sender.Instead = _ => TestSender.Unavailable();

        var error = await Should.ThrowAsync<ServiceUnavailableException>(async () => await PutAsync("x", [1]));

        Sender.Requests.Count.ShouldBe(3);
        error.HttpStatus.ShouldBe(503);
        error.ToString().ShouldNotContain(Secret);
        Store.Name.ShouldNotContain(Secret);
    }

    [Fact]
    public async Task PutAsync_WhenAPartFailsOnce_SendsThatPartAgain()
    {
        var bytes = Samples.Bytes(9, (3 * PartBytes) + 5);
        var failed = false;
        Sender.Instead = request => IsPart(request) && Sender.Requests.Count(IsPart) == 2 && !failed && (failed = true) ? TestSender.Unavailable() : null;

        await PutAsync("x", bytes);

        Sender.Requests.Count(IsPart).ShouldBe(5);
        (await ReadAsync(KeyOf("x"))).ShouldBe(bytes);
    }

    [Fact]
    public async Task PutAsync_WhenAPartFailsForGood_RemovesTheUpload()
    {
        Sender.Instead = request => IsPart(request) && Sender.Requests.Count(IsPart) > 2 ? TestSender.Unavailable() : null;

        await Should.ThrowAsync<ServiceUnavailableException>(async () => await PutAsync("x", Samples.Bytes(9, 3 * PartBytes)));

        (await Store.FindAsync(KeyOf("x"), default)).ShouldBeNull();
        (await Store.RemoveAbortedAsync(KeyOf(""), default)).ShouldBe(0);
    }

    [Fact]
    public async Task Calls_WithAWrongKey_AreAFailedAuthenticationAtOnce()
    {
        await Should.ThrowAsync<AuthenticationFailedException>(
            async () => await WithAWrongKey().PutAsync(KeyOf("x"), new MemoryStream([1]), new PutOptions("0"), null, default));

        Sender.Requests.Count.ShouldBe(1);
    }

    /// <summary>The tiers that the server knows.</summary>
    private protected virtual IReadOnlyList<StorageTier> ServerTiers => [StorageTier.Hot, StorageTier.Warm, StorageTier.Cold];

    private protected abstract string Secret { get; }

    private protected abstract IObjectStore StoreAt(TimeSpan offset);

    private protected abstract IObjectStore WithAWrongKey();

    private protected abstract bool IsPart(string request);

    private protected override async Task<byte[]> ReadAsync(string key) =>
        await server.Client.GetByteArrayAsync(Store.Link(key, TimeSpan.FromMinutes(10)));

    private bool IsPart(HttpRequestMessage request) => IsPart($"{request.Method} {request.RequestUri!.PathAndQuery}");

    private protected sealed class Shifted(TimeSpan offset) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;
    }
}
