using Akka.Actor;
using Akka.Persistence;
using PixCrawler.Actors.Supervision;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Operations;
using PixCrawler.Domain.Failures;
using PixCrawler.Domain.Operations;

namespace PixCrawler.Actors.Operations;

/// <summary>
/// Carries out one operation, run by run: keeps each run to its limits, starts a new one after a failure of the foundations, and ends
/// in exactly one outcome. Its journal is forgotten once the outcome is told.
/// </summary>
internal sealed partial class OperationActor : ReceivePersistentActor, IWithTimers
{
    private readonly OperationCommand _command;
    private readonly OperationServices _services;
    private readonly OperationLimits _limits;
    private OperationState _state;
    private IActorRef? _run;

    public OperationActor(OperationCommand command, OperationServices services)
    {
        (_command, _services) = (command, services);
        _limits = services.Options.Catalog.Of(command.Kind);
        _state = OperationState.New(command.OperationId);
        PersistenceId = $"operation-{command.OperationId}";

        Recover<IOperationEvent>(operationEvent => _state = _state.Apply(operationEvent));
        Recover<RecoveryCompleted>(_ => GoOnFromJournal());

        Command<RunCompleted>(done => Carry(new OperationOrder.Succeed(done.Run, done.Result, _limits)));
        Command<WorkerCrashed>(Fail);
        Command<RestartDue>(_ => BeginRun());
        Command<SoftLimitDue>(due => Carry(new OperationOrder.ReachSoftLimit(due.Run)));
        Command<HardLimitDue>(due => Carry(new OperationOrder.ReachHardLimit(due.Run, _limits)));
        Command<CancelOperation>(_ => Cancel());
        Command<GetOperationStatus>(_ => Sender.Tell(new OperationReport(_state.Id, _command.Kind, _state.Phase, _state.Run)
        {
            RestartDueAt = _state.RestartDueAt,
            Cause = _state.Cause,
        }));
        Command<DeleteMessagesSuccess>(_ => Context.Stop(Self));
        Command<DeleteMessagesFailure>(_ => Context.Stop(Self));
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
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        Context.Parent.Tell(new WorkerCrashed(Self, JournalFaults.Of(cause, "the operation")));
        base.OnPersistFailure(cause, @event, sequenceNr);
    }

    /// <inheritdoc/>
    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        Context.Parent.Tell(new WorkerCrashed(Self, JournalFaults.Of(reason, "the operation")));
        base.OnRecoveryFailure(reason, message);
    }

    private void GoOnFromJournal()
    {
        switch (_state.Phase)
        {
            case OperationPhase.Waiting:
                Carry(new OperationOrder.Start(_command));
                break;
            case OperationPhase.Running:
                // The process died over this run; were that not counted, one that kills it each time would be run for ever.
                var cause = new FailureCause(
                    FailureKind.Infrastructure, "interrupted", "ProcessEnded", "the process ended while the operation was under way");
                Carry(new OperationOrder.Fail(_state.Run, cause, _services.Restarts, _limits));
                break;
            case OperationPhase.Restarting:
                BeginRun();
                break;
            case OperationPhase.Ended:
                Conclude(_state.Outcome!);
                break;
        }
    }

    private void BeginRun()
    {
        if (_state.RestartDueAt is { } due && due > _services.Time.GetUtcNow())
            // The timer was a hair early by the other clock, or the wait was begun by an earlier process: it is set for the rest.
            ScheduleRestart(due);
        else
            Carry(new OperationOrder.BeginRun());
    }

    private void ScheduleRestart(DateTimeOffset due)
    {
        var delay = due - _services.Time.GetUtcNow();
        Timers.StartSingleTimer(
            nameof(RestartDue), RestartDue.Instance, delay > TimeSpan.Zero ? delay : TimeSpan.FromTicks(1));
    }

    private void Fail(WorkerCrashed crashed)
    {
        if (!crashed.Worker.Equals(_run))
            return;
        if (FailureClassifier.Classify(crashed.Cause) == FailureClass.Unknown)
            LogUnexpected(crashed.Cause);
        Carry(new OperationOrder.Fail(_state.Run, SafeCause.Of(crashed.Cause), _services.Restarts, _limits));
    }

    private void Cancel()
    {
        var canceller = Sender;
        Carry(new OperationOrder.Cancel(), () => canceller.Tell(new OperationCancelAccepted(_state.Id)));
    }

    // Decide, persist, apply, effects, and then what the caller has to do with the outcome: always in this order.
    private void Carry(OperationOrder order, Action? then = null)
    {
        var events = _state.Decide(order, _services.Time.GetUtcNow());
        if (events.IsEmpty)
        {
            then?.Invoke();
            return;
        }

        var open = events.Length;
        PersistAll(events, operationEvent =>
        {
            _state = _state.Apply(operationEvent);
            Follow(operationEvent);
            if (--open == 0)
                then?.Invoke();
        });
    }

    private void Follow(IOperationEvent operationEvent)
    {
        switch (operationEvent)
        {
            case OperationStarted:
                LogStarted();
                break;
            case OperationRunStarted started:
                Spawn(started.Run);
                break;
            case OperationOverdue:
                LogOverdue();
                _run?.Tell(StopRun.Instance);
                break;
            case OperationRunFailed failed:
                LogRestart(failed);
                EndRun();
                ScheduleRestart(failed.RestartDueAt);
                break;
            case OperationEnded ended:
                LogEnded(ended.Outcome);
                EndRun();
                Conclude(ended.Outcome);
                break;
        }
    }

    private void Spawn(int run)
    {
        var (command, bodies) = (_state.Command!, _services.Bodies);
        _run = Context.ActorOf(Props.Create(() => new OperationRunActor(command, run, bodies)), $"run-{run}");
        Timers.StartSingleTimer(nameof(SoftLimitDue), new SoftLimitDue(run), _limits.SoftLimit);
        Timers.StartSingleTimer(nameof(HardLimitDue), new HardLimitDue(run), _limits.HardLimit);
    }

    private void EndRun()
    {
        Timers.CancelAll();
        if (_run is not null)
            Context.Stop(_run);
        _run = null;
    }

    private void Conclude(IOperationOutcome outcome)
    {
        Context.Parent.Tell(new OperationConcluded(outcome));
        DeleteMessages(LastSequenceNr);
    }

    private sealed record RestartDue
    {
        public static RestartDue Instance { get; } = new();
    }

    private sealed record SoftLimitDue(int Run);

    private sealed record HardLimitDue(int Run);
}
