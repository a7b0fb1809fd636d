using PixCrawler.Domain.Politeness;
using PixCrawler.ImageFarm;

namespace PixCrawler.Actors.Tests.EndToEnd;

/// <summary>
/// Reads a host's pace off the farm's log. The farm sees when requests arrive, which may be any time after they left, so only what
/// follows for arrivals is asserted: no busy machine can break it.
/// </summary>
internal static class FarmPace
{
    /// <summary>
    /// A request is granted a gap after the one before it, and only when fewer than the limit are in flight, that is: when all but so many
    /// of those before it have arrived. So the n-th arrival after another comes at least n less the limit gaps later.
    /// </summary>
    public static void ShouldKeepTo(HostLimits limits, FarmRequest[] requests, DateTimeOffset startedAt)
    {
        var arrivals = requests.Select(request => request.StartedAt).Order().ToArray();
        for (var last = 0; last < arrivals.Length; last++)
        {
            (arrivals[last] - startedAt).ShouldBeGreaterThanOrEqualTo(limits.MinGap * last, $"request {last} of {requests[0].Host}");
            for (var first = 0; first < last - limits.MaxConcurrentRequests; first++)
            {
                if (arrivals[last] - arrivals[first] < limits.MinGap * (last - first - limits.MaxConcurrentRequests))
                    Assert.Fail($"{last - first} requests to {requests[0].Host} came within {arrivals[last] - arrivals[first]}");
            }
        }
    }

    /// <summary>
    /// What is answered no sooner than a time after its arrival is in flight for that time at least; of such requests no more than the
    /// limit may overlap.
    /// </summary>
    public static int MostAtOnce(IEnumerable<FarmRequest> requests, TimeSpan answeredAfter)
    {
        var arrivals = requests.Select(request => request.StartedAt).Order().ToArray();
        return arrivals.Max(now => arrivals.Count(arrival => arrival <= now && now < arrival + answeredAfter));
    }

    /// <summary>How soon after a request arrived that was answered with Retry-After the next one came; one at a time is in flight.</summary>
    public static TimeSpan ShortestPauseAfter(FarmRequest[] requests, Func<FarmRequest, bool> asksForPause)
    {
        var arrivals = requests.OrderBy(request => request.StartedAt).ToArray();
        return arrivals.Zip(arrivals.Skip(1), (first, second) => (First: first, Second: second))
            .Where(pair => asksForPause(pair.First))
            .Min(pair => pair.Second.StartedAt - pair.First.StartedAt);
    }
}
