using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Cells;

/// <summary>A message from the engine to a cell. It overtakes all user messages. Each instance is sent once: it carries its own link.</summary>
internal abstract class SystemMessage
{
    public SystemMessage? Next;

    public abstract void Apply(ActorCell cell);
}

internal sealed class Create : SystemMessage
{
    public override void Apply(ActorCell cell) => cell.OnCreate();
}

internal sealed class Recreate(Exception cause) : SystemMessage
{
    public override void Apply(ActorCell cell) => cell.OnRecreate(cause);
}

internal sealed class Suspend : SystemMessage
{
    public override void Apply(ActorCell cell) => cell.OnSuspend();
}

internal sealed class Resume(Exception? causedByFailure) : SystemMessage
{
    public override void Apply(ActorCell cell) => cell.OnResume(causedByFailure);
}

internal sealed class Terminate : SystemMessage
{
    public override void Apply(ActorCell cell) => cell.OnTerminate();
}

internal sealed class Failed(IActorRef child, Exception cause) : SystemMessage
{
    public IActorRef Child { get; } = child;

    public Exception Cause { get; } = cause;

    public override void Apply(ActorCell cell) => cell.OnChildFailed(this);
}

internal sealed class Watch(IInternalActorRef watcher) : SystemMessage
{
    public IInternalActorRef Watcher { get; } = watcher;

    public override void Apply(ActorCell cell) => cell.OnWatched(Watcher);
}

internal sealed class Unwatch(IInternalActorRef watcher) : SystemMessage
{
    public override void Apply(ActorCell cell) => cell.OnUnwatched(watcher);
}

internal sealed class DeathWatchNotification(IActorRef actor, bool existenceConfirmed) : SystemMessage
{
    public IActorRef Actor { get; } = actor;

    public override void Apply(ActorCell cell) => cell.OnDeath(Actor, existenceConfirmed);
}

internal sealed class RunContinuation(ActorTaskScheduler scheduler, Task task) : SystemMessage
{
    public override void Apply(ActorCell cell) => cell.OnContinuation(scheduler, task);
}

internal sealed class AsyncHandlerCompleted(Task handler) : SystemMessage
{
    public override void Apply(ActorCell cell) => cell.OnAsyncHandlerCompleted(handler);
}
