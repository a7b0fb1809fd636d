using System.Collections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PixCrawler.ImageFarm;

/// <summary>
/// Every request the farm has received, in order of arrival: the ground truth of tests about attempts. Thread-safe. A request is
/// in the log before the first byte of its answer is sent, so a count taken after a client's answer is exact.
/// </summary>
public sealed class FarmLog : IReadOnlyList<FarmRequest>
{
    /// <summary>The request headers that are kept beside Host and User-Agent.</summary>
    public static IReadOnlyList<string> KeptHeaders { get; } =
        ["accept", "accept-encoding", "authorization", "cookie", "from", "if-modified-since", "if-none-match", "range", "referer"];

    private readonly Lock _gate = new();
    private readonly List<FarmRequest> _requests = [];
    private readonly List<(Func<bool> Met, TaskCompletionSource Done)> _waiters = [];
    private int _inFlight;

    /// <summary>How many requests have arrived.</summary>
    public int Count
    {
        get { lock (_gate) return _requests.Count; }
    }

    /// <summary>How many requests are being answered now.</summary>
    public int InFlight
    {
        get { lock (_gate) return _inFlight; }
    }

    /// <summary>The request at an index, from 0.</summary>
    /// <param name="index">The request's sequence number less one.</param>
    public FarmRequest this[int index]
    {
        get { lock (_gate) return _requests[index]; }
    }

    /// <summary>How many requests asked for this path and query, on any host.</summary>
    /// <param name="pathAndQuery">The request target, compared exactly.</param>
    public int CountFor(string pathAndQuery)
    {
        lock (_gate) return _requests.Count(request => request.PathAndQuery == pathAndQuery);
    }

    /// <summary>How many requests asked for this URL: its path and query on its host and port.</summary>
    /// <param name="url">An absolute URL of the farm.</param>
    public int CountFor(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        lock (_gate) return _requests.Count(request => request.PathAndQuery == url.PathAndQuery && request.Host == url.Authority);
    }

    /// <summary>A copy of the log as it is now.</summary>
    public IReadOnlyList<FarmRequest> Snapshot()
    {
        lock (_gate) return [.. _requests];
    }

    /// <summary>Completes when no request is being answered.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public Task WhenIdleAsync(CancellationToken cancellationToken) => WhenAsync(() => _inFlight == 0, cancellationToken);

    /// <summary>Completes when so many requests have arrived.</summary>
    /// <param name="requests">How many, over the life of the farm.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public Task WhenCountAsync(int requests, CancellationToken cancellationToken) =>
        WhenAsync(() => _requests.Count >= requests, cancellationToken);

    /// <summary>Enumerates a copy of the log.</summary>
    public IEnumerator<FarmRequest> GetEnumerator() => Snapshot().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal int Begin(HttpContext context, DateTimeOffset now)
    {
        var request = context.Request;
        var headers = KeptHeaders.Where(request.Headers.ContainsKey).ToDictionary(name => name, name => request.Headers[name].ToString());
        // The raw target: Request.Path is unescaped, and a test asks for what was on the wire.
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        lock (_gate)
        {
            _inFlight++;
            _requests.Add(new FarmRequest(_requests.Count + 1, target, request.Host.Value ?? "", request.Method,
                now, EndedAt: null, Status: 0, BytesSent: 0, Aborted: false, request.Headers.UserAgent.ToString(), headers));
            ReleaseWaiters();
            return _requests.Count - 1;
        }
    }

    internal void End(int index, DateTimeOffset now, int status, long bytesSent, bool aborted)
    {
        lock (_gate)
        {
            _inFlight--;
            _requests[index] = _requests[index] with { EndedAt = now, Status = status, BytesSent = bytesSent, Aborted = aborted };
            ReleaseWaiters();
        }
    }

    private Task WhenAsync(Func<bool> met, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (met()) return Task.CompletedTask;
            // Continuations run elsewhere, so a waiter may be released under the lock.
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((met, done));
            return done.Task.WaitAsync(cancellationToken);
        }
    }

    private void ReleaseWaiters() => _waiters.RemoveAll(waiter => waiter.Met() && waiter.Done.TrySetResult());
}
