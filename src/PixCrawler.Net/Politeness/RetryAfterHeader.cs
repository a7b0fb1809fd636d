using PixCrawler.Domain.Politeness;

namespace PixCrawler.Net.Politeness;

/// <summary>Finds <c>Retry-After</c> in an answer of any status.</summary>
internal static class RetryAfterHeader
{
    public static TimeSpan? Read(HttpResponseMessage response, DateTimeOffset now)
    {
        var header = response.Headers.NonValidated.TryGetValues("Retry-After", out var values) ? values.ToString() : null;
        return RetryAfter.Read(header, response.Headers.Date, now);
    }
}
