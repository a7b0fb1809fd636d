using Akka.Actor;
using Akka.Cells;

namespace Akka.Persistence;

/// <summary>A persistent actor with one method for commands and one for recovery.</summary>
public abstract class PersistentActor : Eventsourced
{
    /// <inheritdoc />
    protected override bool Receive(object message) => ReceiveCommand(message);
}

/// <summary>A persistent actor with one method for commands and one for recovery, both of which handle everything.</summary>
public abstract class UntypedPersistentActor : Eventsourced
{
    /// <summary>The context, valid while the actor handles a message.</summary>
    protected static new IUntypedActorContext Context => ActorCell.Active;

    /// <inheritdoc />
    protected override bool Receive(object message) => ReceiveCommand(message);

    /// <inheritdoc />
    protected sealed override bool ReceiveCommand(object message)
    {
        OnCommand(message);
        return true;
    }

    /// <inheritdoc />
    protected sealed override bool ReceiveRecover(object message)
    {
        OnRecover(message);
        return true;
    }

    /// <summary>Handles a command.</summary>
    protected abstract void OnCommand(object message);

    /// <summary>Handles a <see cref="SnapshotOffer"/>, a replayed event or <see cref="RecoveryCompleted"/>.</summary>
    protected abstract void OnRecover(object message);

    /// <summary>Replaces the current behaviour.</summary>
    protected void Become(UntypedReceive receive) => Context.Become(receive);

    /// <summary>Puts a behaviour on top of the current one.</summary>
    protected void BecomeStacked(UntypedReceive receive) => Context.BecomeStacked(receive);
}
