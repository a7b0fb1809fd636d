using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Simulation.Laws;

/// <summary>Never more URLs are taken than the job allows (E5).</summary>
internal sealed class MaxImagesIsNeverExceeded : Law
{
    protected override void Judge(SimRecord record)
    {
        if (record.Universe.Swarm.MaxUrls is not { } most)
            return;
        var planned = record.JobEvents<ChunkPlanned>().Sum(plan => plan.Slots);
        Check(planned <= most, $"{planned} URLs were planned, {most} are allowed");
        var allowed = record.Wanted.ToHashSet();
        foreach (var request in record.Universe.Web.Log.Where(request => record.Universe.Rows.Contains(request.Url)))
            Check(allowed.Contains(request.Url), $"{request.Url} is beyond the {most} URLs that are allowed");
        foreach (var report in record.Answers.Select(answer => answer.Message).OfType<JobReport>())
            Check(report.Tally.Settled <= most, $"{report.Tally.Settled} URLs are counted, {most} are allowed");
    }
}
