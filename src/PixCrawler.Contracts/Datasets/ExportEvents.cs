using System.Text.Json.Serialization;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Contracts.Datasets;

/// <summary>Something that happened to an export and is kept in its job's journal.</summary>
public interface IExportEvent : IJobEvent
{
    /// <summary>The export.</summary>
    string Name { get; }
}

/// <summary>An export was accepted. One of the same name that had ended is forgotten.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Name">The export.</param>
/// <param name="Specification">What it is to be.</param>
/// <param name="At">When.</param>
public sealed record ExportStarted(JobId JobId, string Name, ExportSpecification Specification, DateTimeOffset At) : IExportEvent;

/// <summary>An export's run begins.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Name">The export.</param>
/// <param name="Run">Which run, from 1; restarts are runs after the first.</param>
/// <param name="At">When.</param>
public sealed record ExportRunStarted(JobId JobId, string Name, int Run, DateTimeOffset At) : IExportEvent;

/// <summary>An export's run failed, or ended with its process, and another will begin.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Name">The export.</param>
/// <param name="Run">Which run.</param>
/// <param name="Cause">Why.</param>
/// <param name="RestartDueAt">When the next run begins.</param>
/// <param name="At">When.</param>
public sealed record ExportRunFailed(
    JobId JobId, string Name, int Run, FailureCause Cause, DateTimeOffset RestartDueAt, DateTimeOffset At) : IExportEvent
{
    /// <summary>Whether the run is not one of those that are counted: the disk was full, or the process ended in good order.</summary>
    public bool IsUncounted { get; init; }
}

/// <summary>An export has ended.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Name">The export.</param>
/// <param name="Status">How.</param>
/// <param name="Result">What came of it; null unless it is completed.</param>
/// <param name="Cause">Why it failed; null unless it did.</param>
/// <param name="At">When.</param>
public sealed record ExportEnded(
    JobId JobId,
    string Name,
    ExportStatus Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] ExportSummary? Result,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] FailureCause? Cause,
    DateTimeOffset At) : IExportEvent;
