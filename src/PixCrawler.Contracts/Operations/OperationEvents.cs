using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Contracts.Operations;

/// <summary>Something that happened to an operation and is kept in its journal.</summary>
public interface IOperationEvent : IWithOperationId
{
    /// <summary>When it happened.</summary>
    DateTimeOffset At { get; }
}

/// <summary>The operation was begun.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Command">What it is to do.</param>
/// <param name="At">When.</param>
public sealed record OperationStarted(OperationId OperationId, OperationCommand Command, DateTimeOffset At) : IOperationEvent;

/// <summary>A run begins.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Run">Which run, from 1; restarts are runs after the first.</param>
/// <param name="At">When.</param>
public sealed record OperationRunStarted(OperationId OperationId, int Run, DateTimeOffset At) : IOperationEvent;

/// <summary>A run reached its soft limit and was asked to stop.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Run">Which run.</param>
/// <param name="At">When.</param>
public sealed record OperationOverdue(OperationId OperationId, int Run, DateTimeOffset At) : IOperationEvent;

/// <summary>A run failed and another will follow.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Run">Which run.</param>
/// <param name="Cause">Why.</param>
/// <param name="RestartDueAt">When the next run begins.</param>
/// <param name="At">When it failed.</param>
public sealed record OperationRunFailed(
    OperationId OperationId, int Run, FailureCause Cause, DateTimeOffset RestartDueAt, DateTimeOffset At) : IOperationEvent;

/// <summary>The operation has ended.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Outcome">How.</param>
/// <param name="At">When.</param>
public sealed record OperationEnded(OperationId OperationId, IOperationOutcome Outcome, DateTimeOffset At) : IOperationEvent;
