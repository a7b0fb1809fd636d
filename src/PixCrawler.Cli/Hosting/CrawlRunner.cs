using PixCrawler.Cli.Commands;
using PixCrawler.Cli.Rendering;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Hosting;

/// <summary>Carries one crawl out from submission to its last report.</summary>
internal sealed class CrawlRunner(ICrawlView view, Logging logging, TimeProvider time)
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Submits the job, shows its progress, and cancels it once when asked to.</summary>
    /// <param name="settings">What to crawl and how.</param>
    /// <param name="interrupted">Asks for a clean end; what was kept stays.</param>
    /// <returns>How it ended; where there is no report, the view has been told why.</returns>
    public async Task<(CrawlStart? Start, JobReport? Report, int ExitCode)> RunAsync(CrawlSettings settings, CancellationToken interrupted)
    {
        try
        {
            await using var host = await CrawlHost.StartAsync(settings.Process, logging.Logger, time, interrupted);
            return await RunAsync(host.Client, settings.Job, interrupted);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            view.Broken("cancelled before the job began; nothing was written");
            return (null, null, ExitCodes.Cancelled);
        }
        catch (Exception error)
        {
            logging.Logger.Error(error, "The crawl broke off");
            var advice = logging.FilePath is { } path ? $"the log has more: {path}" : "run it again with --verbose for more";
            view.Broken($"unexpected error: {error.Message} ({error.GetType().Name}); {advice}");
            return (null, null, ExitCodes.Unexpected);
        }
    }

    /// <summary>The same with a client that is there.</summary>
    internal async Task<(CrawlStart? Start, JobReport? Report, int ExitCode)> RunAsync(
        IPixCrawlerClient client, JobSpecification job, CancellationToken interrupted)
    {
        var jobId = new JobId(Guid.NewGuid());
        if (await client.SubmitAsync(new SubmitJob(jobId, job), interrupted) is JobRejected rejected)
        {
            view.Rejected([.. rejected.Errors.Select(OptionNames.Of)]);
            return (null, null, ExitCodes.Usage);
        }

        var start = new CrawlStart(jobId, job.Name, job.OutputFolder, logging.OpenFile(job.OutputFolder));
        view.Started(start);
        using var watched = new CancellationTokenSource();
        var cancelling = CancelWhenAskedAsync(client, jobId, interrupted, watched.Token);
        try
        {
            var report = await view.FollowAsync(client.WatchAsync(jobId, WatchInterval, CancellationToken.None));
            return (start, report, ExitCodes.Of(report.Status));
        }
        finally
        {
            await watched.CancelAsync();
            await cancelling;
        }
    }

    private async Task CancelWhenAskedAsync(
        IPixCrawlerClient client, JobId jobId, CancellationToken interrupted, CancellationToken watched)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(interrupted, watched);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, either.Token).ContinueWith(
            _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        if (interrupted.IsCancellationRequested)
            await client.CancelAsync(jobId, CancellationToken.None);
    }
}
