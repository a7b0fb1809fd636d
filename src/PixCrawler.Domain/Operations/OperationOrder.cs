using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Operations;
using PixCrawler.Domain.Supervision;

namespace PixCrawler.Domain.Operations;

/// <summary>Something an operation is asked to decide.</summary>
public abstract record OperationOrder
{
    private OperationOrder()
    {
    }

    /// <summary>Begin.</summary>
    /// <param name="Command">What it is to do.</param>
    public sealed record Start(OperationCommand Command) : OperationOrder;

    /// <summary>Begin the run that was waited for.</summary>
    public sealed record BeginRun : OperationOrder;

    /// <summary>Take a run's result.</summary>
    /// <param name="Run">The run.</param>
    /// <param name="Result">What came of it.</param>
    /// <param name="Limits">The limits it was under.</param>
    public sealed record Succeed(int Run, OperationResult Result, OperationLimits Limits) : OperationOrder;

    /// <summary>Judge a run's failure.</summary>
    /// <param name="Run">The run.</param>
    /// <param name="Cause">Why.</param>
    /// <param name="Policy">The rule.</param>
    /// <param name="Limits">The limits it was under.</param>
    public sealed record Fail(int Run, FailureCause Cause, RestartPolicy Policy, OperationLimits Limits) : OperationOrder;

    /// <summary>Note that a run is at its soft limit.</summary>
    /// <param name="Run">The run.</param>
    public sealed record ReachSoftLimit(int Run) : OperationOrder;

    /// <summary>End a run that is at its hard limit.</summary>
    /// <param name="Run">The run.</param>
    /// <param name="Limits">The limits it was under.</param>
    public sealed record ReachHardLimit(int Run, OperationLimits Limits) : OperationOrder;

    /// <summary>End early.</summary>
    public sealed record Cancel : OperationOrder;
}
