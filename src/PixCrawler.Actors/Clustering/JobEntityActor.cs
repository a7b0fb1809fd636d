using Akka.Actor;
using Akka.Cluster.Sharding;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Jobs;
using PixCrawler.Actors.Supervision;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Clustering;

/// <summary>
/// A job as an entity of its cluster: on one node at a time, with a <see cref="JobsActor"/> of its own that knows nothing of nodes. It
/// brings the job to rest before it goes to another node, and leaves by itself once the job has ended and nobody asks for it any more.
/// </summary>
internal sealed class JobEntityActor : ReceiveActor
{
    /// <summary>When a job that needs nobody leaves the memory of its node.</summary>
    public static readonly TimeSpan IdleAfter = TimeSpan.FromMinutes(2);

    private readonly JobId _jobId;
    private readonly JobServices _services;
    private readonly Func<IActorRef> _region;
    private IActorRef _jobs = ActorRefs.Nobody;
    private bool _isAtRest;
    private bool _hasAskedToLeave;

    /// <summary>Creates the entity.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="services">What its node offers.</param>
    /// <param name="region">The region of all jobs.</param>
    public JobEntityActor(JobId jobId, JobServices services, Func<IActorRef> region)
    {
        (_jobId, _services, _region) = (jobId, services, region);
        Receive<IWithJobId>(message => _jobs.Forward(message));
        Receive<JobInHand>(_ =>
        {
            _isAtRest = false;
            SetReceiveTimeout(null);
        });
        Receive<JobAtRest>(_ =>
        {
            _isAtRest = true;
            SetReceiveTimeout(IdleAfter);
        });
        Receive<ReceiveTimeout>(_ => AskToLeave());
        Receive<LeaveNode>(_ => _jobs.Tell(DrainJobs.Instance));
        Receive<JobsDrained>(_ => Leave());
        // The region starts it again after a while, as everything that stops without having asked to.
        Receive<WorkerCrashed>(crashed =>
        {
            LogFailed(crashed.Cause);
            Context.Stop(Self);
        });
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new StopAndReportStrategy(Self);

    /// <inheritdoc/>
    protected override void PreStart()
    {
        var (jobId, services, self) = (_jobId, _services, Self);
        var list = Props.Create(() => new RememberedJobActor(jobId, self));
        _jobs = Context.ActorOf(Props.Create(() => new JobsActor(services, list)), "jobs");
    }

    private void LogFailed(Exception cause) => _services.Log
        .ForContext("JobId", _jobId)
        .ForContext("EventId", EventIds.SupervisorFailed)
        .ForContext("Operation", "supervise")
        .ForContext("ResourceId", _jobId)
        .ForContext("ErrorType", cause.GetType().Name)
        .Error(cause, "The job's entity failed; its region starts it again");

    private void AskToLeave()
    {
        if (!_isAtRest || _hasAskedToLeave)
            return;
        _hasAskedToLeave = true;
        Context.Parent.Tell(new Passivate(LeaveNode.Instance));
    }

    // Who passivates is forgotten. A job that was taken up again in the last moment is remembered anew.
    private void Leave()
    {
        if (_hasAskedToLeave && !_isAtRest)
            _region().Tell(new ShardRegion.StartEntity(_jobId.ToString()));
        Context.Stop(Self);
    }
}
