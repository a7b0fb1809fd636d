namespace PixCrawler.Contracts.Operations;

/// <summary>
/// End an operation early. Answered by <see cref="OperationCancelAccepted"/> or <see cref="OperationNotFound"/>; whoever asked for the
/// operation gets <see cref="OperationCancelled"/>. Idempotent.
/// </summary>
/// <param name="OperationId">The operation.</param>
public sealed record CancelOperation(OperationId OperationId) : IWithOperationId;

/// <summary>Ask how an operation stands. Answered by <see cref="OperationReport"/> or <see cref="OperationNotFound"/>.</summary>
/// <param name="OperationId">The operation.</param>
public sealed record GetOperationStatus(OperationId OperationId) : IWithOperationId;

/// <summary>The operation ends, or has just ended.</summary>
/// <param name="OperationId">The operation.</param>
public sealed record OperationCancelAccepted(OperationId OperationId) : IWithOperationId;

/// <summary>There is no such operation, or it has ended and was answered.</summary>
/// <param name="OperationId">The operation.</param>
public sealed record OperationNotFound(OperationId OperationId) : IWithOperationId;

/// <summary>Where an operation stands that has not ended.</summary>
public enum OperationPhase
{
    /// <summary>It waits for its start: the rate or the number of places does not allow it yet.</summary>
    Waiting,

    /// <summary>A run is under way.</summary>
    Running,

    /// <summary>A run failed; the next one waits for its time.</summary>
    Restarting,

    /// <summary>It has ended; the answer is on its way.</summary>
    Ended,
}

/// <summary>How an operation stands at one moment.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="Run">Its latest run, from 1; 0 while it waits for its start.</param>
public sealed record OperationReport(OperationId OperationId, OperationKind Kind, OperationPhase Phase, int Run) : IWithOperationId
{
    /// <summary>When the next run begins; null unless it restarts.</summary>
    public DateTimeOffset? RestartDueAt { get; init; }

    /// <summary>Why the latest run failed; null unless it restarts.</summary>
    public Jobs.FailureCause? Cause { get; init; }
}
