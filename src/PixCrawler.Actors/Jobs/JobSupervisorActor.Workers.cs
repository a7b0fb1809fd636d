using System.Reflection;
using Akka.Actor;
using PixCrawler.Actors.Chunks;
using PixCrawler.Actors.Datasets;
using PixCrawler.Actors.Supervision;
using PixCrawler.Actors.Validation;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Datasets.Reports;
using PixCrawler.Domain.Chunks;
using PixCrawler.Domain.Failures;
using PixCrawler.Domain.Jobs;
using PixCrawler.Imaging.Validation;
using PixCrawler.Net.Sources;
using Serilog;

namespace PixCrawler.Actors.Jobs;

/// <summary>How the supervisor starts, restarts and ends its workers.</summary>
internal sealed partial class JobSupervisorActor
{
    private readonly Dictionary<IActorRef, WorkerStarted> _workers = [];
    private readonly Dictionary<int, IActorRef> _chunks = [];
    private IImageValidator? _validator;
    private IActorRef? _discovery;
    private bool _discovering;
    private int _names;

    private IActorRef CreateValidationQueue()
    {
        var (metrics, log) = (_services.Metrics, Log);
        return Context.ActorOf(Props.Create(() => new ValidationQueueActor(metrics, log)), FreeName("validation-queue"));
    }

    // A job that is reopened counts its runs anew, and one that stopped may still be on its way out.
    private string FreeName(string name) => Context.Child(name).Equals(ActorRefs.Nobody) ? name : $"{name}-{++_names}";

    private void BeginRun(WorkerId worker, Action? then = null)
    {
        var now = _services.Time.GetUtcNow();
        if (_state.Workers.TryGetValue(worker, out var entry) && entry.RestartDueAt is { } due && due > now)
            // The timer was a hair early by the other clock: it is set again for the rest.
            ScheduleRestart(worker, due);
        else
            Carry(new JobCommand.BeginRun(worker), then);
    }

    private void ScheduleRestart(WorkerId worker, DateTimeOffset due)
    {
        var delay = due - _services.Time.GetUtcNow();
        Timers.StartSingleTimer(worker, new RestartDue(worker), delay > TimeSpan.Zero ? delay : TimeSpan.FromTicks(1));
    }

    private void Spawn(WorkerStarted started)
    {
        var (worker, run) = (started.Worker, started.Run);
        var props = worker.Kind switch
        {
            WorkerKind.Discovery => DiscoveryProps(
                new DiscoveryStart(_state.CurrentSource, run, _state.TakenFromSource, _state.TakenHash), _services.Lists, _job!, Log),
            WorkerKind.Validator => ValidatorProps(_validator!, _job!.ValidationQueue, Log),
            WorkerKind.Deduplication => DeduplicationProps(run),
            WorkerKind.Packaging => PackagingProps(_job!),
            _ => ChunkProps(RunOf(worker.Number, run)),
        };
        var actor = Context.Watch(Context.ActorOf(props, FreeName($"{worker}-run-{run}")));
        _workers.Add(actor, started);
        if (worker.Kind == WorkerKind.Chunk)
            _chunks[worker.Number] = actor;
        if (worker.Kind == WorkerKind.Discovery)
        {
            (_discovery, _discovering) = (actor, false);
            DiscoverMore();
        }
    }

    // Actors are built later, on their own turn: what they get is captured now.
    private static Props DiscoveryProps(DiscoveryStart start, IUrlListReader lists, JobRun job, ILogger log) =>
        Props.Create(() => new DiscoveryActor(start, lists, job, log));

    private static Props ValidatorProps(IImageValidator validator, IActorRef queue, ILogger log) =>
        Props.Create(() => new ValidatorActor(validator, queue, log));

    private (ChunkId Chunk, ChunkRun Run) RunOf(int number, int run, ChunkCommand? ending = null) =>
        (new ChunkId(_state.Id, number), new ChunkRun(run, ending, _state.Chunks[number].ReopenedRun, _state.RedoReason));

    private Props ChunkProps((ChunkId Chunk, ChunkRun Run) order)
    {
        var ((chunk, run), services, job) = (order, _services, _job!);
        return Props.Create(() => new ChunkActor(chunk, run, services, job));
    }

    private Props PackagingProps(JobRun job)
    {
        var (status, tally) = _state.Outcome();
        var summary = new DatasetSummary
        {
            JobId = _state.Id,
            Status = status,
            ToolVersion = ToolVersion,
            Settings = job.Specification,
            PlannedSlots = _state.PlannedSlots,
            Tally = tally,
            Duplicates = _state.Duplicates,
            Files = new DatasetFiles(0, 0),
            StartedAt = _state.StartedAt,
            EndedAt = _services.Time.GetUtcNow(),
            BadRows = _state.BadRows,
            Restarts = _state.Restarts,
            Chunks = _state.Chunks.Count,
            FailedChunks =
            [
                .. _state.Chunks.Select((chunk, number) => (chunk, number))
                    .Where(entry => entry.chunk.Failure is not null)
                    .Select(entry => new FailedChunk(entry.number, entry.chunk.Failure!.Message)),
            ],
            Problem = _state.Problem?.Message,
            Advice = Advice(),
        };
        var log = Log;
        return Props.Create(() => new PackagingActor(summary, job, log));
    }

    private static string ToolVersion { get; } =
        typeof(JobSupervisorActor).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?
            .InformationalVersion.Split('+')[0] ?? "0";

    // One order at a time: the next is given when the chunk before it is in the journal.
    private void DiscoverMore()
    {
        if (_discovery is null || _discovering || _state.PlanComplete || _draining is not null)
            return;
        _discovering = true;
        _discovery.Tell(new DiscoverChunk(
            _state.Chunks.Count, Math.Min(_job!.Specification.ChunkSlots, _state.PlanBudget), _state.BadRows));
    }

    private void EndDiscovery()
    {
        if (_discovery is not null)
            StopWorker(_discovery);
        _discovery = null;
        if (!_state.PlanComplete && _draining is null)
            BeginRun(new WorkerId(WorkerKind.Discovery, _state.CurrentSource));
    }

    private void WorkerEnded(IActorRef actor, Exception cause)
    {
        if (ExporterEnded(actor, cause))
            return;
        if (_closing.Remove(actor, out var closing))
        {
            ClosingFailed(closing, cause);
            return;
        }

        if (_figures.Remove(actor, out var chunk))
        {
            FiguresAreKnown(chunk);
            return;
        }

        if (!_workers.TryGetValue(actor, out var started))
            return;
        Forget(actor);
        var isChunk = started.Worker.Kind == WorkerKind.Chunk;
        // It may have ended before it could say how far it is.
        if (isChunk && _unknown.Contains(started.Worker.Number))
            AskFigures(started.Worker.Number);
        if (FailureClassifier.Classify(cause) == FailureClass.Unknown)
            LogUnexpected(started.Worker, cause);
        Carry(new JobCommand.Fail(started.Worker, started.Run, SafeCause.Of(cause), _services.Restarts, IsForWantOfRoom(cause)), () =>
        {
            MoveOn();
            // How it ended is written before the job comes to rest, or it would count both as failed and as suspended.
            if (isChunk)
                ChunkIsDrained(started.Worker.Number);
        });
    }

    private void FollowFailure(WorkerFailed failed)
    {
        LogFailure(failed);
        if (failed.RestartDueAt is { } due && !_state.CancelRequested)
            ScheduleRestart(failed.Worker, due);
        else if (failed.Worker.Kind == WorkerKind.Chunk)
            Close(failed.Worker.Number, failed.Run + 1, EndingOf(failed.Cause));
        else if (failed.Worker.Kind == WorkerKind.Packaging)
            Carry(new JobCommand.End());
        else if (_state.ValidatorsLost)
            GiveUpOpenChunks(_state.Problem!);
    }

    private ChunkCommand EndingOf(FailureCause cause) =>
        _state.CancelRequested ? new ChunkCommand.Cancel() : new ChunkCommand.GiveUp(cause);

    private void GiveUpOpenChunks(FailureCause cause)
    {
        foreach (var number in _state.OpenChunks)
            EndChunk(number, new GiveUpChunk(cause), new ChunkCommand.GiveUp(cause));
    }

    private void CancelWork()
    {
        // A job that is coming back has no workers yet, and will start those alone that end it.
        if (_isResuming)
            return;
        if (_discovery is not null)
            StopWorker(_discovery);
        _discovery = null;
        foreach (var number in _state.OpenChunks)
            EndChunk(number, CancelChunk.Instance, new ChunkCommand.Cancel());
        CloseDeduplication();
        // An account that waits to be written again is not waited for.
        var packaging = new WorkerId(WorkerKind.Packaging, 0);
        if (_state.Workers.TryGetValue(packaging, out var entry) && entry.RestartDueAt is not null)
            Carry(new JobCommand.End());
    }

    private void EndChunk(int number, object order, ChunkCommand ending)
    {
        if (_chunks.TryGetValue(number, out var chunk))
        {
            chunk.Tell(order);
            return;
        }

        var worker = new WorkerId(WorkerKind.Chunk, number);
        Timers.Cancel(worker);
        LeaveOpen(number);
        _lookAgainAt.Remove(worker);
        Close(number, _state.Workers[worker].Run + 1, ending);
    }

    private void Forget(IActorRef actor)
    {
        Context.Unwatch(actor);
        _closing.Remove(actor);
        if (_workers.Remove(actor, out var started) && started.Worker.Kind == WorkerKind.Discovery && actor.Equals(_discovery))
            _discovery = null;
        foreach (var (number, chunk) in _chunks)
        {
            if (chunk.Equals(actor))
                _chunks.Remove(number);
        }
    }

    private void StopWorker(IActorRef actor)
    {
        Forget(actor);
        Context.Stop(actor);
    }

    private void StopEverything()
    {
        _stopping.Cancel();
        Timers.CancelAll();
        foreach (var child in Context.GetChildren().Except(_exporters.Keys).ToArray())
        {
            Context.Unwatch(child);
            Context.Stop(child);
        }

        _workers.Clear();
        _chunks.Clear();
        _closing.Clear();
        _failedToClose.Clear();
        _toClose.Clear();
        _toSettle.Clear();
        _progress.Clear();
        _lookAgainAt.Clear();
    }
}
