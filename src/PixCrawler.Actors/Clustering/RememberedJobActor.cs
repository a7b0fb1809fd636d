using Akka.Actor;
using PixCrawler.Actors.Jobs;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Clustering;

/// <summary>
/// The list of jobs of an entity, in place of <see cref="JobListActor"/>: its one job. The region has remembered the entity before it
/// started it, so that a job is as safe on this list as on one with a journal.
/// </summary>
internal sealed class RememberedJobActor : ReceiveActor
{
    private readonly JobId _jobId;

    /// <summary>Creates the list.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="entity">Who wants to know whether the job is on it.</param>
    public RememberedJobActor(JobId jobId, IActorRef entity)
    {
        _jobId = jobId;
        Receive<ListJob>(list =>
        {
            entity.Tell(JobInHand.Instance);
            Context.Parent.Tell(new JobListed(list.JobId));
        });
        Receive<UnlistJob>(_ => entity.Tell(JobAtRest.Instance));
    }

    /// <inheritdoc/>
    protected override void PreStart() => Context.Parent.Tell(new ListKnown([_jobId]));
}
