namespace PixCrawler.Contracts.Jobs;

/// <summary>Something that happened to the list of jobs that are not over; a process that starts goes on with those on it.</summary>
public interface IRegistryEvent : IWithJobId
{
    /// <summary>When it happened.</summary>
    DateTimeOffset At { get; }
}

/// <summary>A job is on the list. It is there before the job itself is accepted.</summary>
/// <param name="JobId">The job.</param>
/// <param name="At">When.</param>
public sealed record JobRegistered(JobId JobId, DateTimeOffset At) : IRegistryEvent;

/// <summary>A job is over: it has ended, or it was never accepted.</summary>
/// <param name="JobId">The job.</param>
/// <param name="At">When.</param>
public sealed record JobClosed(JobId JobId, DateTimeOffset At) : IRegistryEvent;
