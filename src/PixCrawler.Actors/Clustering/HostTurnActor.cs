using Akka.Actor;
using Akka.Persistence;
using PixCrawler.Actors.Politeness;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Hosts;

namespace PixCrawler.Actors.Clustering;

/// <summary>
/// A host as an entity of its cluster: lends it to one node's gate at a time, in turn, so that all nodes together keep the host's pace.
/// Pauses that the host asked for are kept in its journal. A turn is short and ends by itself, so that nothing is lost when a node or
/// this entity is; an entity that is new listens first, for a gate that it knows nothing of may still have its turn.
/// </summary>
internal sealed class HostTurnActor : ReceivePersistentActor, IWithTimers
{
    /// <summary>How long a turn is.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    /// <summary>How long requests that were begun in a turn may go on behind its end before the host is lent to another.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    /// <summary>How long a new entity listens.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    private const int MostEvents = 100;

    private readonly string _host;
    private readonly TimeProvider _time;
    private readonly List<IActorRef> _line = [];
    private IActorRef? _holder;
    private DateTimeOffset? _pausedUntil;
    private DateTimeOffset _waitUntil;
    private bool _isSettled;
    private bool _isUnclean = true;
    private int _events;

    /// <summary>Creates the entity.</summary>
    /// <param name="host">The host.</param>
    /// <param name="time">The clock.</param>
    public HostTurnActor(string host, TimeProvider time)
    {
        (_host, _time) = (host, time);
        PersistenceId = $"host-{host}";
        Recover<HostPauseSet>(Apply);
        Recover<RecoveryCompleted>(_ => Timers.StartSingleTimer(nameof(Settled), Settled.Instance, Settling));
        Command<Settled>(_ =>
        {
            _isSettled = true;
            LendNext();
        });
        Command<AskHostTurn>(_ => Ask(Sender));
        Command<ReturnHostTurn>(returned => Return(Sender, returned.Wait));
        Command<KeepPause>(Keep);
        Command<TurnOverdue>(_ => TakeBack());
        Command<Terminated>(terminated => Forget(terminated.ActorRef));
        Command<DeleteMessagesSuccess>(_ => { });
        Command<DeleteMessagesFailure>(_ => { });
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        throw new InfrastructureException(InfrastructureKind.Journal, "the journal refused an event", cause);

    private void Ask(IActorRef gate)
    {
        if (_line.Contains(gate))
            return;
        // It has not heard that it has its turn, and asked again.
        if (gate.Equals(_holder))
        {
            Lend(gate);
            return;
        }

        Context.Watch(gate);
        _line.Add(gate);
        LendNext();
    }

    private void LendNext()
    {
        if (_holder is not null || !_isSettled || _line.Count == 0)
            return;
        _holder = _line[0];
        _line.RemoveAt(0);
        Lend(_holder);
    }

    private void Lend(IActorRef gate)
    {
        var now = _time.GetUtcNow();
        Timers.StartSingleTimer(nameof(TurnOverdue), TurnOverdue.Instance, Length + Grace);
        gate.Tell(new HostTurnLent(_host, _waitUntil > now ? _waitUntil - now : TimeSpan.Zero, _isUnclean, _pausedUntil > now ? _pausedUntil : null));
    }

    private void Return(IActorRef gate, TimeSpan wait)
    {
        if (!gate.Equals(_holder))
            return;
        _waitUntil = _time.GetUtcNow() + wait;
        EndTurn(isClean: true);
        Context.Unwatch(gate);
        LendNext();
    }

    private void Forget(IActorRef gate)
    {
        _line.Remove(gate);
        if (!gate.Equals(_holder))
            return;
        EndTurn(isClean: false);
        LendNext();
    }

    private void TakeBack()
    {
        if (_holder is not { } late)
            return;
        Context.Unwatch(late);
        EndTurn(isClean: false);
        LendNext();
    }

    private void EndTurn(bool isClean)
    {
        (_holder, _isUnclean) = (null, !isClean);
        Timers.Cancel(nameof(TurnOverdue));
    }

    private void Keep(KeepPause keep)
    {
        if (_pausedUntil >= keep.Until)
            return;
        Persist(new HostPauseSet(_host, keep.Until, _time.GetUtcNow()), pause =>
        {
            Apply(pause);
            if (_events > MostEvents)
            {
                DeleteMessages(LastSequenceNr - 1);
                _events = 1;
            }
        });
    }

    private void Apply(HostPauseSet pause)
    {
        _pausedUntil = pause.Until;
        _events++;
    }

    private sealed record Settled
    {
        public static Settled Instance { get; } = new();
    }

    private sealed record TurnOverdue
    {
        public static TurnOverdue Instance { get; } = new();
    }
}
