using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;
using Xunit.Sdk;

namespace Akka.TestKit;

/// <summary>Counts what fits one of the filters, and keeps it out of the test's output meanwhile.</summary>
internal sealed class EventCounter : MinimalActorRef, IUnmutableFilter
{
    private static int _counters;

    private readonly ActorSystem _system;
    private readonly IReadOnlyList<Func<object, bool>> _filters;
    private readonly SemaphoreSlim _seen = new(0);

    public EventCounter(ActorSystem system, IReadOnlyList<Func<object, bool>> filters)
    {
        _system = system;
        _filters = filters;
        Path = new RootActorPath(new Address("akka", system.Name)) / $"filter{Interlocked.Increment(ref _counters)}";
        MutedEvents.Of(system).Counters[this] = true;
        system.EventStream.Subscribe(this, typeof(LogEvent));
        system.EventStream.Subscribe(this, typeof(DeadLetter));
    }

    public override ActorPath Path { get; }

    public bool Fits(object message) => _filters.Any(filter => filter(message));

    public void WaitFor(int expected, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var end = TestKitBase.Now + timeout;
        for (var seen = 0; seen < expected; seen++)
        {
            var left = end - TestKitBase.Now;
            if (!_seen.Wait(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken))
                throw new XunitException($"Timeout ({timeout}) while waiting for {expected} events that match the filter. Got {seen}.");
        }

        if (_seen.CurrentCount > 0) throw new XunitException($"Received {_seen.CurrentCount} more events than the {expected} expected.");
    }

    public void Unmute() => Dispose();

    public void Dispose()
    {
        _system.EventStream.Unsubscribe(this);
        MutedEvents.Of(_system).Counters.TryRemove(this, out _);
    }

    protected override void TellInternal(object message, IActorRef? sender)
    {
        if (Fits(message)) _seen.Release();
    }
}

/// <summary>The filters at work in a system.</summary>
internal sealed class MutedEvents : IExtension
{
    public ConcurrentDictionary<EventCounter, bool> Counters { get; } = new();

    public Action<LogEvent>? Output { get; set; }

    public static MutedEvents Of(ActorSystem system) => (MutedEvents)system.RegisterExtension(new Id());

    private sealed class Id : ExtensionIdProvider<MutedEvents>
    {
        public override MutedEvents CreateExtension(ExtendedActorSystem system) => new();
    }
}

/// <summary>The logger of test systems: writes what is not muted to the output of the test, if it has one.</summary>
public sealed class TestEventListener : ReceiveActor
{
    public TestEventListener()
    {
        var muted = MutedEvents.Of(Context.System);
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(logEvent =>
        {
            if (!muted.Counters.Keys.Any(counter => counter.Fits(logEvent))) muted.Output?.Invoke(logEvent);
        });
    }
}
