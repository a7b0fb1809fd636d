using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Decides what a test actor answers by itself.</summary>
public abstract class AutoPilot
{
    /// <summary>Called with each message; returns the pilot of the next.</summary>
    public abstract AutoPilot Run(IActorRef sender, object message);
}

/// <summary>The same pilot stays.</summary>
public sealed class KeepRunning : AutoPilot
{
    public static KeepRunning Instance { get; } = new();

    public override AutoPilot Run(IActorRef sender, object message) => throw new InvalidOperationException("KeepRunning is only a result.");
}

/// <summary>No pilot.</summary>
public sealed class NoAutoPilot : AutoPilot
{
    public static NoAutoPilot Instance { get; } = new();

    public override AutoPilot Run(IActorRef sender, object message) => this;
}

/// <summary>A pilot that is a function.</summary>
public sealed class DelegateAutoPilot(Func<IActorRef, object, AutoPilot> handler) : AutoPilot
{
    public override AutoPilot Run(IActorRef sender, object message) => handler(sender, message);
}

/// <summary>Puts what it receives where the test can get it.</summary>
internal sealed class InternalTestActor(ReceivedMessages messages) : ActorBase
{
    private readonly Dictionary<IActorRef, SupervisorStrategy> _strategies = [];
    private Func<object, bool>? _ignore;
    private AutoPilot _pilot = NoAutoPilot.Instance;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case DoWatch watch:
                Context.Watch(watch.Subject);
                Sender.Tell(watch.Subject);
                break;
            case DoUnwatch unwatch:
                Context.Unwatch(unwatch.Subject);
                Sender.Tell(unwatch.Subject);
                break;
            case DoIgnore ignore:
                _ignore = ignore.Predicate;
                Sender.Tell(Done.Instance);
                break;
            case DoSetPilot set:
                _pilot = set.Pilot;
                break;
            case DoSpawn spawn:
                var child = Context.ActorOf(spawn.Props, spawn.Name);
                if (spawn.Strategy is not null) _strategies[child] = spawn.Strategy;
                Sender.Tell(child);
                break;
            default:
                Record(message);
                break;
        }

        return true;
    }

    protected override SupervisorStrategy SupervisorStrategy() => new ByChild(_strategies);

    private void Record(object message)
    {
        var next = _pilot.Run(Sender, message);
        if (next is not KeepRunning) _pilot = next;
        if (_ignore is null || !_ignore(message)) messages.Add(new MessageEnvelope(message, Sender));
    }

    internal sealed record DoWatch(IActorRef Subject);

    internal sealed record DoUnwatch(IActorRef Subject);

    internal sealed record DoIgnore(Func<object, bool>? Predicate);

    internal sealed record DoSetPilot(AutoPilot Pilot);

    internal sealed record DoSpawn(Props Props, string? Name, SupervisorStrategy? Strategy);

    /// <summary>Each child may have been made with its own strategy.</summary>
    private sealed class ByChild(Dictionary<IActorRef, SupervisorStrategy> strategies) : OneForOneStrategy
    {
        protected override Directive Handle(IActorRef child, Exception exception) => For(child).Decider.Decide(exception);

        public override void ProcessFailure(
            IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children) =>
            For(child).ProcessFailure(context, restart, child, cause, stats, children);

        private SupervisorStrategy For(IActorRef child) => strategies.GetValueOrDefault(child) ?? DefaultStrategy;
    }
}
