namespace PixCrawler.Contracts.Jobs;

/// <summary>Where a job stands (failure-semantics E1).</summary>
public enum JobStatus
{
    /// <summary>Accepted, nothing begun.</summary>
    Pending,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>Every chunk is settled without a failure.</summary>
    Completed,

    /// <summary>Something usable came out, and something failed.</summary>
    Partial,

    /// <summary>Nothing usable came out, or the job itself could not be carried out.</summary>
    Failed,

    /// <summary>Ended by the caller; what was kept stays.</summary>
    Cancelled,
}

/// <summary>Questions about <see cref="JobStatus"/>.</summary>
public static class JobStatusExtensions
{
    /// <summary>Whether a job in this status has ended for good.</summary>
    /// <param name="status">The status.</param>
    /// <returns>True for completed, partial, failed and cancelled.</returns>
    public static bool IsTerminal(this JobStatus status) => status > JobStatus.Running;
}
