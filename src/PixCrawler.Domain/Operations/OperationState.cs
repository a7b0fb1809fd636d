using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Operations;

namespace PixCrawler.Domain.Operations;

/// <summary>An operation's state: what its journal says, nothing else.</summary>
public sealed record OperationState
{
    /// <summary>The operation.</summary>
    public required OperationId Id { get; init; }

    /// <summary>What it is to do; null until it is begun.</summary>
    public OperationCommand? Command { get; init; }

    /// <summary>Where it stands.</summary>
    public OperationPhase Phase { get; init; } = OperationPhase.Waiting;

    /// <summary>Its latest run, from 1; 0 until it is begun.</summary>
    public int Run { get; init; }

    /// <summary>Whether the latest run reached its soft limit.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>When the next run begins; null unless it restarts.</summary>
    public DateTimeOffset? RestartDueAt { get; init; }

    /// <summary>Why the latest run failed; null unless it restarts.</summary>
    public FailureCause? Cause { get; init; }

    /// <summary>How it ended; null until then.</summary>
    public IOperationOutcome? Outcome { get; init; }

    /// <summary>The state before anything happened.</summary>
    /// <param name="id">The operation.</param>
    /// <returns>An empty state.</returns>
    public static OperationState New(OperationId id) => new() { Id = id };

    /// <summary>The state after one more event.</summary>
    /// <param name="operationEvent">What happened.</param>
    /// <returns>The state after.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The event is of a kind this version does not know.</exception>
    public OperationState Apply(IOperationEvent operationEvent) => operationEvent switch
    {
        OperationStarted started => this with { Command = started.Command },
        OperationRunStarted started => this with
        {
            Phase = OperationPhase.Running,
            Run = started.Run,
            IsOverdue = false,
            RestartDueAt = null,
            Cause = null,
        },
        OperationOverdue => this with { IsOverdue = true },
        OperationRunFailed failed => this with
        {
            Phase = OperationPhase.Restarting,
            RestartDueAt = failed.RestartDueAt,
            Cause = failed.Cause,
        },
        OperationEnded ended => this with
        {
            Phase = OperationPhase.Ended,
            RestartDueAt = null,
            Cause = null,
            Outcome = ended.Outcome,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(operationEvent), operationEvent, "unknown event"),
    };
}
