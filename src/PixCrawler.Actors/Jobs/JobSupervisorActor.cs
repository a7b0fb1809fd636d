using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using PixCrawler.Actors.Chunks;
using PixCrawler.Actors.Datasets;
using PixCrawler.Actors.Supervision;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Failures;
using PixCrawler.Domain.Jobs;
using Serilog.Events;

namespace PixCrawler.Actors.Jobs;

/// <summary>
/// Carries out one job: accepts it, plans chunks as discovery writes them down, keeps as many open as may be, restarts failed
/// workers by the one policy, adds up partial success, and ends in exactly one terminal status.
/// </summary>
internal sealed partial class JobSupervisorActor : ReceivePersistentActor, IWithTimers
{
    private readonly JobServices _services;
    private readonly bool _afterPause;
    private readonly long? _seen;
    private CancellationTokenSource _stopping = new();
    private readonly List<IActorRef> _submitters = [];
    private readonly Dictionary<int, ChunkProgress> _progress = [];
    private JobState _state;
    private JobRun? _job;

    /// <summary>Creates a supervisor.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="services">What the process offers.</param>
    /// <param name="afterPause">Whether the one before it stopped for lack of room, which its workers are not to blame for.</param>
    /// <param name="seen">The last event when another process had the job; it goes on only when nobody has written since.</param>
    public JobSupervisorActor(JobId jobId, JobServices services, bool afterPause = false, long? seen = null)
    {
        (_state, _services, _afterPause, _seen) = (JobState.New(jobId), services, afterPause, seen);
        PersistenceId = $"job-{jobId}";

        Recover<IJobEvent>(jobEvent => _state = _state.Apply(jobEvent));
        Recover<SnapshotOffer>(offer =>
        {
            _state = (JobState)offer.Snapshot;
            _lastSnapshot = _snapshotBefore = offer.Metadata.SequenceNr;
        });
        Recover<RecoveryCompleted>(_ => Recovered());

        Command<SubmitJob>(Submit);
        Command<Prepared>(Start);
        Command<PreparationFailed>(failed => Refuse(failed.Error));
        Command<ResumeJob>(_ => TellIfUnknown());
        Command<Reopened>(reopened => Resume(reopened.Prepared));
        Command<ReopeningFailed>(failed => Rethrow.Raise(failed.Error));
        Command<FiguresDue>(_ => AnswerAll());
        Command<GetJobStatus>(status => AnswerStatus(status.JobId));
        Command<RetryFailed>(Reopen);
        Command<SuspendJob>(_ => Drain());
        Command<DrainDue>(_ => CutOff());
        Command<ChunkDrained>(drained => ChunkIsDrained(drained.Number));
        Command<RunAdvanced>(NoteProgress);
        Command<TakenOver>(takenOver => Leave(takenOver.Cause));
        Command<SaveSnapshotSuccess>(saved => PruneSnapshots(saved.Metadata.SequenceNr));
        Command<SaveSnapshotFailure>(failed => LogSnapshotFailed(failed.Cause));
        Command<DeleteSnapshotsSuccess>(_ => { });
        Command<DeleteSnapshotsFailure>(failed => LogSnapshotFailed(failed.Cause));
        Command<LogState>(_ => PassOnLogState());
        Command<StateLogDue>(_ => LogState(LogEventLevel.Information));
        Command<CancelJob>(_ => Cancel());
        Command<ExportDataset>(Export);
        Command<CancelExport>(CancelExport);
        Command<GetExportStatus>(AnswerExport);
        Command<ListExports>(_ => AnswerExports());
        Command<LinkExport>(Link);
        Command<ExportAdvanced>(TakeExportProgress);
        Command<ExportDone>(TakeExport);
        Command<ExportDue>(due => BeginExport(due.Name));
        Command<ChunkDiscovered>(Plan);
        Command<ChunkProgress>(TakeProgress);
        Command<ChunkFinished>(finished => SettleChunk(finished, Sender));
        Command<DuplicatesHandled>(TakeDuplicates);
        Command<DatasetPackaged>(_ => Carry(new JobCommand.End()));
        Command<WorkerCrashed>(crashed => WorkerEnded(crashed.Worker, crashed.Cause));
        Command<Terminated>(terminated => WorkerEnded(terminated.ActorRef, new InfrastructureException(
            InfrastructureKind.Journal, "the worker was stopped by its journal")));
        Command<RestartDue>(due => RestartOrWait(due.Worker));
        Command<ClosingRun>(closing => Close(closing.Number, closing.Run, closing.Ending));
        Command<SettleDue>(due => SettleWithoutAccount(due.Number));
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new StopAndReportStrategy(Self);

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        throw new InfrastructureException(InfrastructureKind.Journal, "the journal refused an event", cause);

    /// <inheritdoc/>
    protected override void PostStop()
    {
        // One that has not recovered has nothing to say.
        if (IsRecoveryFinished && _state.Specification is not null)
            Context.Parent.Tell(new LastReport(Report()));
        AnswerAsking();
        _stopping.Cancel();
        base.PostStop();
    }

    private void Submit(SubmitJob submit)
    {
        if (_state.Specification is not null)
        {
            Sender.Tell(new JobAccepted(_state.Id));
            return;
        }

        _submitters.Add(Sender);
        if (_submitters.Count > 1)
            return;
        var errors = JobSpecificationValidator.Validate(submit.Specification);
        if (errors.Count > 0)
            Refuse(errors);
        else
            JobPreparation.PrepareAsync(submit.Specification, _services, _stopping.Token).PipeTo(
                Self, success: prepared => prepared, failure: error => new PreparationFailed(error));
    }

    private void Refuse(Exception error)
    {
        if (FatalErrors.IsFatal(error))
            Rethrow.Raise(error);
        Refuse([new FieldError((error as CrawlException)?.Reason ?? error.GetType().Name, error.Message)]);
    }

    private void Refuse(IReadOnlyList<FieldError> errors)
    {
        LogRejected(errors);
        Answer(new JobRejected(_state.Id, errors));
        Context.Parent.Tell(new JobOver(_state.Id, Stays: false));
        Context.Stop(Self);
    }

    private void Answer(object reply)
    {
        foreach (var submitter in _submitters)
            submitter.Tell(reply);
        _submitters.Clear();
    }

    private void Start(Prepared prepared)
    {
        _job = new JobRun(
            prepared.Specification, prepared.Folder, prepared.Judging, CreateValidationQueue(), _stopping.Token);
        _validator = prepared.Validator;
        Carry(new JobCommand.Start(prepared.Specification, _services.Options.Validators), () =>
        {
            Answer(new JobAccepted(_state.Id));
            for (var number = 0; number < _state.Validators; number++)
                BeginRun(new WorkerId(WorkerKind.Validator, number));
            BeginRun(new WorkerId(WorkerKind.Discovery, 0));
        });
    }

    private void Plan(ChunkDiscovered found)
    {
        var isLast = found.IsExhausted || found.Slots == _state.PlanBudget;
        _discovering = false;
        Carry(
            found.Slots > 0
                ? new JobCommand.PlanChunk(found.Number, found.Source, found.Slots, found.BadRows, found.SourceHash, isLast)
                : new JobCommand.ExhaustSource(found.Source, found.BadRows),
            MoveOn);
    }

    private void TakeProgress(ChunkProgress progress)
    {
        if (_state.OpenChunks.Contains(progress.Number))
            _progress[progress.Number] = progress;
        FiguresAreKnown(progress.Number);
    }

    private void SettleChunk(ChunkFinished finished, IActorRef chunk) => Carry(
        new JobCommand.SettleChunk(finished.Number, finished.Tally),
        () =>
        {
            Forget(chunk);
            chunk.Tell(ChunkAcknowledged.Instance);
            FiguresAreKnown(finished.Number);
            ChunkIsDrained(finished.Number);
            MoveOn();
        });

    private void Cancel()
    {
        if (_state.Specification is null)
        {
            Sender.Tell(new JobNotFound(_state.Id));
            TellIfUnknown();
            return;
        }

        var replyTo = Sender;
        Carry(new JobCommand.Cancel(), () =>
        {
            replyTo.Tell(new CancelAccepted(_state.Id));
            MoveOn();
        });
    }

    // Whatever just happened may have made room for more chunks, or have been the last thing to wait for.
    private void MoveOn()
    {
        if (_state.IsPaused || _isResuming || _draining is not null)
            return;
        Carry(new JobCommand.BeginChunks(_services.Options.MaxConcurrentChunks), () =>
        {
            DiscoverMore();
            if (_state.WorkDone && !_state.Status.IsTerminal())
                BeginRun(_state.Finisher);
        });
    }

    // Decide, persist, apply, effects, and then what follows from the outcome: always in this order.
    private void Carry(JobCommand command, Action? then = null) => Carry(_state.Decide(command, _services.Time.GetUtcNow()), then);

    private void Carry(ImmutableArray<IJobEvent> events, Action? then)
    {
        if (events.IsEmpty)
        {
            then?.Invoke();
            return;
        }

        var open = events.Length;
        PersistAll(events, jobEvent =>
        {
            _state = _state.Apply(jobEvent);
            Follow(jobEvent);
            if (--open > 0)
                return;
            SaveSnapshotNowAndThen();
            then?.Invoke();
        });
    }

    private void Follow(IJobEvent jobEvent)
    {
        Observe(jobEvent);
        switch (jobEvent)
        {
            case JobStarted:
                LogAccepted();
                Timers.StartPeriodicTimer(nameof(StateLogDue), StateLogDue.Instance, _services.Options.StateLogInterval);
                break;
            case WorkerStarted started:
                Spawn(started);
                break;
            case WorkerFailed failed:
                FollowFailure(failed);
                break;
            case SourceExhausted:
                EndDiscovery();
                if (_state.PlanComplete)
                    LogPlanComplete();
                break;
            case WorkerInterrupted { Cause: not null } interrupted:
                LogFruitless(interrupted);
                break;
            case RunProgressed:
                Context.Parent.Tell(new JobMovesOn(_state.Id));
                break;
            case ChunkSettled settled:
                _progress.Remove(settled.Number);
                break;
            case DatasetDeduplicated deduplicated:
                LogDeduplicated(deduplicated);
                break;
            case JobCancelRequested:
                LogCancelRequested();
                CancelWork();
                break;
            case JobEnded:
                LogEnded();
                StopEverything();
                ScheduleExports();
                AnswerAll();
                break;
            case JobReopened reopened:
                LogReopened(reopened);
                break;
            case IExportEvent exportEvent:
                FollowExport(exportEvent);
                break;
        }
    }

    private JobReport Report() => JobReports.Of(_state, LiveTally()) with
    {
        Paused = Paused,
        Advice = Advice(),
        Retries =
        [
            .. _progress.Values.SelectMany(progress => progress.Retries)
                .OrderBy(retry => retry.DueAt).Take(JobRun.MaxReportedWaits),
        ],
        HostPauses =
        [
            .. _progress.Values.SelectMany(progress => progress.Pauses)
                .Where(pause => pause.Until > _services.Time.GetUtcNow())
                .GroupBy(pause => pause.Host).Select(host => host.MaxBy(pause => pause.Until)!)
                .OrderBy(pause => pause.Until).Take(JobRun.MaxReportedWaits),
        ],
        Restarting =
        [
            .. _state.Workers.Where(worker => worker.Value is { RestartDueAt: not null, Cause: not null })
                .Select(worker => Pending(worker.Key, worker.Value)),
            .. _toClose.OrderBy(chunk => chunk.Key).Select(chunk => chunk.Value),
        ],
    };

    private Tally LiveTally() => _state.Status.IsTerminal()
        ? _state.Tally
        : _progress.Values.Aggregate(_state.Tally, (sum, progress) => sum.Add(progress.Tally));

    private sealed record PreparationFailed(Exception Error);

    private sealed record RestartDue(WorkerId Worker);

    private sealed record StateLogDue
    {
        public static StateLogDue Instance { get; } = new();
    }
}
