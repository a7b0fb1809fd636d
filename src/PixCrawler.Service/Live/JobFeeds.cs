using PixCrawler.Contracts.Jobs;
using PixCrawler.Service.Hosting;
using PixCrawler.Service.Jobs;
using PixCrawler.Service.ReadModel;

namespace PixCrawler.Service.Live;

/// <summary>The feeds of all jobs that are watched; a job nobody watches has none.</summary>
internal sealed class JobFeeds(ServiceSettings settings, JobTable table, IPixCrawlerClient client, DataFolder folder, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<JobId, JobFeed> _feeds = [];
    private int _watchers;

    /// <summary>Begins to watch a job.</summary>
    /// <returns>Its feed; null where too many watch already.</returns>
    public JobFeed? TryJoin(JobId jobId)
    {
        lock (_gate)
        {
            if (_watchers >= settings.Service.MaxWatchers)
                return null;
            _watchers++;
            if (!_feeds.TryGetValue(jobId, out var feed))
            {
                _feeds.Add(jobId, feed = new JobFeed(jobId));
                _ = KeepAskingAsync(feed, feed.Left);
            }

            feed.Watchers++;
            return feed;
        }
    }

    /// <summary>Ends watching.</summary>
    public void Leave(JobFeed feed)
    {
        lock (_gate)
        {
            _watchers--;
            if (--feed.Watchers > 0)
                return;
            _feeds.Remove(feed.JobId);
            feed.Dispose();
        }
    }

    /// <summary>Tells those who watch a job what happened to it.</summary>
    public void Publish(JobId jobId, IReadOnlyList<JobEventRow> events)
    {
        JobFeed? feed;
        lock (_gate)
            feed = _feeds.GetValueOrDefault(jobId);
        feed?.Add(events);
    }

    /// <summary>How a job stands, as it is shown.</summary>
    /// <param name="row">The job as the read model knows it now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<JobProgressView> ProgressAsync(JobRow row, CancellationToken cancellationToken)
    {
        // Of jobs that are over the read model knows everything; their supervisors need not be woken.
        var report = row.Status == JobStatus.Running ? await client.GetStatusAsync(row.Id, cancellationToken) : null;
        // A job has ended once the read model says so: lists, views and streams tell it at the same time.
        if (report is not null && report.Status.IsTerminal())
            report = report with { Status = JobStatus.Running, EndedAt = null };
        var job = report is null ? JobView.Of(row, folder) : JobView.Of(row, report, folder);
        return JobProgressView.Of(job, report, folder);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var feed in _feeds.Values)
                feed.Dispose();
        }
    }

    private async Task KeepAskingAsync(JobFeed feed, CancellationToken left)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(settings.Service.ProgressIntervalMilliseconds), time);
        try
        {
            do
            {
                try
                {
                    if (await table.FindAsync(feed.JobId, left) is { } row)
                        feed.Set(await ProgressAsync(row, left));
                }
                catch (Exception error) when (error is TimeoutException or System.Data.Common.DbException)
                {
                    // The figures come late; the next ones say the same and more.
                }
            }
            while (await timer.WaitForNextTickAsync(left));
        }
        catch (OperationCanceledException)
        {
            // Nobody watches any more.
        }
    }
}
