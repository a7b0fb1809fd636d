using System.Collections.Immutable;
using PixCrawler.Contracts.Operations;

namespace PixCrawler.Domain.Operations;

/// <summary>
/// What an operation does about an order. Pure; an order that makes no sense in the state, such as one about a run that is over,
/// yields no events (failure-semantics A8).
/// </summary>
public static class OperationDecide
{
    /// <summary>Decides.</summary>
    /// <param name="state">The state.</param>
    /// <param name="order">The order.</param>
    /// <param name="now">The time, for the events.</param>
    /// <returns>What happens, in order.</returns>
    public static ImmutableArray<IOperationEvent> Decide(this OperationState state, OperationOrder order, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return order switch
        {
            OperationOrder.Start start => state.Phase == OperationPhase.Waiting
                ? [new OperationStarted(state.Id, start.Command, now), new OperationRunStarted(state.Id, 1, now)]
                : [],
            OperationOrder.BeginRun => state.RestartDueAt <= now
                ? [new OperationRunStarted(state.Id, state.Run + 1, now)]
                : [],
            OperationOrder.Succeed succeed => IsCurrent(state, succeed.Run)
                ? [End(state, state.IsOverdue ? TimedOut(state, succeed.Limits) : new OperationSucceeded(state.Id, succeed.Result), now)]
                : [],
            OperationOrder.Fail fail => IsCurrent(state, fail.Run) ? [Fail(state, fail, now)] : [],
            OperationOrder.ReachSoftLimit reach => IsCurrent(state, reach.Run) && !state.IsOverdue
                ? [new OperationOverdue(state.Id, reach.Run, now)]
                : [],
            OperationOrder.ReachHardLimit reach => IsCurrent(state, reach.Run)
                ? [End(state, new OperationTimedOut(state.Id, OperationLimit.Hard, reach.Limits.HardLimitSeconds), now)]
                : [],
            OperationOrder.Cancel => state.Phase is OperationPhase.Running or OperationPhase.Restarting
                ? [End(state, new OperationCancelled(state.Id), now)]
                : [],
            _ => throw new ArgumentOutOfRangeException(nameof(order), order, "unknown order"),
        };
    }

    private static bool IsCurrent(OperationState state, int run) => state.Phase == OperationPhase.Running && state.Run == run;

    // A run that was asked to stop has timed out, whatever it ends with.
    private static IOperationEvent Fail(OperationState state, OperationOrder.Fail fail, DateTimeOffset now) =>
        state.IsOverdue ? End(state, TimedOut(state, fail.Limits), now)
        : fail.Policy.NextRunAt(fail.Cause, state.Run, now) is { } due
            ? new OperationRunFailed(state.Id, state.Run, fail.Cause, due, now)
            : End(state, new OperationFailed(state.Id, fail.Cause, state.Run - 1), now);

    private static OperationTimedOut TimedOut(OperationState state, OperationLimits limits) =>
        new(state.Id, OperationLimit.Soft, limits.SoftLimitSeconds);

    private static OperationEnded End(OperationState state, IOperationOutcome outcome, DateTimeOffset now) =>
        new(state.Id, outcome, now);
}
