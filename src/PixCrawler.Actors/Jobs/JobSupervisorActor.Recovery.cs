using Akka.Actor;
using Akka.Persistence;
using PixCrawler.Actors.Chunks;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Supervision;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Chunks;
using PixCrawler.Domain.Jobs;

namespace PixCrawler.Actors.Jobs;

/// <summary>
/// How a job goes on after its process ended, or after it had ended itself. All it needs is in its journal and its folder: runs without
/// an outcome are judged, waits are waited for to their end, closing runs and packaging are repeated.
/// </summary>
internal sealed partial class JobSupervisorActor
{
    private static readonly TimeSpan LongestWaitForFigures = TimeSpan.FromSeconds(20);

    private readonly List<IActorRef> _asking = [];
    private readonly HashSet<int> _unknown = [];
    private readonly Dictionary<IActorRef, int> _figures = [];
    private bool _isResuming;
    private RetryFailed? _retry;
    private IActorRef _retrySender = ActorRefs.Nobody;

    private void Recovered()
    {
        if (_state.Specification is null)
            return;
        if (_seen is { } seen && seen != LastSequenceNr && (_state.IsExporting || !_state.Status.IsTerminal()))
        {
            Yield();
            return;
        }

        ResumeExports();
        if (!_state.Status.IsTerminal() && _services.Options.GoesOnWithJobs)
            OpenFolder();
    }

    private void Yield()
    {
        Context.Parent.Tell(new JobContested(_state.Id, LastSequenceNr));
        Context.Stop(Self);
    }

    private void OpenFolder()
    {
        _isResuming = true;
        JobPreparation.ReopenAsync(_state.Specification!, _services, _stopping.Token).PipeTo(
            Self, success: prepared => new Reopened(prepared), failure: error => new ReopeningFailed(error));
    }

    private void TellIfUnknown()
    {
        if (_state.Specification is null && _submitters.Count == 0)
            Context.Parent.Tell(new JobUnknown(_state.Id));
    }

    private void Resume(Prepared prepared)
    {
        _job ??= new JobRun(
            prepared.Specification, prepared.Folder, prepared.Judging, CreateValidationQueue(), _stopping.Token);
        _validator = prepared.Validator;
        if (_draining is not null)
            return;
        if (_retry is not null)
        {
            ReopenNow(_retry);
            return;
        }

        _services.Metrics.JobChanged(null, JobStatus.Running);
        Carry(new JobCommand.Resume(_services.Restarts, _afterPause), GoOn);
    }

    private void GoOn()
    {
        LogResumed();
        Timers.StartPeriodicTimer(nameof(StateLogDue), StateLogDue.Instance, _services.Options.StateLogInterval);
        Timers.StartSingleTimer(nameof(FiguresDue), FiguresDue.Instance, LongestWaitForFigures);
        AskAllFigures();
        FiguresAreKnown(null);
        if (_draining is null)
            StartWorkers();
    }

    private void AskAllFigures()
    {
        _isResuming = false;
        _unknown.UnionWith(_state.OpenChunks);
        foreach (var number in _unknown.Where(IsWaiting).ToArray())
            AskFigures(number);
    }

    // One decision for all of them: the next may depend on it.
    private void StartWorkers()
    {
        if (_state.Workers.TryGetValue(new WorkerId(WorkerKind.Packaging, 0), out var packaging) && packaging.IsGivenUp)
        {
            Carry(new JobCommand.End());
            return;
        }

        var closing = _state.OpenChunks.Where(IsToClose).ToHashSet();
        foreach (var number in closing)
            CloseAgain(number);
        WorkerId[] workers = [.. NewWorkers().Concat(_state.Workers.Keys.Where(worker =>
            (worker.Kind != WorkerKind.Chunk || !closing.Contains(worker.Number)) && IsDue(worker)))];
        Carry(new JobCommand.BeginRuns(workers), MoveOn);
    }

    private bool IsToClose(int chunk) =>
        _state.CancelRequested || _state.ValidatorsLost || _state.Chunks[chunk].Phase == ChunkPhase.GivenUp;

    private IEnumerable<WorkerId> NewWorkers()
    {
        if (_state.CancelRequested)
            return [];
        var workers = Enumerable.Range(0, _state.Validators).Select(number => new WorkerId(WorkerKind.Validator, number));
        if (!_state.PlanComplete)
            workers = workers.Append(new WorkerId(WorkerKind.Discovery, _state.CurrentSource));
        return workers.Where(worker => !_state.Workers.ContainsKey(worker));
    }

    // What is not due yet is waited for, and so is room on the disk.
    private bool IsDue(WorkerId worker)
    {
        var entry = _state.Workers[worker];
        if (entry.RestartDueAt is not { } due || (_state.CancelRequested && worker.Kind is not (WorkerKind.Packaging or WorkerKind.Deduplication)))
            return false;
        if (_state.CancelRequested && worker == JobState.Deduplication)
            return true;
        if (due <= _services.Time.GetUtcNow())
            return !WaitsForRoom(worker, entry);
        ScheduleRestart(worker, due);
        return false;
    }

    // The run that was to close the chunk ended with its process.
    private void CloseAgain(int number)
    {
        var ending = _state.CancelRequested
            ? new ChunkCommand.Cancel()
            : EndingOf(_state.Chunks[number].Failure ?? _state.Problem!);
        // Should the run fail, this is what the chunk is settled with.
        AskFigures(number);
        Close(number, _state.Workers[new WorkerId(WorkerKind.Chunk, number)].Run + 1, ending);
    }

    private bool IsWaiting(int chunk)
    {
        var worker = _state.Workers[new WorkerId(WorkerKind.Chunk, chunk)];
        return _draining is not null || worker.Cause is not null || worker.RestartDueAt > _services.Time.GetUtcNow();
    }

    private void AskFigures(int number)
    {
        var chunk = new ChunkId(_state.Id, number);
        _figures.Add(Context.Watch(Context.ActorOf(Props.Create(() => new ChunkFiguresActor(chunk)))), number);
    }

    // Until each open chunk has told how far it is, the job's own figures would seem to have gone back.
    private void FiguresAreKnown(int? chunk)
    {
        if (chunk is { } number)
        {
            var wasLast = _unknown.Remove(number) && _unknown.Count == 0;
            SettleWithoutAccount(number);
            if (wasLast)
                SuspendWhenDrained();
        }

        if (!_isResuming && _unknown.Count == 0)
            AnswerAll();
    }

    private void AnswerAll()
    {
        Timers.Cancel(nameof(FiguresDue));
        _unknown.Clear();
        AnswerAsking();
    }

    private void AnswerAsking()
    {
        foreach (var asking in _asking)
            asking.Tell(Report());
        _asking.Clear();
    }

    private void AnswerStatus(JobId jobId)
    {
        if (_state.Specification is null && _submitters.Count == 0)
        {
            Sender.Tell(new JobNotFound(jobId));
            TellIfUnknown();
        }
        else if (_isResuming || _unknown.Count > 0)
        {
            _asking.Add(Sender);
        }
        else
        {
            Sender.Tell(Report());
        }
    }

    private void NoteProgress(RunAdvanced advanced)
    {
        var chunk = Sender;
        Carry(new JobCommand.NoteProgress(new WorkerId(WorkerKind.Chunk, advanced.Number), advanced.Run), () => chunk.Tell(advanced));
    }

    private void Reopen(RetryFailed retry)
    {
        if (_state.Specification is null || !_state.Status.IsTerminal() || _retry is not null)
        {
            Sender.Tell(_state.Specification is null
                ? new JobNotFound(_state.Id)
                : new RetryRefused(_state.Id, "the job has not ended yet; wait for its end, or cancel it"));
            TellIfUnknown();
            return;
        }

        if (_state.Decide(new JobCommand.Reopen(retry.Reason), _services.Time.GetUtcNow()).IsEmpty)
        {
            Sender.Tell(new RetryRefused(_state.Id, retry.Reason is null
                ? "nothing failed, so there is nothing to redo"
                : $"nothing failed with the reason '{retry.Reason}'; the report lists the reasons there are"));
            TellIfOver();
            return;
        }

        (_retry, _retrySender) = (retry, Sender);
        if (_stopping.IsCancellationRequested)
            (_stopping, _job) = (new CancellationTokenSource(), null);
        OpenFolder();
    }

    private void ReopenNow(RetryFailed retry)
    {
        _retry = null;
        Carry(new JobCommand.Reopen(retry.Reason), () =>
        {
            _isResuming = false;
            _services.Metrics.JobChanged(null, JobStatus.Running);
            _retrySender.Tell(new RetryAccepted(_state.Id, _state.Redo.Sum(number => _state.Chunks[number].Tally!.Failed)));
            Timers.StartPeriodicTimer(nameof(StateLogDue), StateLogDue.Instance, _services.Options.StateLogInterval);
            StartWorkers();
        });
    }

    private void Leave(Exception cause)
    {
        Context.Parent.Tell(new WorkerCrashed(Self, cause));
        Context.Stop(Self);
    }

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        TellFailure(cause);
        base.OnPersistFailure(cause, @event, sequenceNr);
    }

    /// <inheritdoc/>
    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        TellFailure(reason);
        base.OnRecoveryFailure(reason, message);
    }

    private void TellFailure(Exception cause) => Context.Parent.Tell(new WorkerCrashed(Self, JournalFaults.Of(cause, "the job")));

    private sealed record Reopened(Prepared Prepared);

    private sealed record ReopeningFailed(Exception Error);

    private sealed record FiguresDue
    {
        public static FiguresDue Instance { get; } = new();
    }
}
