using System.Net;
using System.Net.Sockets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Net.Dns;
using PixCrawler.Net.Http;
using PixCrawler.Net.Tests.Support;
using PixCrawler.TestKit;

namespace PixCrawler.Net.Tests.Dns;

public sealed class CachingAddressResolverTests
{
    [Fact]
    public async Task C3_Resolve_WhenMemoryHasRunOut_IsNoMatterOfTheName()
    {
        var clock = new ManualTimeProvider();
        using var resolver = new CachingAddressResolver(new MemoryGoneResolver(), new DnsOptions(), clock, new DnsHealth(clock));

        await Should.ThrowAsync<OutOfMemoryException>(() => resolver.ResolveAsync("a.example", default).AsTask());
    }

    private sealed class MemoryGoneResolver : IAddressResolver
    {
        public ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
            ValueTask.FromException<IReadOnlyList<IPAddress>>(new MemoryGoneException());
    }

    private readonly ManualTimeProvider _clock = new();
    private readonly ScriptedResolver _inner = new();

    [Fact]
    public async Task Resolve_WhenAskedAgain_AnswersFromMemoryUntilTheCacheTimeIsOver()
    {
        using var resolver = Create();
        _inner.Answer("a.example", ["192.0.2.1"]);
        (await resolver.ResolveAsync("a.example", default)).ShouldBe([IPAddress.Parse("192.0.2.1")]);
        _clock.Advance(TimeSpan.FromMilliseconds(29_999));
        await resolver.ResolveAsync("a.example", default);
        _inner.Asked.ShouldBe(1);
        _inner.Answer("a.example", ["192.0.2.2"]);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        (await resolver.ResolveAsync("a.example", default)).ShouldBe([IPAddress.Parse("192.0.2.2")]);
        _inner.Asked.ShouldBe(2);
    }

    [Theory]
    [InlineData(SocketError.HostNotFound)]
    [InlineData(SocketError.NoData)]
    [InlineData(SocketError.TryAgain)]
    [InlineData(SocketError.NoRecovery)]
    public async Task Resolve_WhenTheLookupFails_IsADnsFailureThatIsRememberedForASecond(SocketError code)
    {
        using var resolver = Create();
        _inner.Fail("a.example", new SocketException((int)code));
        for (var time = 0; time < 3; time++)
            (await Should.ThrowAsync<NetworkFailureException>(() => resolver.ResolveAsync("a.example", default).AsTask())).Reason.ShouldBe("dns-failed");
        _inner.Asked.ShouldBe(1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<NetworkFailureException>(() => resolver.ResolveAsync("a.example", default).AsTask());
        _inner.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task Resolve_WhenTheResolverThrowsAnything_IsADnsFailure()
    {
        using var resolver = Create();
        _inner.Fail("a.example", new InvalidOperationException("scripted"));
        (await Should.ThrowAsync<NetworkFailureException>(() => resolver.ResolveAsync("a.example", default).AsTask())).Reason.ShouldBe("dns-failed");
    }

    [Fact]
    public async Task Resolve_WhenTheResolverHangs_TimesOutAndHoldsItsPlace()
    {
        using var resolver = Create(new DnsOptions { MaxConcurrentLookups = 1 });
        var hang = _inner.Hold("slow.example");
        _inner.Answer("b.example", ["192.0.2.1"]);
        var slow = resolver.ResolveAsync("slow.example", default).AsTask();
        var behind = resolver.ResolveAsync("b.example", default).AsTask();
        _clock.Advance(TimeSpan.FromMilliseconds(3_999));
        slow.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        (await Should.ThrowAsync<RequestTimeoutException>(() => slow)).Reason.ShouldBe("dns-timeout");
        (await Should.ThrowAsync<RequestTimeoutException>(() => behind)).Reason.ShouldBe("dns-timeout");
        _inner.Asked.ShouldBe(1);
        hang.SetResult([IPAddress.Parse("192.0.2.9")]);
        (await resolver.ResolveAsync("b.example", default)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Resolve_WhenManyAskForOneName_LooksItUpOnce()
    {
        using var resolver = Create();
        var answer = _inner.Hold("a.example");
        var asking = Enumerable.Range(0, 64).Select(_ => resolver.ResolveAsync("a.example", default).AsTask()).ToArray();
        answer.SetResult([IPAddress.Parse("192.0.2.1")]);
        await Task.WhenAll(asking);
        _inner.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task Resolve_WhenManyNamesAreAsked_KeepsToItsPlaces()
    {
        using var resolver = Create(new DnsOptions { MaxConcurrentLookups = 3 });
        var holds = Enumerable.Range(0, 10).Select(index => _inner.Hold($"{index}.example")).ToArray();
        var asking = Enumerable.Range(0, 10).Select(index => resolver.ResolveAsync($"{index}.example", default).AsTask()).ToArray();
        _inner.Asked.ShouldBe(3);
        foreach (var hold in holds)
            hold.SetResult([IPAddress.Parse("192.0.2.1")]);
        await Task.WhenAll(asking);
        (_inner.Asked, _inner.MostAtOnce).ShouldBe((10, 3));
    }

    [Fact]
    public async Task Resolve_WhenTheCallerCancels_OnlyThatCallEnds()
    {
        using var resolver = Create();
        using var cancel = new CancellationTokenSource();
        var answer = _inner.Hold("a.example");
        var cancelled = resolver.ResolveAsync("a.example", cancel.Token).AsTask();
        var other = resolver.ResolveAsync("a.example", default).AsTask();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => cancelled);
        answer.SetResult([IPAddress.Parse("192.0.2.1")]);
        (await other).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Resolve_WhenThereAreMoreNamesThanAllowed_ForgetsSome()
    {
        using var resolver = Create(new DnsOptions { MaxCachedNames = 16 });
        for (var index = 0; index < 1_000; index++)
        {
            _inner.Answer($"{index}.example", ["192.0.2.1"]);
            await resolver.ResolveAsync($"{index}.example", default);
            resolver.CachedNames.ShouldBeLessThanOrEqualTo(16);
        }
    }

    [Fact]
    public async Task Get_WhenTheCachedAddressIsForbidden_IsJudgedEveryTime()
    {
        _inner.Answer("private.example", ["10.0.0.1"]);
        using var resolver = Create();
        await using var rig = new Rig(retry: new() { MaxAttempts = 1 }, resolver: resolver);
        for (var time = 0; time < 3; time++)
            (await Should.ThrowAsync<InvalidInputException>(() => rig.GetAsync("http://private.example/"))).Reason.ShouldBe("address-forbidden");
        _inner.Asked.ShouldBe(1);
    }

    private CachingAddressResolver Create(DnsOptions? options = null) => new(_inner, options ?? new DnsOptions(), _clock, new DnsHealth(_clock));

    private sealed class ScriptedResolver : IAddressResolver
    {
        private readonly Dictionary<string, TaskCompletionSource<IReadOnlyList<IPAddress>>> _answers = [];
        private int _asked;
        private int _now;

        public int Asked => Volatile.Read(ref _asked);

        public int MostAtOnce { get; private set; }

        public void Answer(string host, string[] addresses) => Hold(host).SetResult([.. addresses.Select(IPAddress.Parse)]);

        public void Fail(string host, Exception error) => Hold(host).SetException(error);

        public TaskCompletionSource<IReadOnlyList<IPAddress>> Hold(string host) => _answers[host] = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _now));
            try
            {
                return await _answers[host].Task;
            }
            finally
            {
                Interlocked.Decrement(ref _now);
            }
        }
    }
}
