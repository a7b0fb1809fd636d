using Akka.Actor;
using PixCrawler.Actors.Politeness;
using PixCrawler.Actors.Supervision;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Supervision;

namespace PixCrawler.Actors.Jobs;

/// <summary>
/// Finds the supervisor of each job, one per identity, and passes on what is about it. A job is listed before it is accepted, so that
/// a process that starts goes on by itself with every job that is not over. The list is a child of its own, persistent unless said
/// otherwise: what its journal does to it does not stop the jobs.
/// </summary>
internal sealed partial class JobsActor : ReceiveActor, IWithTimers
{
    private readonly JobServices _services;
    private readonly Props _listProps;
    private readonly Dictionary<JobId, IActorRef> _jobs = [];
    private readonly Dictionary<JobId, List<Letter>> _unlisted = [];
    private readonly HashSet<JobId> _submitted = [];
    private readonly Queue<Letter> _early = new();
    private IActorRef _list = ActorRefs.Nobody;
    private bool _listKnown;
    private long _started;

    /// <summary>Creates the actor for all jobs of a process.</summary>
    /// <param name="services">What the process offers.</param>
    public JobsActor(JobServices services)
        : this(services, ListOf(services.Time))
    {
    }

    /// <summary>Creates the actor for the jobs of a list.</summary>
    /// <param name="services">What the process offers.</param>
    /// <param name="list">What keeps the list: says <see cref="ListKnown"/> once it knows it, and answers <see cref="ListJob"/>.</param>
    public JobsActor(JobServices services, Props list)
    {
        (_services, _listProps) = (services, list);
        Receive<SubmitJob>(submit => Take(new Letter(submit, Sender)));
        Receive<RetryFailed>(retry => Take(new Letter(retry, Sender)));
        Receive<JobHasWork>(job => _list.Tell(new ListJob(job.JobId)));
        Receive<ListKnown>(known => Begin(known.Jobs));
        Receive<JobListed>(listed => Deliver(listed.JobId));
        Receive<JobUnknown>(unknown => Dismiss(unknown.JobId, Sender));
        Receive<JobOver>(over => Close(over, Sender));
        Receive<JobMovesOn>(job => _troubles.Remove(job.JobId));
        Receive<JobContested>(contested => LookAgainLater(contested.JobId, contested.LastSequenceNr));
        Receive<LastReport>(last => Remember(last.Report));
        Receive<DrainJobs>(_ => Drain());
        Receive<JobDrained>(_ => Drained(Sender));
        Receive<JobReport>(PassBack);
        Receive<JobNotFound>(PassBack);
        Receive<IWithJobId>(message => Take(new Letter(message, Sender)));
        Receive<WorkerCrashed>(crashed => _causes[crashed.Worker] = crashed.Cause);
        Receive<Terminated>(terminated => Ended(terminated.ActorRef));
        Receive<SupervisorDue>(due => StartAgain(due.JobId));
        Receive<ListDue>(_ => StartList());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new StopAndReportStrategy(Self);

    /// <inheritdoc/>
    protected override void PreStart() => StartList();

    private static Props ListOf(TimeProvider time) => Props.Create(() => new JobListActor(time));

    private void StartList() => _list = Context.Watch(Context.ActorOf(_listProps, $"list-{++_started}"));

    private void Begin(IReadOnlyList<JobId> jobs)
    {
        // A list that comes back after a failure of its journal: what it was asked meanwhile is asked again.
        foreach (var jobId in _unlisted.Keys)
            _list.Tell(new ListJob(jobId));
        if (_listKnown)
            return;
        _listKnown = true;
        if (jobs.Count > 0)
            _services.Hosts.Tell(EarlierLife.Instance);
        foreach (var jobId in jobs)
            Start(jobId).Tell(ResumeJob.Instance);
        while (_early.TryDequeue(out var letter))
            Take(letter);
    }

    private void Take(Letter letter)
    {
        var jobId = letter.Message.JobId;
        if (!_listKnown)
            _early.Enqueue(letter);
        else if (_draining is not null && IsListedFirst(letter))
            letter.Sender.Tell(RefuseAtTheEnd(letter.Message));
        else if (_unlisted.TryGetValue(jobId, out var letters))
            letters.Add(letter);
        else if (_jobs.TryGetValue(jobId, out var known) && (!IsListedFirst(letter) || _submitted.Contains(jobId)))
            PassOn(known, letter);
        else if (known is null && IsAnsweredWithoutSupervisor(letter))
            return;
        else if (IsListedFirst(letter))
            ListFirst(letter);
        else
            PassOn(Start(jobId), letter);
    }

    // What these begin goes on after a crash, because the job is on the list by then.
    private static bool IsListedFirst(Letter letter) => letter.Message is SubmitJob or RetryFailed or ExportDataset;

    private static IWithJobId RefuseAtTheEnd(IWithJobId message) => message switch
    {
        SubmitJob => new JobRejected(message.JobId, [new FieldError("process", "the process ends; send it to the next one")]),
        ExportDataset export => new ExportRejected(message.JobId, export.Name, [new FieldError("process", "the process ends; ask the next one")]),
        _ => new RetryRefused(message.JobId, "the process ends; ask the next one"),
    };

    private void ListFirst(Letter letter)
    {
        _unlisted.Add(letter.Message.JobId, [letter]);
        _list.Tell(new ListJob(letter.Message.JobId));
    }

    private void Deliver(JobId jobId)
    {
        if (!_unlisted.Remove(jobId, out var letters))
            return;
        var supervisor = _jobs.TryGetValue(jobId, out var known) ? known : Start(jobId);
        if (letters.Exists(letter => letter.Message is SubmitJob))
            _submitted.Add(jobId);
        foreach (var letter in letters)
            PassOn(supervisor, letter);
    }

    private IActorRef Start(JobId jobId, bool afterPause = false)
    {
        var (services, name) = (_services, $"job-{jobId}");
        long? seen = _seen.Remove(jobId, out var last) ? last : null;
        // One that stopped may still be on its way out.
        var created = Context.Watch(Context.ActorOf(
            Props.Create(() => new JobSupervisorActor(jobId, services, afterPause, seen)), Context.Child(name).Equals(ActorRefs.Nobody) ? name : $"{name}-{++_started}"));
        _jobs.Add(jobId, created);
        return created;
    }

    private void Close(JobOver over, IActorRef supervisor)
    {
        _submitted.Remove(over.JobId);
        _troubles.Remove(over.JobId);
        _list.Tell(new UnlistJob(over.JobId));
        Drained(supervisor);
        if (!over.Stays && _jobs.TryGetValue(over.JobId, out var known) && known.Equals(supervisor))
            _jobs.Remove(over.JobId);
    }

    // The job may have been submitted since its supervisor said so.
    private void Dismiss(JobId jobId, IActorRef supervisor)
    {
        if (_submitted.Contains(jobId) || _unlisted.ContainsKey(jobId) || !_jobs.TryGetValue(jobId, out var known) || !known.Equals(supervisor))
            return;
        _jobs.Remove(jobId);
        _list.Tell(new UnlistJob(jobId));
        // What was sent to it before is answered before it goes.
        supervisor.Tell(PoisonPill.Instance);
    }

    private void Ended(IActorRef actor)
    {
        if (actor.Equals(_list))
        {
            Timers.StartSingleTimer(nameof(ListDue), ListDue.Instance, RestartPolicy.Default.RestartDelay);
            return;
        }

        _causes.Remove(actor, out var cause);
        foreach (var (jobId, known) in _jobs)
        {
            if (!known.Equals(actor))
                continue;
            _jobs.Remove(jobId);
            if (cause is not null)
                Judge(jobId, cause);
        }

        Drained(actor);
        AnswerFor(actor);
    }

    private sealed record ListDue
    {
        public static ListDue Instance { get; } = new();
    }
}
