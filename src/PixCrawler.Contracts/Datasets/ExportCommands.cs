using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Contracts.Datasets;

/// <summary>
/// Export the dataset of a job, ended or not; an unfinished one is exported as far as it is. Answered by <see cref="ExportAccepted"/>,
/// <see cref="ExportRejected"/> or <see cref="JobNotFound"/>. The same name with the same specification is the same export, so that
/// sending it again is harmless. The job's status does not change by it.
/// </summary>
/// <param name="JobId">The job.</param>
/// <param name="Name">The export's name within the job: 1 to 64 of <c>a-z 0-9 . _ -</c>, the first a letter or digit.</param>
/// <param name="Specification">What it is to be.</param>
public sealed record ExportDataset(JobId JobId, string Name, ExportSpecification Specification) : IWithJobId
{
    /// <summary>
    /// Whether an export that has ended is brought up to date, for the dataset may have grown; if not, its result stands. One that is
    /// under way is never begun twice.
    /// </summary>
    public bool Refresh { get; init; }
}

/// <summary>
/// End an export early; files that are whole stay. Answered by <see cref="ExportCancelAccepted"/>, <see cref="ExportNotFound"/> or
/// <see cref="JobNotFound"/>. Idempotent.
/// </summary>
/// <param name="JobId">The job.</param>
/// <param name="Name">The export.</param>
public sealed record CancelExport(JobId JobId, string Name) : IWithJobId;

/// <summary>Ask how an export stands. Answered by <see cref="ExportReport"/>, <see cref="ExportNotFound"/> or <see cref="JobNotFound"/>.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Name">The export.</param>
public sealed record GetExportStatus(JobId JobId, string Name) : IWithJobId;

/// <summary>Ask for all exports of a job. Answered by <see cref="ExportList"/> or <see cref="JobNotFound"/>.</summary>
/// <param name="JobId">The job.</param>
public sealed record ListExports(JobId JobId) : IWithJobId;

/// <summary>
/// Ask for links by which anyone can download what a finished export put into a store, for a while. Answered by
/// <see cref="ExportLinks"/>, <see cref="ExportRejected"/>, <see cref="ExportNotFound"/> or <see cref="JobNotFound"/>. Links are kept nowhere.
/// </summary>
/// <param name="JobId">The job.</param>
/// <param name="Name">The export.</param>
/// <param name="Lifetime">For how long, 1 s to 7 days.</param>
public sealed record LinkExport(JobId JobId, string Name, TimeSpan Lifetime) : IWithJobId;
