using System.Runtime.CompilerServices;
using PixCrawler.Actors.Datasets;
using PixCrawler.Cli.Hosting;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Tests.Hosting;

/// <summary>A crawler that answers as told; it runs until it is cancelled or stopped where no reports are given.</summary>
internal sealed class FakeClient(IReadOnlyList<FieldError>? rejects = null, params JobReport[] reports) : IPixCrawlerClient, ICrawler
{
    private readonly TaskCompletionSource<JobReport> _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Known { get; init; }

    public int Cancels { get; private set; }

    public int Stops { get; private set; }

    public int Submitted { get; private set; }

    public IPixCrawlerClient Client => this;

    public IDatasetExports Exports => throw new NotSupportedException();

    public Task StopAsync()
    {
        if (rejects is null)
            Stops++;
        _over.TrySetResult(Reports.Running(1, 2) with { IsSuspended = true });
        return Task.CompletedTask;
    }

    public Task<IWithJobId> SubmitAsync(SubmitJob command, CancellationToken cancellationToken = default)
    {
        Submitted++;
        return Task.FromResult<IWithJobId>(rejects is null ? new JobAccepted(command.JobId) : new JobRejected(command.JobId, rejects));
    }

    public Task<JobReport?> GetStatusAsync(JobId jobId, CancellationToken cancellationToken = default) =>
        Task.FromResult(Known ? Reports.Running(1, 2) : null);

    public Task<bool> CancelAsync(JobId jobId, CancellationToken cancellationToken = default)
    {
        Cancels++;
        _over.TrySetResult(Reports.Ended(JobStatus.Cancelled));
        return Task.FromResult(true);
    }

    public Task<IWithJobId> RetryFailedAsync(RetryFailed command, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IWithJobId> ExportAsync(ExportDataset command, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<ExportReport?> GetExportAsync(JobId jobId, string name, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<ExportReport>?> ListExportsAsync(JobId jobId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<ExportReport> WatchExportAsync(
        JobId jobId, string name, TimeSpan interval, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> CancelExportAsync(JobId jobId, string name, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IWithJobId> LinkExportAsync(LinkExport command, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> LogStateAsync(JobId jobId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public async IAsyncEnumerable<JobReport> WatchAsync(
        JobId jobId, TimeSpan interval, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var report in reports)
            yield return report;
        if (reports.Length == 0)
            yield return await _over.Task;
    }
}
