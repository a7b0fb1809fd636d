using Akka.Actor;

namespace Akka.Cells;

/// <summary>The reference of an actor in this process.</summary>
internal sealed class LocalActorRef : MinimalActorRef
{
    public LocalActorRef(ActorSystemImpl system, Props props, ActorPath path, IInternalActorRef parent)
    {
        Path = path;
        Cell = new ActorCell(system, props, this, parent);
    }

    public ActorCell Cell { get; }

    public override ActorPath Path { get; }

    public override IInternalActorRef Parent => Cell.ParentRef;

    public override bool IsTerminated => Cell.IsTerminated;

    internal override ActorSystemImpl System => Cell.SystemImpl;

    internal override void OnSystem(SystemMessage message) => Cell.SendSystem(message);

    internal override IInternalActorRef? ChildNamed(string name) => Cell.FindChild(name);

    internal override IReadOnlyList<IInternalActorRef> AllChildren() => Cell.ListChildren();

    protected override void TellInternal(object message, IActorRef? sender) => Cell.SendUser(message, sender);
}
