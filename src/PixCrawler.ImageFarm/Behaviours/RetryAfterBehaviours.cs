using static PixCrawler.ImageFarm.FarmCase;

namespace PixCrawler.ImageFarm.Behaviours;

/// <summary>Retry-After in its two forms, and in forms that are none (RFC 9110, section 10.2.3).</summary>
internal static class RetryAfterBehaviours
{
    public static IReadOnlyList<FarmBehaviour> All { get; } =
    [
        new("/retry-after/{value}/{n}/{*path}", "503 with this Retry-After, sent as it is, for the first n requests; then any behaviour.",
            x => WaitAsync(x, 503, x.Text("value")),
            Kept("retry-after-1-s", "/retry-after/1/1/gen/31/320x240.png", requests: 2),
            Kept("retry-after-0", "/retry-after/0/1/gen/32/320x240.png", requests: 2),
            Kept("retry-after-negative", "/retry-after/-5/1/gen/33/320x240.png", requests: 2),
            Kept("retry-after-text", "/retry-after/soon/1/gen/34/320x240.png", requests: 2),
            Kept("retry-after-fraction", "/retry-after/1.5/1/gen/35/320x240.png", requests: 2),
            Kept("retry-after-list", "/retry-after/120,60/1/gen/36/320x240.png", requests: 2),
            Kept("retry-after-overflow", "/retry-after/99999999999/1/gen/37/320x240.png", requests: 2),
            new("retry-after-68-years", "/retry-after/2147483647/1/gen/38/320x240.png", FarmOutcome.Deferred, "retry-after-too-long", 1)),
        new("/retry-after-429/{value}/{n}/{*path}", "The same with 429.", x => WaitAsync(x, 429, x.Text("value")),
            Kept("retry-after-429", "/retry-after-429/1/1/gen/39/320x240.png", requests: 2)),
        new("/retry-after-date/{seconds}/{n}/{*path}",
            "503 with a Retry-After date so many seconds ahead (negative: in the past) for the first n requests; then any behaviour.",
            x => WaitAsync(x, 503, x.Now.AddSeconds(Seconds(x)).ToString("R")),
            Kept("retry-after-date", "/retry-after-date/2/1/gen/40/320x240.png", requests: 2),
            Kept("retry-after-past-date", "/retry-after-date/-3600/1/gen/41/320x240.png", requests: 2)),
    ];

    private static Task WaitAsync(FarmExchange x, int status, string value)
    {
        if (x.Attempt > x.Int("n")) return x.ContinueAsync();
        x.Http.Response.Headers.RetryAfter = value;
        return StatusBehaviours.SendStatusAsync(x, status);
    }

    private static int Seconds(FarmExchange x) =>
        int.TryParse(x.Text("seconds"), out int seconds) ? seconds : throw new FarmRouteException("The seconds must be a whole number.");
}
