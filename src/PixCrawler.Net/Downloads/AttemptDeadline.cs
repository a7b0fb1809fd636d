using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;
using PixCrawler.Net.Http;

namespace PixCrawler.Net.Downloads;

/// <summary>
/// The time limits of one attempt, all on one timer: the attempt, its URL, the first byte of each answer, and a body that stops or
/// drips. They stand still while the attempt waits for something of our own: the byte budget, leave to ask the host.
/// </summary>
internal sealed class AttemptDeadline : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HttpOptions _options;
    private readonly UrlClock _url;
    private readonly TimeProvider _timeProvider;
    private readonly CancellationTokenSource _cancel;
    private readonly ITimer _timer;
    private readonly long _startedAt;
    private readonly TimeSpan _urlEnd;
    private TimeSpan _paused;
    private TimeSpan? _pausedAt;
    private TimeSpan? _firstByteEnd;
    private TimeSpan? _idleEnd;
    private TimeSpan _windowEnd;
    private long _windowBytes;

    public AttemptDeadline(HttpOptions options, UrlClock url, TimeProvider timeProvider, CancellationToken caller)
    {
        (_options, _url, _timeProvider) = (options, url, timeProvider);
        _startedAt = timeProvider.GetTimestamp();
        _urlEnd = url.Left;
        _cancel = CancellationTokenSource.CreateLinkedTokenSource(caller);
        _timer = timeProvider.CreateTimer(static state => ((AttemptDeadline)state!).Check(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Check();
    }

    /// <summary>Cancelled by the caller or by a limit.</summary>
    public CancellationToken Token => _cancel.Token;

    /// <summary>The stable code of the limit that was reached; null while none was.</summary>
    public string? Expired { get; private set; }

    private TimeSpan Now => _timeProvider.GetElapsedTime(_startedAt) - _paused;

    /// <summary>A request leaves: its answer is waited for from now on, connecting included.</summary>
    public void AwaitAnswer() => Change(now => (_firstByteEnd, _idleEnd) = (now + _options.FirstByteTimeout, null));

    /// <summary>The answer's headers are there; its body is waited for.</summary>
    public void AwaitBody() => Change(now =>
    {
        (_firstByteEnd, _idleEnd) = (null, now + _options.IdleReadTimeout);
        (_windowEnd, _windowBytes) = (now + _options.RateWindow, 0);
    });

    /// <summary>A part of the body has come.</summary>
    public void Received(int bytes)
    {
        // No timer is touched: it looks at the time of the last part when it is due.
        lock (_gate)
        {
            _idleEnd = Now + _options.IdleReadTimeout;
            _windowBytes += bytes;
        }
    }

    /// <summary>Our own wait begins.</summary>
    public void Pause()
    {
        lock (_gate)
            _pausedAt = Now;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Our own wait is over.</summary>
    public void Resume() => Change(now =>
    {
        if (_pausedAt is not { } pausedAt)
            return;
        _pausedAt = null;
        _paused += now - pausedAt;
        _url.Exclude(now - pausedAt);
    });

    /// <summary>The error that stands for the limit that was reached.</summary>
    public RequestTimeoutException ErrorOf(string reason, string host, Exception cause) => new(reason, reason switch
    {
        FailureReasons.UrlTimeout => $"All attempts for this URL of {host} took longer than {_options.UrlTimeout.TotalSeconds:0} s.",
        FailureReasons.Stalled => $"{host} sent nothing for {_options.IdleReadTimeout.TotalSeconds:0} s in the middle of the body.",
        FailureReasons.TooSlow => $"{host} sent less than {_options.MinBytesPerSecond:N0} bytes a second.",
        _ => $"{host} did not answer in time.",
    }, cause);

    public void Dispose()
    {
        _timer.Dispose();
        _cancel.Dispose();
    }

    private void Change(Action<TimeSpan> change)
    {
        lock (_gate)
            change(Now);
        Check();
    }

    private void Check()
    {
        lock (_gate)
        {
            if (_pausedAt is not null || Expired is not null)
                return;
            var now = Now;
            Expired = ReachedBy(now);
            if (Expired is null)
            {
                _timer.Change(Whole(NextEnd() - now), Timeout.InfiniteTimeSpan);
                return;
            }
        }

        _cancel.Cancel();
    }

    private string? ReachedBy(TimeSpan now)
    {
        if (now >= _urlEnd)
            return FailureReasons.UrlTimeout;
        if (now >= _options.RequestTimeout || now >= _firstByteEnd)
            return FailureReasons.Timeout;
        if (_idleEnd is null)
            return null;
        if (now >= _idleEnd)
            return FailureReasons.Stalled;
        if (now < _windowEnd)
            return null;
        if (_windowBytes < _options.MinBytesPerSecond * _options.RateWindow.TotalSeconds)
            return FailureReasons.TooSlow;
        (_windowEnd, _windowBytes) = (now + _options.RateWindow, 0);
        return null;
    }

    private TimeSpan NextEnd()
    {
        var next = _urlEnd < _options.RequestTimeout ? _urlEnd : _options.RequestTimeout;
        if (_firstByteEnd < next)
            next = _firstByteEnd.Value;
        if (_idleEnd < next)
            next = _idleEnd.Value;
        return _idleEnd is not null && _windowEnd < next ? _windowEnd : next;
    }

    // Timers count in whole milliseconds and must not be early.
    private static TimeSpan Whole(TimeSpan time) => TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(time.TotalMilliseconds)));
}
