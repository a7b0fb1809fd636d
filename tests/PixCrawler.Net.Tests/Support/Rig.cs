using System.Net;
using System.Threading.Channels;
using PixCrawler.Net.Downloads;
using PixCrawler.Net.Http;
using PixCrawler.Net.Resilience;
using PixCrawler.TestKit;

namespace PixCrawler.Net.Tests.Support;

/// <summary>A downloader on a manual clock that may reach the loopback network.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public static readonly TimeSpan OneMillisecond = TimeSpan.FromMilliseconds(1);

    private readonly GuardedHttp _http;
    private readonly ResiliencePipelines _pipelines;

    public Rig(HttpOptions? http = null, RetryOptions? retry = null, NetworkAccessOptions? access = null, IAddressResolver? resolver = null, params string[] ownAddresses)
    {
        http ??= new HttpOptions { Contact = "https://crawler.example" };
        _http = new GuardedHttp(
            http,
            access ?? new NetworkAccessOptions { AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")] },
            resolver ?? new FakeResolver(),
            new OwnAddresses(Clock, () => ownAddresses.Select(IPAddress.Parse)));
        _pipelines = new ResiliencePipelines(new ResilienceOptions { Network = (retry ?? new RetryOptions()) with { MaxJitter = 0 } }, Clock, new Random(1));
        Budget = new ByteBudget(http.MaxBytesInFlight);
        Downloader = new HttpDownloader(_http, http, _pipelines, Budget, Clock);
    }

    public ManualTimeProvider Clock { get; } = new();

    public ByteBudget Budget { get; }

    public IDownloader Downloader { get; }

    public RecordingObserver Observer { get; } = new();

    public Task<Download> GetAsync(string url, int firstAttempt = 1, CancellationToken cancellationToken = default) =>
        Downloader.DownloadAsync(new DownloadRequest(url, firstAttempt), Observer, cancellationToken).AsTask();

    /// <summary>Waits until a back-off of exactly this length has begun, and ends it to the millisecond.</summary>
    public async Task PassBackOffAsync(TimeSpan delay, LoopbackServer server)
    {
        (await Observer.NextAsync()).Delay.ShouldBe(delay);
        await Clock.UntilTimerDueInAsync(delay);
        var before = server.Requests;
        Clock.Advance(delay - OneMillisecond);
        server.Requests.ShouldBe(before);
        Clock.ArmedTimers.ShouldBe(1);
        Clock.Advance(OneMillisecond);
    }

    public ValueTask DisposeAsync()
    {
        _pipelines.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}

internal sealed class RecordingObserver : IAttemptObserver
{
    private readonly Channel<RetryNotice> _notices = Channel.CreateUnbounded<RetryNotice>();

    public List<RetryNotice> All { get; } = [];

    public ValueTask<RetryNotice> NextAsync() => _notices.Reader.ReadAsync();

    public ValueTask RetryScheduledAsync(RetryNotice retry, CancellationToken cancellationToken)
    {
        All.Add(retry);
        return _notices.Writer.WriteAsync(retry, cancellationToken);
    }
}

/// <summary>Answers look-ups from a script: each name's answers in turn, the last one for ever.</summary>
internal sealed class FakeResolver : IAddressResolver
{
    private readonly Dictionary<string, Queue<IPAddress[]>> _answers = [];
    private int _lookups;

    public int Lookups => Volatile.Read(ref _lookups);

    public FakeResolver With(string host, params string[][] answers)
    {
        _answers[host] = new Queue<IPAddress[]>(answers.Select(answer => answer.Select(IPAddress.Parse).ToArray()));
        return this;
    }

    public ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _lookups);
        lock (_answers)
        {
            if (!_answers.TryGetValue(host, out var answers))
                throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound);
            return ValueTask.FromResult<IReadOnlyList<IPAddress>>(answers.Count > 1 ? answers.Dequeue() : answers.Peek());
        }
    }
}
