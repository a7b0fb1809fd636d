using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Sharding;

/// <summary>
/// The entities of one kind, started when something arrives for them. There is one node here, so that a region has all of its shards,
/// and its entities are its own children.
/// </summary>
public sealed class ShardRegion : ActorBase, IWithTimers
{
    // As in Akka.NET: entity-restart-backoff, shard-failure-backoff.
    private static readonly TimeSpan Backoff = TimeSpan.FromSeconds(10);

    private readonly string _typeName;
    private readonly Func<string, Props> _entityProps;
    private readonly IMessageExtractor _extractor;
    private readonly ShardRegionSettings _settings;
    private readonly Dictionary<string, Entity> _entities = new(StringComparer.Ordinal);
    private readonly Dictionary<IActorRef, string> _ids = [];
    private readonly List<Envelope> _early = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private IActorRef? _memory;
    private bool _isReady;
    private IActorRef? _endsFor;

    internal ShardRegion(string typeName, Func<string, Props> entityProps, IMessageExtractor messageExtractor, ShardRegionSettings settings) =>
        (_typeName, _entityProps, _extractor, _settings) = (typeName, entityProps, messageExtractor, settings);

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc />
    protected override void PreStart()
    {
        if (_settings.PassivateIdleAfter is { } idle) Timers.StartPeriodicTimer(nameof(IdleDue), IdleDue.Instance, idle / 2);
        if (_settings.RememberEntities) StartMemory();
        else _isReady = true;
    }

    /// <inheritdoc />
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case RememberedEntities.Known known: Begin(known.EntityIds); break;
            case RememberedEntities.Kept kept: Kept(kept.EntityId); break;
            case Terminated terminated when terminated.ActorRef.Equals(_memory): LoseMemory(); break;
            case Terminated terminated: Ended(terminated.ActorRef); break;
            case Passivate passivate: Passivate(Sender, passivate.StopMessage); break;
            case MemoryDue: StartMemory(); break;
            case RestartDue due: Wake(due.EntityId); break;
            case IdleDue: PassivateIdle(); break;
            case GracefulShutdown: End(); break;
            default: Deliver(new Envelope(message, Sender)); break;
        }

        return true;
    }

    private void StartMemory()
    {
        var typeName = _typeName;
        _memory = Context.Watch(Context.ActorOf(Props.Create(() => new RememberedEntities(typeName))));
    }

    private void Begin(IReadOnlyCollection<string> remembered)
    {
        if (_isReady)
        {
            Remind(remembered);
            return;
        }

        _isReady = true;
        foreach (var id in remembered)
        {
            _entities.Add(id, new Entity());
            Start(id);
        }

        foreach (var early in _early) Deliver(early);
        _early.Clear();
    }

    private void LoseMemory()
    {
        if (_endsFor is null) Timers.StartSingleTimer(nameof(MemoryDue), MemoryDue.Instance, Backoff);
        else Stop();
    }

    // The memory comes back after a failure of the journal: what it was not told is told again.
    private void Remind(IReadOnlyCollection<string> remembered)
    {
        foreach (var id in _entities.Keys.Except(remembered)) _memory!.Tell(new RememberedEntities.Keep(id));
        foreach (var id in remembered.Except(_entities.Keys)) _memory!.Tell(new RememberedEntities.Forget(id));
        foreach (var id in remembered) Kept(id);
    }

    private void Kept(string id)
    {
        if (_entities.TryGetValue(id, out var entity) && entity.Phase == Phase.Keeping) Start(id);
    }

    private void Deliver(Envelope envelope)
    {
        var id = envelope.Message is StartEntity start ? start.EntityId : _extractor.EntityId(envelope.Message);
        if (string.IsNullOrEmpty(id) || _endsFor is not null)
        {
            if (_endsFor is null) _log.Warning("A message of type {0} is for no entity of {1}", envelope.Message.GetType(), _typeName);
            Context.System.DeadLetters.Tell(envelope.Message, envelope.Sender);
            return;
        }

        if (!_isReady)
        {
            _early.Add(envelope);
            return;
        }

        if (!_entities.TryGetValue(id, out var entity))
        {
            _entities.Add(id, entity = new Entity());
            entity.Waiting.Enqueue(envelope);
            if (_memory is null) Start(id);
            else _memory.Tell(new RememberedEntities.Keep(id));
            return;
        }

        if (entity.Phase == Phase.Active)
        {
            Hand(entity, envelope);
            return;
        }

        entity.Waiting.Enqueue(envelope);
        if (entity.Phase == Phase.Down) Start(id);
    }

    private void Start(string id)
    {
        if (_endsFor is not null || !_entities.TryGetValue(id, out var entity) || entity.Phase is Phase.Active or Phase.Passivating) return;
        var name = Uri.EscapeDataString(id);
        // One that has stopped may still be on its way out.
        entity.Actor = Context.Watch(Context.ActorOf(_entityProps(id), Context.Child(name).Equals(ActorRefs.Nobody) ? name : null));
        entity.Phase = Phase.Active;
        _ids.Add(entity.Actor, id);
        entity.LastAt = Context.System.Scheduler.MonotonicClock;
        while (entity.Waiting.TryDequeue(out var envelope)) Hand(entity, envelope);
    }

    private void Hand(Entity entity, Envelope envelope)
    {
        if (envelope.Message is StartEntity) return;
        entity.LastAt = Context.System.Scheduler.MonotonicClock;
        entity.Actor.Tell(_extractor.EntityMessage(envelope.Message)!, envelope.Sender);
    }

    private void Passivate(IActorRef actor, object stopMessage)
    {
        if (!_ids.TryGetValue(actor, out var id) || _entities[id] is not { Phase: Phase.Active } entity) return;
        entity.Phase = Phase.Passivating;
        actor.Tell(stopMessage);
    }

    private void PassivateIdle()
    {
        var idleSince = Context.System.Scheduler.MonotonicClock - _settings.PassivateIdleAfter!.Value;
        foreach (var entity in _entities.Values)
            if (entity.Phase == Phase.Active && entity.LastAt <= idleSince) Passivate(entity.Actor, _settings.StopMessage);
    }

    private void Ended(IActorRef actor)
    {
        if (!_ids.Remove(actor, out var id)) return;
        var entity = _entities[id];
        var hasPassivated = entity.Phase == Phase.Passivating;
        entity.Phase = Phase.Down;
        if (_endsFor is not null)
        {
            TellEnded();
            return;
        }

        if (entity.Waiting.Count > 0)
        {
            Start(id);
            return;
        }

        if (_settings.RememberEntities && !hasPassivated)
        {
            Timers.StartSingleTimer(id, new RestartDue(id), Backoff);
            return;
        }

        _entities.Remove(id);
        _memory?.Tell(new RememberedEntities.Forget(id));
    }

    private void Wake(string id)
    {
        if (_entities.TryGetValue(id, out var entity) && entity.Phase == Phase.Down) Start(id);
    }

    private void End()
    {
        if (_endsFor is not null) return;
        _endsFor = Sender;
        foreach (var actor in _ids.Keys) actor.Tell(_settings.StopMessage);
        TellEnded();
    }

    private void TellEnded()
    {
        if (_ids.Count > 0) return;
        // What it was told last is written before it goes.
        if (_memory is null) Stop();
        else _memory.Tell(RememberedEntities.End.Instance);
    }

    private void Stop()
    {
        _endsFor!.Tell(Done.Instance);
        Context.Stop(Self);
    }

    /// <summary>Sent to a region: start an entity that nobody has a message for.</summary>
    public sealed class StartEntity : IEquatable<StartEntity>
    {
        /// <summary>The entity.</summary>
        public readonly string EntityId;

        /// <summary>Creates the message.</summary>
        public StartEntity(string entityId) => EntityId = entityId;

        /// <inheritdoc />
        public bool Equals(StartEntity? other) => other is not null && EntityId == other.EntityId;

        /// <inheritdoc />
        public override bool Equals(object? obj) => Equals(obj as StartEntity);

        /// <inheritdoc />
        public override int GetHashCode() => EntityId.GetHashCode(StringComparison.Ordinal);

        /// <inheritdoc />
        public override string ToString() => $"StartEntity({EntityId})";
    }

    private enum Phase
    {
        Keeping,
        Active,
        Passivating,
        Down,
    }

    private sealed class Entity
    {
        public Phase Phase { get; set; }

        public IActorRef Actor { get; set; } = ActorRefs.Nobody;

        public TimeSpan LastAt { get; set; }

        public Queue<Envelope> Waiting { get; } = new();
    }

    private sealed record RestartDue(string EntityId);

    private sealed record MemoryDue
    {
        public static MemoryDue Instance { get; } = new();
    }

    private sealed record IdleDue
    {
        public static IdleDue Instance { get; } = new();
    }
}
