namespace PixCrawler.Domain.Politeness;

/// <summary>How long to wait between attempts (failure-semantics B3, B4).</summary>
public static class RetrySchedule
{
    /// <summary>The wait after an attempt: the scheduled one, or what the server asked for if that is longer.</summary>
    /// <param name="delays">The scheduled waits: the first is the one after attempt 1; the last is used for all later ones.</param>
    /// <param name="cap">The longest scheduled wait, jitter included.</param>
    /// <param name="attempt">The number of the attempt that failed, from 1.</param>
    /// <param name="jitter">The part of the scheduled wait that is added to it, 0 to 1.</param>
    /// <param name="retryAfter">What the server asked for; never shortened by the cap.</param>
    /// <returns>The wait, in whole milliseconds: timers count in them, so that what is announced is what is waited.</returns>
    public static TimeSpan DelayAfter(IReadOnlyList<TimeSpan> delays, TimeSpan cap, int attempt, double jitter, TimeSpan? retryAfter)
    {
        ArgumentNullException.ThrowIfNull(delays);
        var scheduled = delays[Math.Min(attempt, delays.Count) - 1] * (1 + jitter);
        if (scheduled > cap)
            scheduled = cap;
        var delay = retryAfter > scheduled ? retryAfter.Value : scheduled;
        return TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds));
    }
}
