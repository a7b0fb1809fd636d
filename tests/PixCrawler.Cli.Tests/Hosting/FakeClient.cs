using System.Runtime.CompilerServices;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Cli.Tests.Hosting;

/// <summary>A crawler that answers as told; it runs until it is cancelled where no reports are given.</summary>
internal sealed class FakeClient(IReadOnlyList<FieldError>? rejects = null, params JobReport[] reports) : IPixCrawlerClient
{
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Cancels { get; private set; }

    public Task<IWithJobId> SubmitAsync(SubmitJob command, CancellationToken cancellationToken = default) =>
        Task.FromResult<IWithJobId>(rejects is null ? new JobAccepted(command.JobId) : new JobRejected(command.JobId, rejects));

    public Task<JobReport?> GetStatusAsync(JobId jobId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> CancelAsync(JobId jobId, CancellationToken cancellationToken = default)
    {
        Cancels++;
        _cancelled.TrySetResult();
        return Task.FromResult(true);
    }

    public Task<IWithJobId> RetryFailedAsync(RetryFailed command, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> LogStateAsync(JobId jobId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public async IAsyncEnumerable<JobReport> WatchAsync(
        JobId jobId, TimeSpan interval, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var report in reports)
            yield return report;
        if (reports.Length > 0)
            yield break;
        await _cancelled.Task;
        yield return Reports.Ended(JobStatus.Cancelled);
    }
}
