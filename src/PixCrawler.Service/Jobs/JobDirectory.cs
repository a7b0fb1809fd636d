using PixCrawler.Contracts.Jobs;
using PixCrawler.Service.Auth;
using PixCrawler.Service.ReadModel;

namespace PixCrawler.Service.Jobs;

/// <summary>Finds jobs for those who may see them, and changes them.</summary>
internal sealed class JobDirectory(JobTable table, IPixCrawlerClient client)
{
    /// <summary>Finds a job. That of another user is not there, as one that never was.</summary>
    public async Task<JobRow?> FindAsync(string id, Caller caller, CancellationToken cancellationToken) =>
        Parse(id) is { } jobId && await table.FindAsync(jobId, cancellationToken) is { } job && caller.MaySee(job.UserId) ? job : null;

    /// <summary>Cancels a job, be it begun or not.</summary>
    public async Task CancelAsync(JobRow job, CancellationToken cancellationToken)
    {
        if (job.Status.IsTerminal() || await client.CancelAsync(job.Id, cancellationToken))
            return;
        await table.SetStatusAsync(job.Id, JobStatus.Pending, JobStatus.Cancelled, cancellationToken);
        // It may have been begun in this moment.
        await client.CancelAsync(job.Id, cancellationToken);
    }

    /// <summary>Redoes what failed in an ended job.</summary>
    public async Task<IWithJobId> RetryFailedAsync(JobRow job, string? reason, CancellationToken cancellationToken)
    {
        var reply = await client.RetryFailedAsync(new RetryFailed(job.Id, reason), cancellationToken);
        // From here on its journal is followed again.
        if (reply is RetryAccepted)
            await table.SetStatusAsync(job.Id, from: null, JobStatus.Running, CancellationToken.None);
        return reply;
    }

    // One way to write an identity: the one the service gave out.
    private static JobId? Parse(string id) => JobId.TryParse(id, out var jobId) && jobId.ToString() == id ? jobId : null;
}
