using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Event;
using Akka.Hosting;
using Akka.Scheduling;
using Akka.Serialization;

namespace Akka.Cells;

// The parts of a system that the settings name, and the selection of actors.
internal sealed partial class ActorSystemImpl
{
    public override ActorSelection ActorSelection(ActorPath actorPath) => Select(_root, actorPath.ToStringWithoutAddress());

    public override ActorSelection ActorSelection(string actorPath) => Select(_root, actorPath);

    internal ActorSelection Select(IActorRef anchor, string path)
    {
        if (ActorPath.TryParse(path, out var absolute)) return Select(_root, absolute!.ToStringWithoutAddress());
        return path.StartsWith('/') ? new ActorSelection(_root, path) : new ActorSelection(anchor, path);
    }

    /// <summary>The type with that name; the name of its assembly is optional, so that both engines take the same settings.</summary>
    private static Type TypeNamed(string name)
    {
        if (Type.GetType(name) is { } exact) return exact;
        var plain = name.Split(',')[0].Trim();
        return AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(plain)).FirstOrDefault(type => type is not null)
            ?? throw new ArgumentException($"The settings name the type [{name}], which is in no loaded assembly.");
    }

    private static IEnumerable<SerializationSetup> SerializationSetups(ActorSystemSetup setup)
    {
        if (setup.Get<SerializationSetup>() is { HasValue: true } one) yield return one.Value;
        if (setup.Get<SerializersSetup>() is not { HasValue: true } several) yield break;
        foreach (var each in several.Value.Setups) yield return each;
    }

    private SchedulerBase CreateScheduler() => Settings.SchedulerClass is { } name
        ? (SchedulerBase)Activator.CreateInstance(TypeNamed(name), Settings.Config, Log)!
        : new ClockScheduler(Engine.Clock, () => Log);

    private ILogMessageFormatter CreateFormatter() => Settings.Config.GetString("akka.logger-formatter") is { } name
        ? (ILogMessageFormatter)Activator.CreateInstance(TypeNamed(name))!
        : DefaultLogMessageFormatter.Instance;

    private void StartLoggers()
    {
        var number = 0;
        foreach (var name in Settings.Loggers)
        {
            var type = TypeNamed(name);
            var logger = SystemActorOf(Props.Create(type), $"log{++number}-{type.Name}");
            logger.Tell(new InitializeLogger(EventStream), IgnoreRef);
            for (var level = EventStream.LogLevel; level <= LogLevel.ErrorLevel; level++) EventStream.Subscribe(logger, level.ClassFor());
        }

        if (Settings.DebugUnhandledMessage)
            EventStream.Subscribe(SystemActorOf(Props.Create<UnhandledMessageForwarder>(), "UnhandledMessageForwarder"), typeof(UnhandledMessage));
    }

    private sealed class UnhandledMessageForwarder : ReceiveActor
    {
        public UnhandledMessageForwarder() => Receive<UnhandledMessage>(unhandled => Context.System.EventStream.Publish(
            new Debug(
                unhandled.Recipient.Path.ToString(),
                typeof(UnhandledMessage),
                $"Unhandled message from {unhandled.Sender.Path}: {unhandled.Message}")));
    }
}
