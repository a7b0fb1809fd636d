using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Rendering;

/// <summary>The phrases of progress, the same in every style.</summary>
internal static class ProgressText
{
    /// <summary>How the slots ended, without those that are none.</summary>
    public static string Counts(Tally tally)
    {
        (int Count, string Name)[] all =
        [
            (tally.Kept, "kept"), (tally.Rejected, "rejected"), (tally.Refused, "refused"),
            (tally.Failed, "failed"), (tally.Cancelled, "cancelled"),
        ];
        return string.Join(", ", all.Where(entry => entry.Count > 0 || entry.Name == "kept")
            .Select(entry => $"{Figures.Count(entry.Count)} {entry.Name}"));
    }

    /// <summary>The most frequent reasons, most frequent first.</summary>
    public static IEnumerable<KeyValuePair<string, int>> Top(Tally tally, int count) => tally.Reasons
        .OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal).Take(count);

    /// <summary>A retry that waits.</summary>
    public static string Retry(PendingRetry retry, DateTimeOffset now) =>
        $"attempt {retry.Attempt} of {retry.MaxAttempts} in {Seconds(retry.DueAt, now)} s: {SafeText.Line(retry.Reason)} {SafeText.Line(Host(retry.Url))}";

    /// <summary>A worker that waits for its restart.</summary>
    public static string Restart(PendingRestart restart, DateTimeOffset now) => restart.IsPause
        ? $"{SafeText.Line(restart.Worker)}: {SafeText.Line(restart.Cause)}; looks again in {Seconds(restart.DueAt, now)} s"
        : $"{SafeText.Line(restart.Worker)}: restart {restart.Restart} of {restart.MaxRestarts} in {Seconds(restart.DueAt, now)} s: {SafeText.Line(restart.Cause)}";

    private static long Seconds(DateTimeOffset due, DateTimeOffset now) => (long)Math.Max(0, Math.Ceiling((due - now).TotalSeconds));

    private static string Host(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.Authority : url;
}
