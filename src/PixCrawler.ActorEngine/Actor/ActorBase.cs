using Akka.Cells;

namespace Akka.Actor;

/// <summary>The base of all actors.</summary>
public abstract class ActorBase
{
    /// <summary>Only the engine may create actors; use <see cref="IActorRefFactory.ActorOf"/>.</summary>
    /// <exception cref="ActorInitializationException">The actor was created with <c>new</c>.</exception>
    protected ActorBase()
    {
        var cell = ActorCell.Current ?? throw new ActorInitializationException(
            $"You cannot create an instance of [{GetType()}] explicitly using the constructor (new). Use ActorOf with Props instead.");
        cell.Adopt(this, Receive);
    }

    /// <summary>The sender of the current message.</summary>
    protected IActorRef Sender => Context.Sender;

    /// <summary>The actor itself.</summary>
    protected IActorRef Self => Context.Self;

    /// <summary>The context, valid while the actor handles a message.</summary>
    /// <exception cref="NotSupportedException">No actor is running on this thread.</exception>
    protected static IActorContext Context => ActorCell.Active;

    /// <summary>Handles nothing.</summary>
    protected static Receive EmptyReceive { get; } = static _ => false;

    internal SupervisorStrategy Strategy => SupervisorStrategy();

    /// <summary>Stands around every message; override to add something before or after.</summary>
    protected internal virtual bool AroundReceive(Receive receive, object message)
    {
        var handled = receive(message);
        if (!handled) Unhandled(message);
        return handled;
    }

    /// <summary>Handles a message; false when it was not handled.</summary>
    protected abstract bool Receive(object message);

    /// <summary>Called for each message that was not handled. Publishes an <see cref="Event.UnhandledMessage"/>.</summary>
    /// <exception cref="DeathPactException">The message is a <see cref="Terminated"/>.</exception>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated) throw new DeathPactException(terminated.ActorRef);
        Context.System.EventStream.Publish(new Event.UnhandledMessage(message, Sender, Self));
    }

    /// <summary>Replaces the current behaviour.</summary>
    protected void Become(Receive receive) => Context.Become(receive);

    /// <summary>Puts a behaviour on top of the current one.</summary>
    protected void BecomeStacked(Receive receive) => Context.BecomeStacked(receive);

    /// <summary>Goes back to the behaviour below.</summary>
    protected void UnbecomeStacked() => Context.UnbecomeStacked();

    /// <summary>See <see cref="IActorContext.SetReceiveTimeout"/>.</summary>
    protected void SetReceiveTimeout(TimeSpan? timeout) => Context.SetReceiveTimeout(timeout);

    /// <summary>Stands around <see cref="PreRestart"/>.</summary>
    public virtual void AroundPreRestart(Exception cause, object? message) => PreRestart(cause, message!);

    /// <summary>Stands around <see cref="PreStart"/>.</summary>
    public virtual void AroundPreStart() => PreStart();

    /// <summary>Stands around <see cref="PostRestart"/>.</summary>
    public virtual void AroundPostRestart(Exception cause, object? message) => PostRestart(cause);

    /// <summary>Stands around <see cref="PostStop"/>.</summary>
    public virtual void AroundPostStop() => PostStop();

    /// <summary>Called before the first message.</summary>
    protected virtual void PreStart() { }

    /// <summary>Called on the failed instance before it is replaced. Stops all children and calls <see cref="PostStop"/>.</summary>
    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (var child in Context.GetChildren())
        {
            Context.Unwatch(child);
            Context.Stop(child);
        }

        PostStop();
    }

    /// <summary>Called on the new instance after a restart. Calls <see cref="PreStart"/>.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>Called after the last message.</summary>
    protected virtual void PostStop() { }

    /// <summary>How this actor supervises its children.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => Actor.SupervisorStrategy.DefaultStrategy;
}
