using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;
using PixCrawler.Net.Http;

namespace PixCrawler.Net.Dns;

/// <summary>
/// Looks names up through another resolver: a bounded number at a time, each name once however many ask for it, answers kept for a
/// while. It only remembers; whether an address may be connected to is judged at every connection. Safe for many threads.
/// </summary>
public sealed class CachingAddressResolver : IAddressResolver, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lookup> _byName = [];
    private readonly IAddressResolver _inner;
    private readonly DnsOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly DnsHealth _health;
    private readonly SemaphoreSlim _places;
    private readonly Meter _meter = new("PixCrawler.Net");
    private readonly Histogram<double> _duration;

    /// <summary>Creates a resolver.</summary>
    /// <param name="inner">Looks names up.</param>
    /// <param name="options">Limits.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="health">Told how look-ups end.</param>
    /// <exception cref="ArgumentException">The options are not in order.</exception>
    public CachingAddressResolver(IAddressResolver inner, DnsOptions options, TimeProvider timeProvider, DnsHealth health)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionsCheck.ThrowIfAny(options.Validate(), nameof(options));
        (_inner, _options, _timeProvider, _health) = (inner, options, timeProvider, health);
        _places = new SemaphoreSlim(options.MaxConcurrentLookups);
        _duration = _meter.CreateHistogram<double>("pixcrawler.dns.duration", "s", "How long look-ups take, by outcome.");
    }

    /// <summary>How many names are remembered.</summary>
    internal int CachedNames
    {
        get
        {
            lock (_gate)
                return _byName.Count;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="NetworkFailureException">The name has no address, or the resolver refused (<c>dns-failed</c>).</exception>
    /// <exception cref="RequestTimeoutException">The resolver did not answer in time (<c>dns-timeout</c>).</exception>
    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var lookup = Find(host, out var isNew);
        if (isNew)
            _ = RunAsync(lookup);
        Answer answer;
        try
        {
            answer = await lookup.Answered.Task.WaitAsync(_options.LookupTimeout, _timeProvider, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            _health.Report(host, LookupOutcome.TimedOut);
            throw new RequestTimeoutException(
                FailureReasons.DnsTimeout, $"The resolver did not answer for {host} within {_options.LookupTimeout.TotalSeconds:0.#} s.", exception);
        }

        if (FatalErrors.IsFatal(answer.Error))
            ExceptionDispatchInfo.Throw(answer.Error!);
        return answer.Outcome switch
        {
            LookupOutcome.Found => answer.Addresses,
            LookupOutcome.NotFound => throw new NetworkFailureException(FailureReasons.DnsFailed, $"{host} has no address.", answer.Error),
            _ => throw new NetworkFailureException(FailureReasons.DnsFailed, $"The resolver refused to look up {host}.", answer.Error),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private Lookup Find(string host, out bool isNew)
    {
        lock (_gate)
        {
            isNew = !_byName.TryGetValue(host, out var lookup) || lookup.Expired(_timeProvider.GetTimestamp());
            if (isNew)
            {
                if (_byName.Count >= _options.MaxCachedNames)
                    MakeRoom();
                _byName[host] = lookup = new Lookup(host);
            }

            return lookup!;
        }
    }

    // Forgets what is too old; where that is not enough, all that is answered: an answer can always be had again.
    private void MakeRoom()
    {
        var now = _timeProvider.GetTimestamp();
        foreach (var name in _byName.Where(entry => entry.Value.Expired(now)).Select(entry => entry.Key).ToList())
            _byName.Remove(name);
        if (_byName.Count >= _options.MaxCachedNames)
            _byName.Clear();
    }

    private async Task RunAsync(Lookup lookup)
    {
        // A place is held until the resolver comes back, even when nobody waits any more: the thread that asks is busy so long.
        await _places.WaitAsync();
        var startedAt = _timeProvider.GetTimestamp();
        var answer = await AskAsync(lookup.Host);
        _places.Release();
        _duration.Record(
            _timeProvider.GetElapsedTime(startedAt).TotalSeconds,
            new TagList { { "outcome", answer.Outcome.ToString().ToLowerInvariant() } });
        _health.Report(lookup.Host, answer.Outcome);
        var keptFor = answer.Outcome == LookupOutcome.Found ? _options.CacheTime : _options.NegativeCacheTime;
        lookup.ExpiresAt = _timeProvider.GetTimestamp() + (long)(keptFor.TotalSeconds * _timeProvider.TimestampFrequency);
        lookup.Answered.SetResult(answer);
    }

    private async Task<Answer> AskAsync(string host)
    {
        try
        {
            var addresses = await _inner.ResolveAsync(host, CancellationToken.None);
            return new Answer(addresses.Count > 0 ? LookupOutcome.Found : LookupOutcome.NotFound, addresses, null);
        }
        catch (SocketException exception)
        {
            var unknown = exception.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData;
            return new Answer(unknown ? LookupOutcome.NotFound : LookupOutcome.Failed, [], exception);
        }
        catch (Exception exception)
        {
            // Whatever a resolver throws, those who wait for it must hear of it.
            return new Answer(LookupOutcome.Failed, [], exception);
        }
    }

    private sealed record Answer(LookupOutcome Outcome, IReadOnlyList<IPAddress> Addresses, Exception? Error);

    private sealed class Lookup(string host)
    {
        public string Host { get; } = host;

        public TaskCompletionSource<Answer> Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long ExpiresAt { get; set; }

        public bool Expired(long now) => Answered.Task.IsCompleted && now >= ExpiresAt;
    }
}
