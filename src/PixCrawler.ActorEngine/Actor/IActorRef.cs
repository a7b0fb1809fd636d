using Akka.Cells;

namespace Akka.Actor;

/// <summary>Something a message can be sent to.</summary>
public interface ICanTell
{
    /// <summary>Sends a message without waiting for anything.</summary>
    /// <exception cref="InvalidMessageException">The message is null.</exception>
    void Tell(object message, IActorRef? sender);
}

/// <summary>The handle of an actor: the only way to reach it.</summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, IComparable
{
    /// <summary>Where the actor lives.</summary>
    ActorPath Path { get; }
}

/// <summary>A reference as the engine sees it.</summary>
public interface IInternalActorRef : IActorRef
{
    /// <summary>The parent of the actor.</summary>
    IInternalActorRef Parent { get; }

    /// <summary>True once the actor has stopped.</summary>
    bool IsTerminated { get; }

    internal ActorSystemImpl? OwningSystem { get; }

    internal void SendSystem(SystemMessage message);

    internal IInternalActorRef? FindChild(string name);

    internal IReadOnlyList<IInternalActorRef> ListChildren();
}

/// <summary>Equality, order and text of references: path and uid decide.</summary>
public abstract class ActorRefBase : IActorRef
{
    /// <inheritdoc />
    public abstract ActorPath Path { get; }

    /// <inheritdoc />
    public void Tell(object message, IActorRef? sender)
    {
        if (message is null) throw new InvalidMessageException("Message is null.");
        TellInternal(message, sender);
    }

    /// <summary>Delivers a message that is known not to be null.</summary>
    protected abstract void TellInternal(object message, IActorRef? sender);

    /// <inheritdoc />
    public bool Equals(IActorRef? other) =>
        ReferenceEquals(this, other) || (other is not null && Path.Uid == other.Path.Uid && Path.Equals(other.Path));

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is IActorRef other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Path.Uid, Path.Name.GetHashCode(StringComparison.Ordinal));

    /// <inheritdoc />
    public int CompareTo(IActorRef? other)
    {
        if (other is null) return 1;
        var byPath = Path.CompareTo(other.Path);
        return byPath != 0 ? byPath : Path.Uid.CompareTo(other.Path.Uid);
    }

    /// <inheritdoc />
    public int CompareTo(object? obj) => CompareTo(obj as IActorRef);

    /// <summary>The path with its uid in brackets.</summary>
    public override string ToString() => $"[{Path.ToStringWithUid()}]";
}

/// <summary>A reference without an actor behind it.</summary>
public abstract class MinimalActorRef : ActorRefBase, IInternalActorRef
{
    /// <inheritdoc />
    public virtual IInternalActorRef Parent => ActorRefs.Nobody;

    /// <inheritdoc />
    public virtual bool IsTerminated => false;

    ActorSystemImpl? IInternalActorRef.OwningSystem => System;

    void IInternalActorRef.SendSystem(SystemMessage message) => OnSystem(message);

    IInternalActorRef? IInternalActorRef.FindChild(string name) => ChildNamed(name);

    IReadOnlyList<IInternalActorRef> IInternalActorRef.ListChildren() => AllChildren();

    internal virtual ActorSystemImpl? System => null;

    internal virtual IInternalActorRef? ChildNamed(string name) => null;

    internal virtual IReadOnlyList<IInternalActorRef> AllChildren() => [];

    /// <inheritdoc />
    protected override void TellInternal(object message, IActorRef? sender) { }

    // A reference without an actor is as good as dead: whoever watches it is told at once.
    internal virtual void OnSystem(SystemMessage message)
    {
        if (message is Watch watch) watch.Watcher.SendSystem(new DeathWatchNotification(this, false));
    }
}

/// <summary>The reference that ignores everything.</summary>
public sealed class Nobody : MinimalActorRef
{
    private readonly ActorPath _path = new RootActorPath(new Address("akka", "all-systems")) / "Nobody";

    private Nobody() { }

    /// <summary>The only instance.</summary>
    public static Nobody Instance { get; } = new();

    /// <inheritdoc />
    public override ActorPath Path => _path;
}

/// <summary>The two special references.</summary>
public static class ActorRefs
{
    /// <summary>A reference that ignores everything.</summary>
    public static readonly Nobody Nobody = Nobody.Instance;

    /// <summary>No sender: the receiver sees the dead letters as its sender.</summary>
    public static readonly IActorRef? NoSender;
}

/// <summary>Sending with the current actor as the sender.</summary>
public static class ActorRefImplicitSenderExtensions
{
    /// <summary>Sends a message; inside an actor that actor is the sender.</summary>
    public static void Tell(this IActorRef receiver, object message) => receiver.Tell(message, ActorCell.CurrentSelf);

    /// <summary>Sends a message on, keeping its original sender.</summary>
    public static void Forward(this IActorRef receiver, object message) => receiver.Tell(message, ActorCell.Active.Sender);
}
