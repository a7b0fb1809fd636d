using PixCrawler.Contracts.Datasets;

namespace PixCrawler.Contracts.Jobs;

/// <summary>How a host app talks to PixCrawler without speaking actor.</summary>
public interface IPixCrawlerClient
{
    /// <summary>Submits a job.</summary>
    /// <param name="command">The job.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer; the job is not cancelled by it.</param>
    /// <returns><see cref="JobAccepted"/> or <see cref="JobRejected"/>.</returns>
    /// <exception cref="TimeoutException">No answer came in time; sending the same command again is harmless.</exception>
    Task<IWithJobId> SubmitAsync(SubmitJob command, CancellationToken cancellationToken = default);

    /// <summary>Asks how a job stands.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    /// <returns>The report; null where there is no such job.</returns>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    Task<JobReport?> GetStatusAsync(JobId jobId, CancellationToken cancellationToken = default);

    /// <summary>Cancels a job; what was kept stays.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    /// <returns>Whether there is such a job.</returns>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    Task<bool> CancelAsync(JobId jobId, CancellationToken cancellationToken = default);

    /// <summary>Has a job, its chunks and what they wait for write their figures to the log.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    /// <returns>Whether there is such a job.</returns>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    Task<bool> LogStateAsync(JobId jobId, CancellationToken cancellationToken = default);

    /// <summary>Has an ended job redo its failed slots, each with a fresh budget of attempts; what succeeded is not touched.</summary>
    /// <param name="command">The job, and which failures.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer; the job goes on.</param>
    /// <returns><see cref="RetryAccepted"/>, <see cref="RetryRefused"/> or <see cref="JobNotFound"/>.</returns>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    Task<IWithJobId> RetryFailedAsync(RetryFailed command, CancellationToken cancellationToken = default);

    /// <summary>Follows a job to its end, or until it is at rest because its process ends.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="interval">How often to look, 50 ms at the least.</param>
    /// <param name="cancellationToken">Stops following; the job is not cancelled by it.</param>
    /// <returns>Reports in order of time; the last one is terminal or says that the job is suspended.</returns>
    IAsyncEnumerable<JobReport> WatchAsync(JobId jobId, TimeSpan interval, CancellationToken cancellationToken = default);

    /// <summary>Exports the dataset of a job, ended or not; an unfinished one as far as it is.</summary>
    /// <param name="command">The export.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer; the export is not cancelled by it.</param>
    /// <returns><see cref="ExportAccepted"/>, <see cref="ExportRejected"/> or <see cref="JobNotFound"/>.</returns>
    /// <exception cref="TimeoutException">No answer came in time; sending the same command again is harmless.</exception>
    Task<IWithJobId> ExportAsync(ExportDataset command, CancellationToken cancellationToken = default);

    /// <summary>Asks how an export stands.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="name">The export.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    /// <returns>The report; null where there is no such export.</returns>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    Task<ExportReport?> GetExportAsync(JobId jobId, string name, CancellationToken cancellationToken = default);

    /// <summary>Asks how all exports of a job stand.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    /// <returns>The reports, by name; null where there is no such job.</returns>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    Task<IReadOnlyList<ExportReport>?> ListExportsAsync(JobId jobId, CancellationToken cancellationToken = default);

    /// <summary>Follows an export to its end, or until it is at rest because its process ends.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="name">The export.</param>
    /// <param name="interval">How often to look, 50 ms at the least.</param>
    /// <param name="cancellationToken">Stops following; the export is not cancelled by it.</param>
    /// <returns>Reports in order of time; none where there is no such export.</returns>
    IAsyncEnumerable<ExportReport> WatchExportAsync(JobId jobId, string name, TimeSpan interval, CancellationToken cancellationToken = default);

    /// <summary>Cancels an export; files that are whole stay.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="name">The export.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    /// <returns>Whether there is such an export.</returns>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    Task<bool> CancelExportAsync(JobId jobId, string name, CancellationToken cancellationToken = default);

    /// <summary>Makes links by which anyone can download what a finished export put into a store, for a while.</summary>
    /// <param name="command">Which export, and for how long.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    /// <returns><see cref="ExportLinks"/>, <see cref="ExportRejected"/>, <see cref="ExportNotFound"/> or <see cref="JobNotFound"/>.</returns>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    Task<IWithJobId> LinkExportAsync(LinkExport command, CancellationToken cancellationToken = default);
}
