using PixCrawler.Contracts.Jobs;
using PixCrawler.Datasets.Reports;

namespace PixCrawler.Service.Jobs;

/// <summary>Why a job stands as it does.</summary>
/// <param name="Progress">How it stands and what it waits for.</param>
/// <param name="Reasons">Why URLs were not kept, the most frequent reason first.</param>
/// <param name="Urls">The accounts of the URL that was asked about.</param>
internal sealed record JobExplanationView(JobProgressView Progress, IReadOnlyList<ReasonView> Reasons, IReadOnlyList<ImageView>? Urls)
{
    public static JobExplanationView Of(JobProgressView progress, IReadOnlyList<ImageView>? urls) => new(
        progress,
        [.. progress.Job.Tally.Reasons.OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal).Select(ReasonView.Of)],
        urls);
}

/// <summary>A reason in words.</summary>
/// <param name="Reason">Its stable code.</param>
/// <param name="Urls">How many URLs ended for it.</param>
/// <param name="Explanation">What it means.</param>
/// <param name="Advice">What to do about it.</param>
internal sealed record ReasonView(string Reason, int Urls, string Explanation, string Advice)
{
    public static ReasonView Of(KeyValuePair<string, int> reason)
    {
        var text = ReasonTexts.For(reason.Key);
        return new ReasonView(reason.Key, reason.Value, text.Explanation, text.Advice);
    }
}
