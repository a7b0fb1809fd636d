using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Hosting;
using PixCrawler.Actors.Jobs;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Hosting;

/// <summary>Speaks to the jobs actor for those who don't speak actor.</summary>
internal sealed class PixCrawlerClient(IRequiredActor<JobsActor> jobs, TimeProvider time) : IPixCrawlerClient
{
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MinWatchInterval = TimeSpan.FromMilliseconds(50);

    public async Task<IWithJobId> SubmitAsync(SubmitJob command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return await AskAsync(command, cancellationToken);
    }

    public async Task<JobReport?> GetStatusAsync(JobId jobId, CancellationToken cancellationToken = default) =>
        await AskAsync(new GetJobStatus(jobId), cancellationToken) as JobReport;

    public async Task<bool> CancelAsync(JobId jobId, CancellationToken cancellationToken = default) =>
        await AskAsync(new CancelJob(jobId), cancellationToken) is not JobNotFound;

    public async Task<bool> LogStateAsync(JobId jobId, CancellationToken cancellationToken = default) =>
        await AskAsync(new LogState(jobId), cancellationToken) is StateLogged;

    public async Task<IWithJobId> RetryFailedAsync(RetryFailed command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return await AskAsync(command, cancellationToken);
    }

    public async IAsyncEnumerable<JobReport> WatchAsync(
        JobId jobId, TimeSpan interval, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var timer = new PeriodicTimer(interval < MinWatchInterval ? MinWatchInterval : interval, time);
        while (await GetStatusAsync(jobId, cancellationToken) is { } report)
        {
            yield return report;
            if (report.Status.IsTerminal() || report.IsSuspended)
                yield break;
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    public async Task<IWithJobId> ExportAsync(ExportDataset command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return await AskAsync(command, cancellationToken);
    }

    public async Task<ExportReport?> GetExportAsync(JobId jobId, string name, CancellationToken cancellationToken = default) =>
        await AskAsync(new GetExportStatus(jobId, name), cancellationToken) as ExportReport;

    public async Task<IReadOnlyList<ExportReport>?> ListExportsAsync(JobId jobId, CancellationToken cancellationToken = default) =>
        (await AskAsync(new ListExports(jobId), cancellationToken) as ExportList)?.Exports;

    public async IAsyncEnumerable<ExportReport> WatchExportAsync(
        JobId jobId, string name, TimeSpan interval, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var timer = new PeriodicTimer(interval < MinWatchInterval ? MinWatchInterval : interval, time);
        while (await GetExportAsync(jobId, name, cancellationToken) is { } report)
        {
            yield return report;
            if (report.Status != ExportStatus.Running || report.IsSuspended)
                yield break;
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    public async Task<bool> CancelExportAsync(JobId jobId, string name, CancellationToken cancellationToken = default) =>
        await AskAsync(new CancelExport(jobId, name), cancellationToken) is ExportCancelAccepted;

    public async Task<IWithJobId> LinkExportAsync(LinkExport command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return await AskAsync(command, cancellationToken);
    }

    private async Task<IWithJobId> AskAsync(IWithJobId message, CancellationToken cancellationToken)
    {
        try
        {
            var actor = await jobs.GetAsync(cancellationToken);
            return await actor.Ask<IWithJobId>(message, AskTimeout, cancellationToken);
        }
        catch (AskTimeoutException timeout)
        {
            throw new TimeoutException($"no answer came within {AskTimeout.TotalSeconds} s; asking again is harmless", timeout);
        }
    }
}
