using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Domain.Exports;

/// <summary>An export as its job sees it.</summary>
/// <param name="Specification">What it is to be.</param>
/// <param name="StartedAt">When it was accepted.</param>
public sealed record JobExport(ExportSpecification Specification, DateTimeOffset StartedAt)
{
    /// <summary>Where it stands.</summary>
    public ExportStatus Status { get; init; } = ExportStatus.Running;

    /// <summary>Its latest run, from 1; 0 before the first.</summary>
    public int Run { get; init; }

    /// <summary>When the next run begins; null while one is under way and once it has ended.</summary>
    public DateTimeOffset? RestartDueAt { get; init; }

    /// <summary>Runs that are not counted against its restarts: the disk was full, or the process ended in good order.</summary>
    public int Uncounted { get; init; }

    /// <summary>Why its latest run failed; null when it has not.</summary>
    public FailureCause? Cause { get; init; }

    /// <summary>What came of it; null until it is completed.</summary>
    public ExportSummary? Result { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether it has not ended.</summary>
    public bool IsOpen => Status == ExportStatus.Running;

    /// <summary>Whether a run is under way.</summary>
    public bool IsRunning => IsOpen && Run > 0 && RestartDueAt is null;

    /// <summary>Restarts so far, those that are not counted left out.</summary>
    public int Restarts => Math.Max(0, Run - 1 - Uncounted);

    /// <summary>Whether a specification asks for the very same.</summary>
    /// <param name="other">The specification.</param>
    /// <returns>Whether all of it is equal.</returns>
    public bool IsFor(ExportSpecification other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Specification.Labels.SequenceEqual(other.Labels) && other with { Labels = Specification.Labels } == Specification;
    }
}
