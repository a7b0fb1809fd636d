using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Rendering;

/// <summary>Shows nothing until the end.</summary>
internal sealed class NoProgress : IProgressStyle
{
    public async Task<JobReport> FollowAsync(IAsyncEnumerable<JobReport> reports)
    {
        JobReport? last = null;
        await foreach (var report in reports)
            last = report;
        return last ?? throw new InvalidOperationException("the job sent no report");
    }
}
