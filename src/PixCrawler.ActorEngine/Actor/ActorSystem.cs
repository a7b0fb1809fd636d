using Akka.Actor.Setup;
using Akka.Cells;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>A tree of actors with everything they share.</summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    private protected ActorSystem() { }

    /// <summary>The settings.</summary>
    public abstract Settings Settings { get; }

    /// <summary>The name, part of every path.</summary>
    public abstract string Name { get; }

    /// <summary>The serializers.</summary>
    public abstract Serialization.Serialization Serialization { get; }

    /// <summary>The event stream.</summary>
    public abstract EventStream EventStream { get; }

    /// <summary>Where messages go that cannot be delivered.</summary>
    public abstract IActorRef DeadLetters { get; }

    /// <summary>Ignores every message.</summary>
    public abstract IActorRef IgnoreRef { get; }

    /// <summary>The scheduler, which is also the clock.</summary>
    public abstract IScheduler Scheduler { get; }

    /// <summary>A logger for the system itself.</summary>
    public abstract ILoggingAdapter Log { get; }

    /// <summary>When the system was started, by its monotonic clock.</summary>
    public TimeSpan StartTime { get; private protected set; }

    /// <summary>How long the system has been running.</summary>
    public TimeSpan Uptime => Scheduler.MonotonicClock - StartTime;

    /// <summary>Completes when every actor has stopped.</summary>
    public abstract Task WhenTerminated { get; }

    internal abstract MessageDispatcher Dispatcher { get; }

    /// <summary>Starts a system with the default settings.</summary>
    public static ActorSystem Create(string name) => Create(name, Config.Empty);

    /// <summary>Starts a system.</summary>
    /// <exception cref="ArgumentException">The name has other symbols than letters, digits and hyphens, or a setting is invalid.</exception>
    public static ActorSystem Create(string name, Config config) => Create(name, BootstrapSetup.Create().WithConfig(config));

    /// <summary>Starts a system.</summary>
    public static ActorSystem Create(string name, BootstrapSetup setup) => Create(name, ActorSystemSetup.Create(setup));

    /// <summary>Starts a system.</summary>
    public static ActorSystem Create(string name, ActorSystemSetup setup) => ActorSystemImpl.Start(name, setup);

    /// <summary>The extension with that id, made when needed.</summary>
    public abstract object GetExtension(IExtensionId extensionId);

    /// <summary>The extension of that type, or null.</summary>
    public abstract T GetExtension<T>() where T : class, IExtension;

    /// <summary>True when there is an extension of that type.</summary>
    public abstract bool HasExtension(Type type);

    /// <summary>True when there is an extension of that type.</summary>
    public bool HasExtension<T>() where T : class, IExtension => HasExtension(typeof(T));

    /// <summary>The extension of that type, if there is one.</summary>
    public abstract bool TryGetExtension<T>(out T extension) where T : class, IExtension;

    /// <summary>Makes an extension unless there is one.</summary>
    public abstract object RegisterExtension(IExtensionId extension);

    /// <summary>Runs code after the last actor has stopped.</summary>
    /// <exception cref="InvalidOperationException">The system has terminated.</exception>
    public abstract void RegisterOnTermination(Action code);

    /// <summary>Stops all actors. Runs the coordinated shutdown first unless the settings say otherwise.</summary>
    public abstract Task Terminate();

    /// <summary>Stops an actor after its current message.</summary>
    public abstract void Stop(IActorRef actor);

    /// <inheritdoc />
    public abstract IActorRef ActorOf(Props props, string? name = null);

    /// <inheritdoc />
    public abstract ActorSelection ActorSelection(ActorPath actorPath);

    /// <inheritdoc />
    public abstract ActorSelection ActorSelection(string actorPath);

    /// <summary>Begins to terminate; does not wait.</summary>
    public void Dispose()
    {
        _ = Terminate();
        GC.SuppressFinalize(this);
    }
}

/// <summary>What extensions may use of a system.</summary>
public abstract class ExtendedActorSystem : ActorSystem
{
    private protected ExtendedActorSystem() { }

    /// <summary>The parent of all actors made by <see cref="ActorSystem.ActorOf"/>.</summary>
    public abstract IActorRef Guardian { get; }

    /// <summary>The parent of the actors of extensions.</summary>
    public abstract IActorRef SystemGuardian { get; }

    /// <summary>Makes an actor below <see cref="SystemGuardian"/>.</summary>
    public abstract IActorRef SystemActorOf(Props props, string? name = null);
}
