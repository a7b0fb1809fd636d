using Akka.Actor;
using Akka.Persistence;

namespace Akka.Cluster.Sharding;

/// <summary>
/// Keeps in the journal which entities of a region there are, so that they are started with it. Once its journal is long, what there is
/// is written again and the rest is deleted.
/// </summary>
internal sealed class RememberedEntities : ReceivePersistentActor
{
    private const int MostEvents = 1000;

    private readonly HashSet<string> _entities = new(StringComparer.Ordinal);
    private int _events;

    public RememberedEntities(string typeName)
    {
        PersistenceId = $"sharding-{typeName}-entities";
        Recover<EntityStarted>(Apply);
        Recover<EntityStopped>(Apply);
        Recover<RecoveryCompleted>(_ => Context.Parent.Tell(new Known([.. _entities])));
        Command<Keep>(keep =>
        {
            if (_entities.Contains(keep.EntityId)) Context.Parent.Tell(new Kept(keep.EntityId));
            else Persist(new EntityStarted(keep.EntityId), Follow);
        });
        Command<Forget>(forget =>
        {
            if (_entities.Contains(forget.EntityId)) Persist(new EntityStopped(forget.EntityId), Follow);
        });
        Command<End>(_ => Context.Stop(Self));
        Command<DeleteMessagesSuccess>(_ => { });
    }

    /// <inheritdoc />
    public override string PersistenceId { get; }

    private void Follow(EntityStarted started)
    {
        Apply(started);
        Context.Parent.Tell(new Kept(started.EntityId));
    }

    private void Follow(EntityStopped stopped)
    {
        Apply(stopped);
        if (_events > MostEvents) Shorten();
    }

    private void Apply(EntityStarted started)
    {
        _entities.Add(started.EntityId);
        _events++;
    }

    private void Apply(EntityStopped stopped)
    {
        _entities.Remove(stopped.EntityId);
        _events++;
    }

    private void Shorten()
    {
        var (last, open) = (LastSequenceNr, _entities.Count);
        _events = open;
        if (open == 0)
        {
            DeleteMessages(last);
            return;
        }

        PersistAll(_entities.Select(id => new EntityStarted(id)).ToArray(), _ =>
        {
            if (--open == 0) DeleteMessages(last);
        });
    }

    /// <summary>Keep an entity in mind; answered by <see cref="Kept"/>.</summary>
    internal sealed record Keep(string EntityId);

    /// <summary>An entity will be started with the region from now on.</summary>
    internal sealed record Kept(string EntityId);

    /// <summary>Forget an entity.</summary>
    internal sealed record Forget(string EntityId);

    /// <summary>Stop, once all that was said before is written.</summary>
    internal sealed record End
    {
        public static End Instance { get; } = new();
    }

    /// <summary>The entities there are.</summary>
    internal sealed record Known(IReadOnlyCollection<string> EntityIds);
}

/// <summary>An entity is there from now on.</summary>
internal sealed record EntityStarted(string EntityId);

/// <summary>An entity is there no longer.</summary>
internal sealed record EntityStopped(string EntityId);
