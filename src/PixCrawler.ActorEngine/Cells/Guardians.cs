using Akka.Actor;

namespace Akka.Cells;

/// <summary>The parent of the root: a failure that nobody handled ends here and ends the system.</summary>
internal sealed class TopOfTheTree(ActorSystemImpl system, ActorPath path) : MinimalActorRef
{
    public override ActorPath Path => path;

    internal override ActorSystemImpl System => system;

    internal override void OnSystem(SystemMessage message)
    {
        switch (message)
        {
            case Failed failed:
                system.Log.Log(Event.LogLevel.ErrorLevel, failed.Cause, "A failure was escalated to the root: the actor system ends.");
                system.FinalTerminate();
                ((IInternalActorRef)failed.Child).SendSystem(new Terminate());
                break;
            case DeathWatchNotification:
                system.OnRootTerminated();
                break;
            default:
                base.OnSystem(message);
                break;
        }
    }
}

/// <summary>Stops the user's actors first, then those of the system.</summary>
internal sealed class RootGuardian : ActorBase
{
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case WatchGuardians watch:
                Context.Watch(watch.User);
                Context.WatchWith(watch.System, SystemStopped.Instance);
                return true;
            case Terminated:
                Context.Child("system").Tell(StopLoggers.Instance);
                return true;
            case SystemStopped:
                Context.Stop(Self);
                return true;
            default:
                return false;
        }
    }

    // An escalated failure of a guardian is the end: it goes up to the top, which ends the system.
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(cause => cause is ActorKilledException or ActorInitializationException ? Directive.Stop : Directive.Escalate);

    internal sealed record WatchGuardians(IActorRef User, IActorRef System);

    internal sealed class SystemStopped
    {
        public static readonly SystemStopped Instance = new();
    }
}

/// <summary>The parent of the user's actors.</summary>
internal sealed class UserGuardian : ActorBase
{
    protected override bool Receive(object message) => false;
}

/// <summary>The parent of loggers and of the actors of extensions. Loggers go last and finish what they have.</summary>
internal sealed class SystemGuardian : ActorBase
{
    private int _running;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case StopLoggers:
                foreach (var child in Context.GetChildren())
                {
                    _running++;
                    Context.Watch(child);
                    child.Tell(PoisonPill.Instance);
                }

                if (_running == 0) Context.Stop(Self);
                return true;
            case Terminated:
                if (--_running == 0) Context.Stop(Self);
                return true;
            default:
                return false;
        }
    }
}

internal sealed class StopLoggers
{
    public static readonly StopLoggers Instance = new();
}
