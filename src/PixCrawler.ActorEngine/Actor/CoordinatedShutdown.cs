using Akka.Cells;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Ends a system in phases, one after the other. The tasks of a phase run together and have its time-out.</summary>
public sealed class CoordinatedShutdown : IExtension
{
    /// <summary>The 1st phase.</summary>
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";

    /// <summary>The 2nd phase: no new connections.</summary>
    public const string PhaseServiceUnbind = "service-unbind";

    /// <summary>The 3rd phase: wait for requests.</summary>
    public const string PhaseServiceRequestsDone = "service-requests-done";

    /// <summary>The 4th phase: end the services.</summary>
    public const string PhaseServiceStop = "service-stop";

    /// <summary>The 5th phase: own tasks before a cluster is left.</summary>
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";

    /// <summary>The 6th phase: hand shards over.</summary>
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";

    /// <summary>The 7th phase: leave the cluster.</summary>
    public const string PhaseClusterLeave = "cluster-leave";

    /// <summary>The 8th phase: the cluster lets go.</summary>
    public const string PhaseClusterExiting = "cluster-exiting";

    /// <summary>The 9th phase: wait for that.</summary>
    public const string PhaseClusterExitingDone = "cluster-exiting-done";

    /// <summary>The 10th phase: end the cluster extension.</summary>
    public const string PhaseClusterShutdown = "cluster-shutdown";

    /// <summary>The 11th phase: own tasks before the actors stop.</summary>
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";

    /// <summary>The 12th and last phase: all actors stop.</summary>
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private static readonly string[] Phases =
    [
        PhaseBeforeServiceUnbind, PhaseServiceUnbind, PhaseServiceRequestsDone, PhaseServiceStop, PhaseBeforeClusterShutdown,
        PhaseClusterShardingShutdownRegion, PhaseClusterLeave, PhaseClusterExiting, PhaseClusterExitingDone, PhaseClusterShutdown,
        PhaseBeforeActorSystemTerminate, PhaseActorSystemTerminate,
    ];

    private readonly Lock _lock = new();
    private readonly ActorSystemImpl _system;
    private readonly Dictionary<string, List<(string Name, Func<Task<Done>> Run)>> _tasks = [];
    private readonly ILoggingAdapter _log;
    private Task<Done>? _run;

    internal CoordinatedShutdown(ActorSystemImpl system)
    {
        _system = system;
        _log = Logging.GetLogger(system, typeof(CoordinatedShutdown));
        if (system.Settings.Config.GetBoolean("akka.coordinated-shutdown.terminate-actor-system"))
            AddTask(PhaseActorSystemTerminate, "terminate-system", TerminateSystem);
    }

    /// <summary>The system.</summary>
    public ExtendedActorSystem System => _system;

    /// <summary>Why the system ends, or null while it does not.</summary>
    public Reason? ShutdownReason { get; private set; }

    /// <summary>The sum of the time-outs of all phases.</summary>
    public TimeSpan TotalTimeout => Phases.Aggregate(TimeSpan.Zero, (sum, phase) => sum + Timeout(phase));

    /// <summary>The shutdown of a system.</summary>
    public static CoordinatedShutdown Get(ActorSystem sys) => (CoordinatedShutdown)sys.RegisterExtension(Provider.Instance);

    /// <summary>Adds a task to a phase.</summary>
    /// <exception cref="ArgumentException">There is no such phase.</exception>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        Check(phase);
        lock (_lock)
        {
            if (!_tasks.TryGetValue(phase, out var tasks)) _tasks[phase] = tasks = [];
            tasks.Add((taskName, task));
        }
    }

    /// <summary>Runs all phases, once; later calls return the same task.</summary>
    public Task<Done> Run(Reason reason, string? fromPhase = null)
    {
        if (fromPhase is not null) Check(fromPhase);
        lock (_lock)
        {
            if (_run is not null) return _run;
            ShutdownReason = reason;
            _log.Debug("Coordinated shutdown begins: {0}.", reason);
            return _run = Task.Factory
                .StartNew(() => RunPhases(fromPhase), CancellationToken.None, TaskCreationOptions.DenyChildAttach, _system.Engine.Continuations)
                .Unwrap();
        }
    }

    /// <summary>The time-out of a phase.</summary>
    public TimeSpan Timeout(string phase)
    {
        var config = _system.Settings.Config;
        return config.GetTimeSpan(
            $"akka.coordinated-shutdown.phases.{phase}.timeout", config.GetTimeSpan("akka.coordinated-shutdown.default-phase-timeout"));
    }

    private static void Check(string phase)
    {
        if (!Phases.Contains(phase)) throw new ArgumentException($"Unknown phase [{phase}]. The phases are: {string.Join(", ", Phases)}.", nameof(phase));
    }

    private async Task<Done> RunPhases(string? fromPhase)
    {
        foreach (var phase in fromPhase is null ? Phases : Phases.SkipWhile(each => each != fromPhase))
        {
            (string, Func<Task<Done>>)[] tasks;
            lock (_lock) tasks = _tasks.TryGetValue(phase, out var found) ? [.. found] : [];
            if (tasks.Length == 0) continue;
            var all = Task.WhenAll(tasks.Select(task => RunTask(phase, task)));
            try
            {
                await all.WaitAsync(Timeout(phase), _system.Engine.Clock);
            }
            catch (TimeoutException)
            {
                _log.Warning("Phase [{0}] of the coordinated shutdown timed out after {1}.", phase, Timeout(phase));
            }
        }

        return Done.Instance;
    }

    private async Task RunTask(string phase, (string Name, Func<Task<Done>> Run) task)
    {
        try
        {
            await task.Run();
        }
        catch (Exception e)
        {
            _log.Warning(e, "Task [{0}] of phase [{1}] of the coordinated shutdown failed: {2}", task.Name, phase, e.Message);
        }
    }

    private async Task<Done> TerminateSystem()
    {
        _system.FinalTerminate();
        await _system.WhenTerminated;
        return Done.Instance;
    }

    private sealed class Provider : ExtensionIdProvider<CoordinatedShutdown>
    {
        public static readonly Provider Instance = new();

        public override CoordinatedShutdown CreateExtension(ExtendedActorSystem system) => new((ActorSystemImpl)system);
    }

    /// <summary>Why a system ends.</summary>
    public class Reason
    {
        /// <summary>For own reasons.</summary>
        protected Reason() { }

        /// <inheritdoc />
        public override string ToString() => GetType().Name;
    }

    /// <summary>Nobody said.</summary>
    public sealed class UnknownReason : Reason
    {
        private UnknownReason() { }

        /// <summary>The only instance.</summary>
        public static readonly Reason Instance = new UnknownReason();
    }

    /// <summary><see cref="ActorSystem.Terminate"/> was called.</summary>
    public sealed class ActorSystemTerminateReason : Reason
    {
        private ActorSystemTerminateReason() { }

        /// <summary>The only instance.</summary>
        public static readonly Reason Instance = new ActorSystemTerminateReason();
    }

    /// <summary>The process ends.</summary>
    public sealed class ClrExitReason : Reason
    {
        private ClrExitReason() { }

        /// <summary>The only instance.</summary>
        public static readonly Reason Instance = new ClrExitReason();
    }
}
