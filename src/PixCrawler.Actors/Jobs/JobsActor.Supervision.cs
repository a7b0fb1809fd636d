using Akka.Actor;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Supervision;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Actors.Jobs;

/// <summary>
/// How supervisors that failed are started again, by the one restart policy, and how all jobs come to rest. The count is of this life
/// of the process: a process that starts tries every job afresh.
/// </summary>
internal sealed partial class JobsActor
{
    private const long NothingSeen = -1;

    private readonly Dictionary<IActorRef, Exception> _causes = [];
    private readonly Dictionary<JobId, long> _seen = [];
    private readonly Dictionary<JobId, Trouble> _troubles = [];
    private readonly Dictionary<JobId, JobReport> _last = [];
    private HashSet<IActorRef>? _draining;
    private readonly List<IActorRef> _drainers = [];
    private readonly Dictionary<JobId, List<Letter>> _held = [];

    private void Judge(JobId jobId, Exception cause)
    {
        if (_draining is not null)
            return;
        if (ActorSystemSetup.IsTakenOver(cause))
        {
            LogTakenOver(jobId);
            LookAgainLater(jobId, NothingSeen);
            return;
        }

        var failures = _troubles.GetValueOrDefault(jobId)?.Failures ?? 0;
        if (cause is InfrastructureException { Kind: InfrastructureKind.Disk } && (DiskIsFull(out var free) || InfrastructureFaults.IsDatabaseFull(cause)))
        {
            Pause(jobId, failures, free);
            return;
        }

        var failure = SafeCause.Of(cause);
        var due = _services.Restarts.NextRunAt(failure, failures + 1, _services.Time.GetUtcNow());
        _troubles[jobId] = new Trouble(failures + 1, due, $"the job's supervisor failed: {failure.Message}");
        if (due is null)
        {
            LogCrashed(jobId, cause, failures);
            return;
        }

        LogSupervisorRestart(jobId, cause, failures + 1);
        Timers.StartSingleTimer(jobId, new SupervisorDue(jobId), _services.Restarts.RestartDelay);
    }

    // With SQLite, the dataset's disk is most often the journal's too: a full one uses up no restart, and is waited for.
    private void Pause(JobId jobId, int failures, long? free)
    {
        var delay = _services.Restarts.RestartDelay;
        _troubles[jobId] = new Trouble(failures, _services.Time.GetUtcNow() + delay, _services.PausedBy(free)) { IsPause = true };
        LogPaused(jobId, free);
        Timers.StartSingleTimer(jobId, new SupervisorDue(jobId), delay);
    }

    private bool DiskIsFull(out long? free)
    {
        free = _services.FreeBytes(folder: null);
        return free < _services.MinFreeBytes;
    }

    // Whoever writes to a job's journal has the job. When nobody has written between two looks, nobody has it: the write that made this
    // process leave was the last of one that is gone.
    private void LookAgainLater(JobId jobId, long seen)
    {
        if (_draining is not null)
            return;
        _seen[jobId] = seen;
        var delay = _services.Restarts.RestartDelay;
        _troubles[jobId] = new Trouble(0, _services.Time.GetUtcNow() + delay, "another process goes on with this job");
        Timers.StartSingleTimer(jobId, new SupervisorDue(jobId), delay);
    }

    private void StartAgain(JobId jobId)
    {
        if (_draining is not null || _jobs.ContainsKey(jobId))
            return;
        var trouble = _troubles.GetValueOrDefault(jobId);
        if (trouble is { IsPause: true } && DiskIsFull(out var free))
        {
            Pause(jobId, trouble.Failures, free);
            return;
        }

        var afterPause = trouble is { IsPause: true };
        if (afterPause)
            LogGoesOn(jobId);
        var supervisor = Start(jobId, afterPause);
        if (!_held.Remove(jobId, out var letters))
            supervisor.Tell(ResumeJob.Instance);
        foreach (var letter in letters ?? [])
            PassOn(supervisor, letter);
    }

    // A job without a supervisor is answered for from what it said last.
    private bool IsAnsweredWithoutSupervisor(Letter letter)
    {
        var jobId = letter.Message.JobId;
        if (!_troubles.TryGetValue(jobId, out var trouble))
        {
            if (_draining is null || !_last.TryGetValue(jobId, out var atRest))
                return false;
            letter.Sender.Tell(atRest);
            return true;
        }

        // Before the journal was read nothing is known: the question waits.
        var last = _last.GetValueOrDefault(jobId);
        if (trouble.RestartDueAt is not { } due)
            letter.Sender.Tell((last ?? new JobReport(jobId, JobStatus.Failed, Tally.Empty)) with { Status = JobStatus.Failed, Problem = trouble.Problem });
        else if (letter.Message is GetJobStatus && (last is not null || trouble.IsPause))
            letter.Sender.Tell((last ?? new JobReport(jobId, JobStatus.Running, Tally.Empty)) with { Paused = trouble.IsPause ? trouble.Problem : $"{trouble.Problem}; this one looks again at {due:u}" });
        else
            Hold(jobId, letter);
        return true;
    }

    // One that stopped before it knew how far its chunks are must not make it look as if they had gone back.
    private void Remember(JobReport report)
    {
        if (!_last.TryGetValue(report.JobId, out var known) || known.Status.IsTerminal()
            || (report.Tally.Settled >= known.Tally.Settled && report.PlannedSlots >= known.PlannedSlots))
            _last[report.JobId] = report;
        // It is on its way out and would not answer any more.
        if (report.IsSuspended && _draining is not null)
            _jobs.Remove(report.JobId);
    }

    private void Hold(JobId jobId, Letter letter)
    {
        if (!_held.TryGetValue(jobId, out var letters))
            _held.Add(jobId, letters = []);
        letters.Add(letter);
    }

    private void Drain()
    {
        _drainers.Add(Sender);
        if (_draining is null)
        {
            _draining = [.. _jobs.Values];
            foreach (var supervisor in _draining)
                supervisor.Tell(SuspendJob.Instance);
        }

        TellDrained();
    }

    private void Drained(IActorRef supervisor)
    {
        _draining?.Remove(supervisor);
        TellDrained();
    }

    private void TellDrained()
    {
        if (_draining is not { Count: 0 })
            return;
        foreach (var drainer in _drainers)
            drainer.Tell(JobsDrained.Instance);
        _drainers.Clear();
    }

    private sealed record Trouble(int Failures, DateTimeOffset? RestartDueAt, string Problem)
    {
        public bool IsPause { get; init; }
    }

    private sealed record SupervisorDue(JobId JobId);
}
