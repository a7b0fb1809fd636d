namespace PixCrawler.Net.Downloads;

/// <summary>The time limit of one attempt. It stands still while the attempt waits for the byte budget: that wait is our own.</summary>
internal sealed class AttemptDeadline : IDisposable
{
    private readonly TimeProvider _timeProvider;
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _either;
    private TimeSpan _left;
    private long _runningSince;

    public AttemptDeadline(TimeSpan limit, TimeProvider timeProvider, CancellationToken caller)
    {
        _timeProvider = timeProvider;
        _left = limit;
        _runningSince = timeProvider.GetTimestamp();
        _timeout = new CancellationTokenSource(limit, timeProvider);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, caller);
    }

    /// <summary>Cancelled by the caller or by the limit.</summary>
    public CancellationToken Token => _either.Token;

    public void Pause()
    {
        _left -= _timeProvider.GetElapsedTime(_runningSince);
        _timeout.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    public void Resume()
    {
        _runningSince = _timeProvider.GetTimestamp();
        _timeout.CancelAfter(_left > TimeSpan.Zero ? _left : TimeSpan.Zero);
    }

    public void Dispose()
    {
        _either.Dispose();
        _timeout.Dispose();
    }
}
