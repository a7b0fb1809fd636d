using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The settings of a system.</summary>
public sealed class Settings
{
    internal static readonly Config Defaults = ConfigurationFactory.ParseString(
        """
        akka {
          loglevel = INFO
          loggers = ["Akka.Event.DefaultLogger, Akka"]
          log-dead-letters = 10
          actor {
            ask-timeout = infinite
            default-dispatcher.throughput = 100
            debug.unhandled = off
          }
          coordinated-shutdown {
            default-phase-timeout = 5 s
            terminate-actor-system = on
            run-by-actor-system-terminate = on
            phases {
              cluster-sharding-shutdown-region.timeout = 10 s
              cluster-exiting.timeout = 10 s
              actor-system-terminate.timeout = 10 s
            }
          }
          test {
            timefactor = 1.0
            filter-leeway = 3 s
            single-expect-default = 3 s
            expect-no-message-default = 300 ms
            default-timeout = 5 s
          }
        }
        """);

    internal Settings(ActorSystem system, Config config)
    {
        System = system;
        Config = config.WithFallback(Defaults);
        LogLevel = Config.GetString("akka.loglevel")!;
        Loggers = Config.GetStringList("akka.loggers");
        Throughput = Config.GetInt("akka.actor.default-dispatcher.throughput");
        if (Throughput < 1) throw new ArgumentException("akka.actor.default-dispatcher.throughput must be at least 1.", nameof(config));
        LogDeadLetters = Config.GetString("akka.log-dead-letters")!.ToUpperInvariant() switch
        {
            "ON" or "TRUE" => int.MaxValue,
            "OFF" or "FALSE" => 0,
            _ => Config.GetInt("akka.log-dead-letters"),
        };
        AskTimeout = Config.GetTimeSpan("akka.actor.ask-timeout");
        DebugUnhandledMessage = Config.GetBoolean("akka.actor.debug.unhandled");
        SchedulerClass = Config.GetString("akka.scheduler.implementation");
    }

    /// <summary>The system.</summary>
    public ActorSystem System { get; }

    /// <summary>All settings.</summary>
    public Config Config { get; }

    /// <summary>akka.loglevel: the least serious level that is logged.</summary>
    public string LogLevel { get; }

    /// <summary>akka.loggers: the types of the loggers.</summary>
    public IList<string> Loggers { get; }

    /// <summary>akka.log-dead-letters: how many dead letters are logged.</summary>
    public int LogDeadLetters { get; }

    /// <summary>akka.actor.ask-timeout: how long an Ask waits that says nothing.</summary>
    public TimeSpan AskTimeout { get; }

    /// <summary>akka.actor.debug.unhandled: whether unhandled messages are logged.</summary>
    public bool DebugUnhandledMessage { get; }

    /// <summary>akka.scheduler.implementation: the type of the scheduler.</summary>
    public string? SchedulerClass { get; }

    internal int Throughput { get; }
}
