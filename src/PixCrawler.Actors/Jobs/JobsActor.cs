using Akka.Actor;
using PixCrawler.Actors.Supervision;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Jobs;

/// <summary>Finds the supervisor of each job, one per identity, and passes on what is about it.</summary>
internal sealed partial class JobsActor : ReceiveActor
{
    private readonly JobServices _services;
    private readonly Dictionary<JobId, IActorRef> _jobs = [];
    private readonly Dictionary<JobId, JobReport> _crashed = [];

    public JobsActor(JobServices services)
    {
        _services = services;
        Receive<SubmitJob>(submit => Supervisor(submit.JobId).Forward(submit));
        Receive<IWithJobId>(PassOn);
        Receive<WorkerCrashed>(Crashed);
        Receive<Terminated>(terminated => Forget(terminated.ActorRef));
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new StopAndReportStrategy(Self);

    private IActorRef Supervisor(JobId jobId)
    {
        if (_jobs.TryGetValue(jobId, out var known))
            return known;
        var services = _services;
        var created = Context.Watch(Context.ActorOf(
            Props.Create(() => new JobSupervisorActor(jobId, services)), $"job-{jobId}"));
        _jobs.Add(jobId, created);
        return created;
    }

    private void PassOn(IWithJobId message)
    {
        if (_jobs.TryGetValue(message.JobId, out var supervisor))
            supervisor.Forward(message);
        else if (_crashed.TryGetValue(message.JobId, out var report))
            Sender.Tell(report);
        else
            Sender.Tell(new JobNotFound(message.JobId));
    }

    private void Crashed(WorkerCrashed crashed)
    {
        foreach (var (jobId, supervisor) in _jobs)
        {
            if (!supervisor.Equals(crashed.Worker))
                continue;
            LogCrashed(jobId, crashed.Cause);
            _crashed[jobId] = new JobReport(jobId, JobStatus.Failed, Tally.Empty)
            {
                Problem = $"the job's supervisor failed: {crashed.Cause.Message}",
            };
        }
    }

    private void Forget(IActorRef supervisor)
    {
        foreach (var (jobId, known) in _jobs)
        {
            if (known.Equals(supervisor))
                _jobs.Remove(jobId);
        }
    }
}
