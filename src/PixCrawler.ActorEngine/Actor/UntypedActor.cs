using Akka.Cells;

namespace Akka.Actor;

/// <summary>An actor with one method for all messages.</summary>
public abstract class UntypedActor : ActorBase
{
    /// <summary>The context, valid while the actor handles a message.</summary>
    protected static new IUntypedActorContext Context => ActorCell.Active;

    /// <inheritdoc />
    protected sealed override bool Receive(object message)
    {
        OnReceive(message);
        return true;
    }

    /// <summary>Runs an action and then goes on with the mailbox.</summary>
    protected void RunTask(Action action) => RunTask(() =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <summary>Runs an asynchronous action. The mailbox stands still until it is done; its failure is the failure of the actor.</summary>
    protected void RunTask(Func<Task> action) => ActorCell.Active.RunTask(action);

    /// <summary>Handles a message.</summary>
    protected abstract void OnReceive(object message);

    /// <summary>Replaces the current behaviour.</summary>
    protected void Become(UntypedReceive receive) => Context.Become(receive);

    /// <summary>Puts a behaviour on top of the current one.</summary>
    protected void BecomeStacked(UntypedReceive receive) => Context.BecomeStacked(receive);
}
