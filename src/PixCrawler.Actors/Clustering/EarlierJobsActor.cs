using Akka.Actor;
using Akka.Cluster.Sharding;
using PixCrawler.Actors.Jobs;
using PixCrawler.Actors.Supervision;
using PixCrawler.Domain.Supervision;

namespace PixCrawler.Actors.Clustering;

/// <summary>
/// Takes up the jobs that a process which was alone left unfinished in the journal this cluster now has: it reads that process's list and
/// starts each as an entity. It writes nothing, for each node does so at every start; an entity that has ended meanwhile leaves again.
/// </summary>
internal sealed class EarlierJobsActor : ReceiveActor, IWithTimers
{
    private readonly TimeProvider _time;

    /// <summary>Creates the actor.</summary>
    /// <param name="region">The region of all jobs.</param>
    /// <param name="time">The clock.</param>
    public EarlierJobsActor(IActorRef region, TimeProvider time)
    {
        _time = time;
        Receive<ListKnown>(known =>
        {
            foreach (var jobId in known.Jobs)
                region.Tell(new ShardRegion.StartEntity(jobId.ToString()));
            Context.Stop(Self);
        });
        Receive<WorkerCrashed>(_ => { });
        Receive<Terminated>(_ => Timers.StartSingleTimer(nameof(ListDue), ListDue.Instance, RestartPolicy.Default.RestartDelay));
        Receive<ListDue>(_ => ReadList());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new StopAndReportStrategy(Self);

    /// <inheritdoc/>
    protected override void PreStart() => ReadList();

    private void ReadList()
    {
        var time = _time;
        Context.Watch(Context.ActorOf(Props.Create(() => new JobListActor(time))));
    }

    private sealed record ListDue
    {
        public static ListDue Instance { get; } = new();
    }
}
