using PixCrawler.Contracts.Errors;
using PixCrawler.Net.Downloads;
using PixCrawler.Net.Tests.Support;

namespace PixCrawler.Net.Tests.Downloads;

/// <summary>C3: what is a matter of the network, what was never sent, and what ends the process.</summary>
public sealed class TransportErrorsTests
{
    public static TheoryData<Exception> MemoryGone => new()
    {
        new MemoryGoneException(),
        new HttpRequestException("?", new MemoryGoneException()),
        new IOException("?", new HttpRequestException("?", new MemoryGoneException())),
    };

    [Theory]
    [MemberData(nameof(MemoryGone))]
    public void Translate_WhenMemoryHasRunOut_LeavesTheErrorAsItIs(Exception error) =>
        TransportErrors.Translate(error, "a.example", inBody: false).ShouldBeNull();

    [Fact]
    public async Task Download_WhenMemoryRunsOutInTheConnection_EndsWithThatAndNotAsAFailedRequest()
    {
        await using var rig = new Rig(retry: new() { MaxAttempts = 1 }, resolver: new ScriptedResolver(() => throw new MemoryGoneException()));

        var error = await Should.ThrowAsync<Exception>(() => rig.GetAsync("http://a.example/"));

        error.ShouldNotBeAssignableTo<CrawlException>();
        Domain.Failures.FatalErrors.IsFatal(error).ShouldBeTrue();
    }

    [Fact]
    public void NothingWasSent_IsSaidOfGuardAndResolverOnly()
    {
        Exception[] unsent =
        [
            new InvalidInputException("address-forbidden", "?"),
            new HttpRequestException("?", new InvalidInputException("contact-missing", "?")),
            new NetworkFailureException("dns-failed", "?"),
            new HttpRequestException("?", new RequestTimeoutException("dns-timeout", "?")),
        ];
        Exception[] sent = [new NetworkFailureException("connection-failed", "?"), new HttpRequestException("?"), new OperationCanceledException()];

        unsent.ShouldAllBe(error => TransportErrors.NothingWasSent(error));
        sent.ShouldAllBe(error => !TransportErrors.NothingWasSent(error));
    }

    private sealed class ScriptedResolver(Func<IReadOnlyList<System.Net.IPAddress>> answer) : Net.Http.IAddressResolver
    {
        public ValueTask<IReadOnlyList<System.Net.IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) => new(answer());
    }
}
