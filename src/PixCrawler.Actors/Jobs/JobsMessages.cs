using Akka.Actor;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Jobs;

/// <summary>A job's process began anew: go on, or say that there is nothing to go on with.</summary>
internal sealed record ResumeJob
{
    public static ResumeJob Instance { get; } = new();
}

/// <summary>Come to rest, for the process ends; answered by <see cref="JobDrained"/>.</summary>
internal sealed record SuspendJob
{
    public static SuspendJob Instance { get; } = new();
}

/// <summary>Nothing of a job is under way any more.</summary>
internal sealed record JobDrained
{
    public static JobDrained Instance { get; } = new();
}

/// <summary>There is no such job, as far as its supervisor was told.</summary>
/// <param name="JobId">The job.</param>
internal sealed record JobUnknown(JobId JobId);

/// <summary>A job needs nobody to go on with it: it has ended, or was not accepted.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Stays">Whether its supervisor stays to answer.</param>
internal sealed record JobOver(JobId JobId, bool Stays);

/// <summary>A job that may have been over has something to do: it is to be on the list.</summary>
/// <param name="JobId">The job.</param>
internal sealed record JobHasWork(JobId JobId);

/// <summary>A job gets on: what failed in its supervisor before is made good.</summary>
/// <param name="JobId">The job.</param>
internal sealed record JobMovesOn(JobId JobId);

/// <summary>Somebody has written to a job's journal since it was last looked at: another process goes on with it.</summary>
/// <param name="JobId">The job.</param>
/// <param name="LastSequenceNr">The last event there is now.</param>
internal sealed record JobContested(JobId JobId, long LastSequenceNr);

/// <summary>How a job stood when its supervisor stopped.</summary>
/// <param name="Report">The report.</param>
internal sealed record LastReport(JobReport Report);

/// <summary>Bring all jobs to rest, for the process ends; answered by <see cref="JobsDrained"/>.</summary>
internal sealed record DrainJobs
{
    public static DrainJobs Instance { get; } = new();
}

/// <summary>All jobs are at rest.</summary>
internal sealed record JobsDrained
{
    public static JobsDrained Instance { get; } = new();
}

/// <summary>Puts a job on the list of those to go on with; answered by <see cref="JobListed"/>.</summary>
/// <param name="JobId">The job.</param>
internal sealed record ListJob(JobId JobId);

/// <summary>A job is on the list, and will be after any crash.</summary>
/// <param name="JobId">The job.</param>
internal sealed record JobListed(JobId JobId);

/// <summary>Takes a job off the list.</summary>
/// <param name="JobId">The job.</param>
internal sealed record UnlistJob(JobId JobId);

/// <summary>The jobs an earlier life of the process left unfinished.</summary>
/// <param name="Jobs">They.</param>
internal sealed record ListKnown(IReadOnlyList<JobId> Jobs);

/// <summary>A message, and who waits for its answer.</summary>
/// <param name="Message">The message.</param>
/// <param name="Sender">Who sent it.</param>
internal sealed record Letter(IWithJobId Message, IActorRef Sender);
