using System.Globalization;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Service.ReadModel;

/// <summary>A place in the list of jobs, the newest first.</summary>
/// <param name="CreatedAt">When the job at the place was asked for.</param>
/// <param name="JobId">The job at the place.</param>
internal readonly record struct JobCursor(DateTimeOffset CreatedAt, JobId JobId)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; null where it is nothing of the kind.</summary>
    public static JobCursor? Parse(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash > 0
            && long.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            && JobId.TryParse(text[(dash + 1)..], out var jobId)
            ? new JobCursor(new DateTimeOffset(ticks, TimeSpan.Zero), jobId)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{CreatedAt.UtcTicks}-{JobId}");
}
