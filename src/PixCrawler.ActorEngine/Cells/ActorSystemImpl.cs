using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Scheduling;

namespace Akka.Cells;

internal sealed partial class ActorSystemImpl : ExtendedActorSystem
{
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();
    private readonly List<Action> _onTermination = [];
    private readonly LocalActorRef _root;
    private readonly LocalActorRef _user;
    private readonly LocalActorRef _system;
    private long _lastUid;
    private long _lastTemp;
    private int _ending;
    private bool _hasEnded;

    private ActorSystemImpl(string name, ActorSystemSetup setup)
    {
        Name = name;
        Setup = setup;
        Engine = setup.Get<EngineSetup>().GetOrElse(new EngineSetup());
        var config = setup.Get<BootstrapSetup>() is { HasValue: true, Value.Config: { HasValue: true } given } ? given.Value : Config.Empty;
        Settings = new Settings(this, config);
        EventStream = new EventStream { LogLevel = Logging.LogLevelFor(Settings.LogLevel) };
        LogFormatter = CreateFormatter();
        Log = Logging.GetLogger(EventStream, $"ActorSystem({name})", LogFormatter);
        RootPath = new RootActorPath(new Address("akka", name));
        DeadLetters = new DeadLetterActorRef(this, RootPath / "deadLetters");
        IgnoreRef = new IgnoreActorRef(RootPath / "ignore");
        TempPath = RootPath / "temp";
        SchedulerBase = CreateScheduler();
        StartTime = Scheduler.MonotonicClock;
        Serialization = new Serialization.Serialization(this, SerializationSetups(setup));
        Dispatcher = new MessageDispatcher("akka.actor.default-dispatcher", Settings.Throughput, Engine.Executor);
        _root = new LocalActorRef(this, Props.Create<RootGuardian>(), RootPath, new TopOfTheTree(this, RootPath / "bubble-walker"));
        _root.OnSystem(new Create());
        _system = (LocalActorRef)_root.Cell.ActorOf(Props.Create<SystemGuardian>(), "system");
        _user = (LocalActorRef)_root.Cell.ActorOf(Props.Create<UserGuardian>(), "user");
        _root.Tell(new RootGuardian.WatchGuardians(_user, _system), null);
        StartLoggers();
    }

    public override string Name { get; }

    public override Settings Settings { get; }

    public override Serialization.Serialization Serialization { get; }

    public override EventStream EventStream { get; }

    public override IActorRef DeadLetters { get; }

    public override IActorRef IgnoreRef { get; }

    public override IScheduler Scheduler => SchedulerBase;

    public override ILoggingAdapter Log { get; }

    public override Task WhenTerminated => _terminated.Task;

    public override IActorRef Guardian => _user;

    public override IActorRef SystemGuardian => _system;

    internal override MessageDispatcher Dispatcher { get; }

    internal ActorSystemSetup Setup { get; }

    internal EngineSetup Engine { get; }

    internal SchedulerBase SchedulerBase { get; }

    internal ILogMessageFormatter LogFormatter { get; }

    internal ActorPath RootPath { get; }

    internal ActorPath TempPath { get; }

    internal LocalActorRef Root => _root;

    internal bool IsEnding => Volatile.Read(ref _ending) != 0;

    public static ActorSystem Start(string name, ActorSystemSetup setup)
    {
        if (string.IsNullOrEmpty(name) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || name[0] is '-' or '_')
            throw new ArgumentException(
                $"Invalid actor system name [{name}]: use letters, digits, '-' and '_', and begin with a letter or digit.", nameof(name));
        return new ActorSystemImpl(name, setup);
    }

    public override IActorRef ActorOf(Props props, string? name = null) => _user.Cell.ActorOf(props, name);

    public override IActorRef SystemActorOf(Props props, string? name = null) => _system.Cell.ActorOf(props, name);

    public override void Stop(IActorRef actor) => ((IInternalActorRef)actor).SendSystem(new Terminate());

    public override Task Terminate()
    {
        if (Settings.Config.GetBoolean("akka.coordinated-shutdown.run-by-actor-system-terminate"))
            _ = CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        else
            FinalTerminate();
        return WhenTerminated;
    }

    public override void RegisterOnTermination(Action code)
    {
        lock (_onTermination)
        {
            if (_hasEnded) throw new InvalidOperationException("The actor system has terminated already.");
            _onTermination.Add(code);
        }
    }

    public override object GetExtension(IExtensionId extensionId) => RegisterExtension(extensionId);

    public override T GetExtension<T>() => TryGetExtension<T>(out var extension) ? extension : null!;

    public override bool HasExtension(Type type) => _extensions.ContainsKey(type);

    public override bool TryGetExtension<T>(out T extension)
    {
        extension = _extensions.TryGetValue(typeof(T), out var lazy) ? (T)lazy.Value : null!;
        return extension is not null;
    }

    public override object RegisterExtension(IExtensionId extension) =>
        _extensions.GetOrAdd(extension.ExtensionType, _ => new Lazy<object>(() => extension.CreateExtension(this))).Value;

    internal void FinalTerminate()
    {
        if (Interlocked.Exchange(ref _ending, 1) == 0) _user.OnSystem(new Terminate());
    }

    internal void OnRootTerminated()
    {
        SchedulerBase.Shutdown();
        Action[] actions;
        lock (_onTermination)
        {
            actions = [.. _onTermination];
            _hasEnded = true;
        }

        // Who waits for the end finds that they have run: one of them closes the journal.
        foreach (var action in actions.Reverse())
        {
            try
            {
                action();
            }
            catch (Exception cause)
            {
                Log.Log(LogLevel.ErrorLevel, cause, "A callback of the actor system's end failed.");
            }
        }

        _terminated.TrySetResult();
    }

    internal long NextUid() => Interlocked.Increment(ref _lastUid);

    internal ActorPath NextTempPath() => new ChildActorPath(TempPath, "$" + NameCounter.Text(Interlocked.Increment(ref _lastTemp)), NextUid());
}

internal sealed class IgnoreActorRef(ActorPath path) : MinimalActorRef
{
    public override ActorPath Path => path;
}
