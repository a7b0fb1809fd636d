using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Contracts.Datasets;

/// <summary>Where an export stands.</summary>
public enum ExportStatus
{
    /// <summary>Under way, or waiting for its restart.</summary>
    Running,

    /// <summary>It is whole, checked, and where it was to go.</summary>
    Completed,

    /// <summary>It failed for good; what is whole of it stays, and the next export of its name goes on from there.</summary>
    Failed,

    /// <summary>It was cancelled.</summary>
    Cancelled,
}

/// <summary>The export is accepted; from here on it survives its process. Or it had been before.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Name">The export.</param>
public sealed record ExportAccepted(JobId JobId, string Name) : IWithJobId;

/// <summary>The export is not accepted, and nothing was begun.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Name">The export.</param>
/// <param name="Errors">What is wrong, field by field.</param>
public sealed record ExportRejected(JobId JobId, string Name, IReadOnlyList<FieldError> Errors) : IWithJobId;

/// <summary>The job has no export of that name.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Name">The name.</param>
public sealed record ExportNotFound(JobId JobId, string Name) : IWithJobId;

/// <summary>The export ends, or had already ended.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Name">The export.</param>
public sealed record ExportCancelAccepted(JobId JobId, string Name) : IWithJobId;

/// <summary>How an export stands at one moment.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Name">The export.</param>
/// <param name="Status">Where it stands.</param>
public sealed record ExportReport(JobId JobId, string Name, ExportStatus Status) : IWithJobId
{
    /// <summary>How far it is; null before it has said so, and once it has ended.</summary>
    public ExportProgress? Progress { get; init; }

    /// <summary>What came of it; null until it is completed.</summary>
    public ExportSummary? Result { get; init; }

    /// <summary>Why its last run failed; null where none did.</summary>
    public FailureCause? Cause { get; init; }

    /// <summary>When it is started again; null while it runs and once it has ended.</summary>
    public DateTimeOffset? RestartDueAt { get; init; }

    /// <summary>Restarts so far.</summary>
    public int Restarts { get; init; }

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null until then.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether its process ended in good order; it goes on when that is started again.</summary>
    public bool IsSuspended { get; init; }
}

/// <summary>How all exports of a job stand at one moment.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Exports">They, by name.</param>
public sealed record ExportList(JobId JobId, IReadOnlyList<ExportReport> Exports) : IWithJobId;

/// <summary>Links to what an export put into a store; they are secrets.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Name">The export.</param>
/// <param name="Links">One per archive or shard, then the list of checksums.</param>
public sealed record ExportLinks(JobId JobId, string Name, IReadOnlyList<ExportLink> Links) : IWithJobId;

/// <summary>A link to one file.</summary>
/// <param name="File">The file's path in the export.</param>
/// <param name="Url">The link.</param>
/// <param name="ExpiresAt">Until when it works.</param>
public sealed record ExportLink(string File, Uri Url, DateTimeOffset ExpiresAt);
