using Akka.Actor;
using PixCrawler.Actors.Supervision;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Operations;
using PixCrawler.Domain.Failures;
using PixCrawler.Domain.Operations;

namespace PixCrawler.Actors.Operations;

/// <summary>
/// Takes operations in, keeps them to their rates, and answers each exactly once. What waits for its start is not begun and is
/// forgotten with the process; what was begun is in its journal.
/// </summary>
internal sealed partial class OperationsActor : ReceiveActor, IWithTimers
{
    private readonly OperationServices _services;
    private readonly Dictionary<OperationId, Entry> _entries = [];
    private readonly Dictionary<IActorRef, Entry> _underWay = [];
    private OperationGate _gate;

    public OperationsActor(OperationServices services)
    {
        (_services, _gate) = (services, new OperationGate(services.Options));
        Receive<OperationCommand>(Take);
        Receive<CancelOperation>(Cancel);
        Receive<GetOperationStatus>(PassOn);
        Receive<OperationConcluded>(concluded => _underWay[Sender].Answer(concluded.Outcome));
        Receive<WorkerCrashed>(crashed => Conclude(_underWay[crashed.Worker], crashed.Cause));
        Receive<Terminated>(terminated => Forget(terminated.ActorRef));
        Receive<StartDue>(_ => Start());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new StopAndReportStrategy(Self);

    private void Take(OperationCommand command)
    {
        if (_entries.TryGetValue(command.OperationId, out var known))
        {
            known.Join(Sender);
            return;
        }

        var errors = OperationCommandValidator.Validate(command);
        if (errors.Count == 0 && !_services.Bodies.Has(command))
            errors = [new FieldError("Operation", $"{command.GetType().Name} is not available in this version; there are: {_services.Bodies}")];
        if (errors.Count > 0)
        {
            LogRejected(command, errors);
            Sender.Tell(new OperationRejected(command.OperationId, errors));
            return;
        }

        _gate = _gate.Enqueue(command, _services.Time.GetUtcNow(), out var retryAfter);
        if (retryAfter is { } wait)
        {
            LogRefused(command, wait);
            Sender.Tell(new OperationRefused(command.OperationId, wait));
            return;
        }

        var entry = new Entry(command);
        entry.Join(Sender);
        _entries.Add(command.OperationId, entry);
        Start();
    }

    private void Start()
    {
        var now = _services.Time.GetUtcNow();
        _gate = _gate.Start(now, out var started);
        foreach (var command in started)
        {
            var services = _services;
            var entry = _entries[command.OperationId];
            entry.Actor = Context.Watch(Context.ActorOf(
                Props.Create(() => new OperationActor(command, services)), $"operation-{command.OperationId}"));
            _underWay.Add(entry.Actor, entry);
        }

        if (_gate.NextStartAt(now) is { } next)
            Timers.StartSingleTimer(nameof(StartDue), StartDue.Instance, next - now);
    }

    private void Cancel(CancelOperation cancel)
    {
        if (!_entries.TryGetValue(cancel.OperationId, out var entry))
        {
            Sender.Tell(new OperationNotFound(cancel.OperationId));
        }
        else if (entry.Outcome is not null)
        {
            Sender.Tell(new OperationCancelAccepted(cancel.OperationId));
        }
        else if (entry.Actor is { } actor)
        {
            actor.Forward(cancel);
        }
        else
        {
            _gate = _gate.Withdraw(cancel.OperationId);
            _entries.Remove(cancel.OperationId);
            entry.Answer(new OperationCancelled(cancel.OperationId));
            Sender.Tell(new OperationCancelAccepted(cancel.OperationId));
        }
    }

    private void PassOn(GetOperationStatus query)
    {
        if (!_entries.TryGetValue(query.OperationId, out var entry) || entry.Outcome is not null)
            Sender.Tell(new OperationNotFound(query.OperationId));
        else if (entry.Actor is { } actor)
            actor.Forward(query);
        else
            Sender.Tell(new OperationReport(query.OperationId, entry.Command.Kind, OperationPhase.Waiting, Run: 0));
    }

    private void Conclude(Entry entry, Exception cause)
    {
        LogCrashed(entry.Command, cause);
        entry.Answer(new OperationFailed(entry.Command.OperationId, SafeCause.Of(cause), Restarts: 0));
    }

    private void Forget(IActorRef actor)
    {
        if (!_underWay.Remove(actor, out var entry))
            return;
        if (entry.Outcome is null)
            Conclude(entry, new InfrastructureException(InfrastructureKind.Journal, "the operation was stopped by its journal"));
        _entries.Remove(entry.Command.OperationId);
        _gate = _gate.End();
        Start();
    }

    // From its arrival until its actor is gone, so that its name is free again and a repetition in between gets the same answer.
    private sealed class Entry(OperationCommand command)
    {
        private readonly List<IActorRef> _requesters = [];

        public OperationCommand Command { get; } = command;

        public IActorRef? Actor { get; set; }

        public IOperationOutcome? Outcome { get; private set; }

        public void Join(IActorRef requester)
        {
            if (Outcome is { } outcome)
                requester.Tell(outcome);
            else
                _requesters.Add(requester);
        }

        public void Answer(IOperationOutcome outcome)
        {
            if (Outcome is not null)
                return;
            Outcome = outcome;
            foreach (var requester in _requesters)
                requester.Tell(outcome);
        }
    }

    private sealed record StartDue
    {
        public static StartDue Instance { get; } = new();
    }
}
