using System.Linq.Expressions;

namespace Akka.Actor;

/// <summary>Makes instances by itself, for <see cref="Props.CreateBy"/>.</summary>
public interface IIndirectActorProducer
{
    /// <summary>The type of the actors made.</summary>
    Type ActorType { get; }

    /// <summary>Makes an instance.</summary>
    ActorBase Produce();

    /// <summary>Takes an instance back that has stopped.</summary>
    void Release(ActorBase actor);
}

/// <summary>The recipe of an actor. Immutable: the <c>With</c> methods return another recipe.</summary>
public sealed class Props : IEquatable<Props>
{
    private readonly IIndirectActorProducer? _producer;
    private Func<object?[], ActorBase>? _activate;

    /// <summary>An actor by type and constructor arguments.</summary>
    public Props(Type type, object?[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        Type = type;
        Arguments = args;
    }

    /// <summary>An actor with a parameterless constructor.</summary>
    public Props(Type type) : this(type, []) { }

    /// <summary>An actor by type and constructor arguments, with its own strategy.</summary>
    public Props(Type type, SupervisorStrategy? supervisorStrategy, params object?[] args) : this(type, args) =>
        SupervisorStrategy = supervisorStrategy;

    private Props(Props copy)
    {
        Type = copy.Type;
        Arguments = copy.Arguments;
        Dispatcher = copy.Dispatcher;
        Mailbox = copy.Mailbox;
        StashCapacity = copy.StashCapacity;
        SupervisorStrategy = copy.SupervisorStrategy;
        _producer = copy._producer;
        _activate = copy._activate;
    }

    private Props(IIndirectActorProducer producer) : this(producer.ActorType, []) => _producer = producer;

    /// <summary>An actor that handles nothing.</summary>
    public static Props Empty { get; } = new(typeof(EmptyActor));

    /// <summary>The type of the actor.</summary>
    public Type Type { get; }

    /// <summary>The full name of <see cref="Type"/>.</summary>
    public string TypeName => Type.AssemblyQualifiedName!;

    /// <summary>The dispatcher asked for. All actors share one here.</summary>
    public string Dispatcher { get; private init; } = "akka.actor.default-dispatcher";

    /// <summary>The mailbox asked for. All mailboxes are alike here.</summary>
    public string Mailbox { get; private init; } = "akka.actor.default-mailbox";

    /// <summary>The most messages the stash of the actor may hold.</summary>
    public int StashCapacity { get; private init; } = int.MaxValue;

    /// <summary>The strategy in place of the actor's own, or null.</summary>
    public SupervisorStrategy? SupervisorStrategy { get; private init; }

    /// <summary>The constructor arguments.</summary>
    public object?[] Arguments { get; }

    /// <summary>An actor by an expression <c>() =&gt; new SomeActor(arguments)</c>. The arguments are evaluated once, here.</summary>
    /// <exception cref="ArgumentException">The expression is not a <c>new</c>.</exception>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy? supervisorStrategy = null)
        where TActor : ActorBase
    {
        if (factory.Body is not NewExpression { Constructor: { } constructor } creation)
            throw new ArgumentException("The factory must be a 'new T (parameters)' expression.", nameof(factory));
        return new Props(typeof(TActor), supervisorStrategy, [.. creation.Arguments.Select(ArgumentEvaluator.Evaluate)])
        {
            _activate = ActorActivator.For(constructor),
        };
    }

    /// <summary>An actor by type and constructor arguments.</summary>
    public static Props Create<TActor>(params object?[] args) where TActor : ActorBase => new(typeof(TActor), args);

    /// <summary>An actor with a parameterless constructor and its own strategy.</summary>
    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy) where TActor : ActorBase, new() =>
        new(typeof(TActor), supervisorStrategy);

    /// <summary>An actor by type and constructor arguments.</summary>
    public static Props Create(Type type, params object?[] args) => new(type, args);

    /// <summary>An actor made by a producer.</summary>
    public static Props CreateBy(IIndirectActorProducer producer, params object?[] args) => new(producer);

    /// <summary>The same with another mailbox.</summary>
    public Props WithMailbox(string mailbox) => new(this) { Mailbox = mailbox };

    /// <summary>The same with another dispatcher.</summary>
    public Props WithDispatcher(string dispatcher) => new(this) { Dispatcher = dispatcher };

    /// <summary>The same with a limited stash.</summary>
    public Props WithStashCapacity(int stashCapacity) => new(this) { StashCapacity = stashCapacity };

    /// <summary>The same with a strategy in place of the actor's own.</summary>
    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) => new(this) { SupervisorStrategy = supervisorStrategy };

    /// <summary>Makes an instance.</summary>
    /// <exception cref="ActorInitializationException">No constructor fits the arguments.</exception>
    public ActorBase NewActor() =>
        _producer is not null ? _producer.Produce() : (_activate ??= ActorActivator.For(Type, Arguments))(Arguments);

    /// <inheritdoc />
    public bool Equals(Props? other) =>
        other is not null && Type == other.Type && Dispatcher == other.Dispatcher && Mailbox == other.Mailbox &&
        StashCapacity == other.StashCapacity && Equals(SupervisorStrategy, other.SupervisorStrategy) &&
        ReferenceEquals(_producer, other._producer) && Arguments.SequenceEqual(other.Arguments);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Props);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Type, Dispatcher, Mailbox, Arguments.Length);

    internal void Release(ActorBase actor)
    {
        if (_producer is not null) _producer.Release(actor);
        else if (actor is IDisposable disposable) disposable.Dispose();
    }

    private sealed class EmptyActor : ActorBase
    {
        protected override bool Receive(object message) => false;
    }
}
