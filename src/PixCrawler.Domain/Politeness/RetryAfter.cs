using System.Net.Http.Headers;

namespace PixCrawler.Domain.Politeness;

/// <summary>Reads <c>Retry-After</c> (RFC 9110, 10.2.3).</summary>
public static class RetryAfter
{
    /// <summary>How far the server's clock may be from ours before its <c>Date</c> header is not believed.</summary>
    private static readonly TimeSpan SaneClockDifference = TimeSpan.FromDays(1);

    /// <summary>Says how long the server asks to be left alone.</summary>
    /// <param name="header">The header's value: seconds or an HTTP date.</param>
    /// <param name="serverDate">The answer's <c>Date</c>; a date is read relative to it, so that a wrong clock does no harm.</param>
    /// <param name="now">The time here; stands in for a missing date or one that is a day or more off.</param>
    /// <returns>The time to wait, zero for a date that has passed; null when there is none that can be read.</returns>
    public static TimeSpan? Read(string? header, DateTimeOffset? serverDate, DateTimeOffset now)
    {
        if (!RetryConditionHeaderValue.TryParse(header, out var condition))
            return null;
        if (condition.Delta is { } delta)
            return delta;
        var clock = serverDate is { } date && (date - now).Duration() < SaneClockDifference ? date : now;
        var wait = condition.Date!.Value - clock;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }
}
