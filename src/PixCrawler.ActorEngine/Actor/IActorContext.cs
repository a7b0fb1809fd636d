using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>Creates and finds actors.</summary>
public interface IActorRefFactory
{
    /// <summary>Creates a child.</summary>
    /// <exception cref="InvalidActorNameException">The name is taken or not a valid path element.</exception>
    IActorRef ActorOf(Props props, string? name = null);

    /// <summary>Selects actors by an absolute path.</summary>
    ActorSelection ActorSelection(ActorPath actorPath);

    /// <summary>Selects actors by an absolute or relative path; <c>*</c> and <c>?</c> are wildcards.</summary>
    ActorSelection ActorSelection(string actorPath);
}

/// <summary>Shorthands on <see cref="IActorRefFactory"/>.</summary>
public static class ActorRefFactoryExtensions
{
    /// <summary>Creates a child from its parameterless constructor.</summary>
    public static IActorRef ActorOf<TActor>(this IActorRefFactory factory, string? name = null) where TActor : ActorBase, new() =>
        factory.ActorOf(Props.Create<TActor>(), name);

    /// <summary>Selects actors by a path relative to <paramref name="anchorRef"/>.</summary>
    public static ActorSelection ActorSelection(this IActorRefFactory factory, IActorRef anchorRef, string actorPath) =>
        new(anchorRef, actorPath);
}

/// <summary>Death watch.</summary>
public interface ICanWatch
{
    /// <summary>Asks for one <see cref="Terminated"/> when <paramref name="subject"/> stops.</summary>
    IActorRef Watch(IActorRef subject);

    /// <summary>Asks for <paramref name="message"/> in place of <see cref="Terminated"/>.</summary>
    IActorRef WatchWith(IActorRef subject, object message);

    /// <summary>Takes a watch back; a notice already under way is dropped.</summary>
    IActorRef Unwatch(IActorRef subject);
}

/// <summary>What an actor can do and know while it handles a message.</summary>
public interface IActorContext : IActorRefFactory, ICanWatch
{
    /// <summary>The actor itself.</summary>
    IActorRef Self { get; }

    /// <summary>The recipe the actor was made from.</summary>
    Props Props { get; }

    /// <summary>The dispatcher the actor runs on.</summary>
    MessageDispatcher Dispatcher { get; }

    /// <summary>The sender of the current message; the dead letters when there is none.</summary>
    IActorRef Sender { get; }

    /// <summary>The system the actor lives in.</summary>
    ActorSystem System { get; }

    /// <summary>The parent, which supervises the actor.</summary>
    IActorRef Parent { get; }

    /// <summary>The receive timeout in force, or null.</summary>
    TimeSpan? ReceiveTimeout { get; }

    /// <summary>Replaces the current behaviour.</summary>
    void Become(Receive receive);

    /// <summary>Puts a behaviour on top of the current one.</summary>
    void BecomeStacked(Receive receive);

    /// <summary>Goes back to the behaviour below.</summary>
    void UnbecomeStacked();

    /// <summary>The child of that name, or <see cref="ActorRefs.Nobody"/>.</summary>
    IActorRef Child(string name);

    /// <summary>All children that have not terminated.</summary>
    IEnumerable<IActorRef> GetChildren();

    /// <summary>Sends <see cref="ReceiveTimeout"/> to the actor after this much silence, again and again; null switches it off.</summary>
    void SetReceiveTimeout(TimeSpan? timeout);

    /// <summary>Stops a child (or the actor itself) after its current message.</summary>
    void Stop(IActorRef child);
}

/// <summary>The context of an <see cref="UntypedActor"/>.</summary>
public interface IUntypedActorContext : IActorContext
{
    /// <summary>Replaces the current behaviour.</summary>
    void Become(UntypedReceive receive);

    /// <summary>Puts a behaviour on top of the current one.</summary>
    void BecomeStacked(UntypedReceive receive);
}

/// <summary>Handles a message; false says it was not handled.</summary>
public delegate bool Receive(object message);

/// <summary>Handles a message.</summary>
public delegate void UntypedReceive(object message);
