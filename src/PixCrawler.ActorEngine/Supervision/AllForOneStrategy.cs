namespace Akka.Actor;

/// <summary>Treats all children alike when one of them fails.</summary>
public class AllForOneStrategy : SupervisorStrategy
{
    /// <summary>A strategy with a limit of restarts in a window of time. The window counts; it does not delay.</summary>
    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries ?? -1, Milliseconds(withinTimeRange), localOnlyDecider) { }

    /// <summary>A strategy with a limit of restarts in a window of time. The window counts; it does not delay.</summary>
    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, Milliseconds(withinTimeRange), decider) { }

    /// <summary>A strategy with a limit of restarts in a window of time. The window counts; it does not delay.</summary>
    public AllForOneStrategy(
        int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, Actor.Decider.From(localOnlyDecider), loggingEnabled) { }

    /// <summary>A strategy with a limit of restarts in a window of time. The window counts; it does not delay.</summary>
    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
    {
        MaxNumberOfRetries = maxNrOfRetries;
        WithinTimeRangeMilliseconds = withinTimeMilliseconds;
        Decider = decider;
        LoggingEnabled = loggingEnabled;
    }

    /// <summary>A strategy without limit.</summary>
    public AllForOneStrategy(Func<Exception, Directive> localOnlyDecider) : this(-1, -1, localOnlyDecider) { }

    /// <summary>A strategy without limit.</summary>
    public AllForOneStrategy(IDecider decider) : this(-1, -1, decider) { }

    /// <summary>A strategy without limit, by the default decider.</summary>
    protected AllForOneStrategy() : this(DefaultDecider) { }

    /// <summary>The restarts allowed in a window; negative for any number.</summary>
    public int MaxNumberOfRetries { get; }

    /// <summary>The length of the window in milliseconds; not positive for one that never ends.</summary>
    public int WithinTimeRangeMilliseconds { get; }

    /// <inheritdoc />
    public override IDecider Decider { get; }

    /// <inheritdoc />
    public override void ProcessFailure(
        IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children)
    {
        if (restart && children.All(each => each.RequestRestartPermission(MaxNumberOfRetries, WithinTimeRangeMilliseconds)))
            foreach (var each in children) RestartChild(each.Child, cause, suspendFirst: !each.Child.Equals(child));
        else
            foreach (var each in children) context.Stop(each.Child);
    }

    /// <inheritdoc />
    public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) { }

    /// <inheritdoc />
    protected override Directive Handle(IActorRef child, Exception exception) => Decider.Decide(exception);
}
