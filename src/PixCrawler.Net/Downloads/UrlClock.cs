namespace PixCrawler.Net.Downloads;

/// <summary>The time of one URL over all its attempts and waits. What is spent waiting for our own budget does not count.</summary>
internal sealed class UrlClock(TimeSpan limit, TimeProvider timeProvider)
{
    private readonly long _startedAt = timeProvider.GetTimestamp();
    private TimeSpan _excluded;

    /// <summary>What is left; zero or less when the time is up.</summary>
    public TimeSpan Left => limit + _excluded - timeProvider.GetElapsedTime(_startedAt);

    public void Exclude(TimeSpan time) => _excluded += time;
}
