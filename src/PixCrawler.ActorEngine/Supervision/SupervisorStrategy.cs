using Akka.Cells;
using Akka.Event;

namespace Akka.Actor;

/// <summary>What a parent does about the failures of its children.</summary>
public abstract class SupervisorStrategy
{
    /// <summary>Stops what could not be created, was killed or broke a death pact; restarts on everything else.</summary>
    public static readonly IDecider DefaultDecider = Actor.Decider.From(static cause => cause switch
    {
        ActorInitializationException or ActorKilledException or DeathPactException => Directive.Stop,
        _ => Directive.Restart,
    });

    /// <summary>One for one, without limit, by <see cref="DefaultDecider"/>.</summary>
    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);

    /// <summary>Stops the child on every failure.</summary>
    public static readonly OneForOneStrategy StoppingStrategy = new(static _ => Directive.Stop);

    /// <summary>Decides by the cause.</summary>
    public abstract IDecider Decider { get; }

    /// <summary>Whether failures are logged; true unless said otherwise.</summary>
    protected bool LoggingEnabled { get; set; } = true;

    /// <summary>Carries out a restart or a stop.</summary>
    public abstract void ProcessFailure(
        IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children);

    /// <summary>Called when a child has terminated.</summary>
    public abstract void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children);

    /// <summary>Decides about one failure. The failed child is the <c>Sender</c> meanwhile.</summary>
    protected abstract Directive Handle(IActorRef child, Exception exception);

    /// <summary>Restarts a child.</summary>
    /// <param name="child">The child.</param>
    /// <param name="cause">The cause it is told.</param>
    /// <param name="suspendFirst">True for a child that has not failed itself.</param>
    protected void RestartChild(IActorRef child, Exception cause, bool suspendFirst)
    {
        var target = (IInternalActorRef)child;
        if (suspendFirst) target.SendSystem(new Suspend());
        target.SendSystem(new Recreate(cause));
    }

    /// <summary>Lets a failed child go on.</summary>
    protected void ResumeChild(IActorRef child, Exception exception) => ((IInternalActorRef)child).SendSystem(new Resume(exception));

    /// <summary>Logs a failure: a warning for a resumed child, an error for a restarted or stopped one.</summary>
    protected virtual void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        if (!LoggingEnabled || directive == Directive.Escalate) return;
        var reason = cause is ActorInitializationException { InnerException: { } inner } ? inner.Message : cause.Message;
        LogEvent logEvent = directive == Directive.Resume
            ? new Warning(cause, child.Path.ToString(), GetType(), reason)
            : new Error(cause, child.Path.ToString(), GetType(), reason);
        context.System.EventStream.Publish(logEvent);
    }

    internal bool HandleFailure(
        ActorCell actorCell, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children)
    {
        var directive = Handle(child, cause);
        LogFailure(actorCell, child, cause, directive);
        switch (directive)
        {
            case Directive.Resume:
                ResumeChild(child, cause);
                return true;
            case Directive.Restart:
                ProcessFailure(actorCell, true, child, cause, stats, children);
                return true;
            case Directive.Stop:
                ProcessFailure(actorCell, false, child, cause, stats, children);
                return true;
            default:
                return false;
        }
    }

    private protected static int Milliseconds(TimeSpan? span) => span is { } given ? (int)given.TotalMilliseconds : -1;
}
