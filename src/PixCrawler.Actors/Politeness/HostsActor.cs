using Akka.Actor;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Observability;
using PixCrawler.Actors.Supervision;
using PixCrawler.Domain.Supervision;

namespace PixCrawler.Actors.Politeness;

/// <summary>Says that a gate has nothing to do and nothing to remember.</summary>
/// <param name="Host">Its host.</param>
/// <param name="Requests">How many requests it has had; more on their way keep it alive.</param>
internal sealed record HostIdle(string Host, long Requests);

/// <summary>
/// One gate for each host that is asked, as long as there is something to remember of it. Pauses that hosts asked for outlive the
/// process: nobody is asked before it is known which there are.
/// </summary>
internal sealed class HostsActor : ReceiveActor, IWithTimers
{
    private readonly HostServices _services;
    private readonly Dictionary<string, Gate> _gates = [];
    private readonly Dictionary<string, DateTimeOffset> _pauses = new(StringComparer.Ordinal);
    private readonly Queue<(IActorRef Sender, RequestHostPermit Request)> _early = new();
    private IActorRef _keeper = ActorRefs.Nobody;
    private bool _pausesKnown;
    private DateTimeOffset? _resumedAt;
    private long _started;
    private int _keepers;

    public HostsActor(HostServices services)
    {
        _services = services;
        Receive<RequestHostPermit>(request =>
        {
            if (_pausesKnown)
                PassOn(request, Sender);
            else
                _early.Enqueue((Sender, request));
        });
        Receive<HostIdle>(idle =>
        {
            if (!_gates.TryGetValue(idle.Host, out var gate) || !gate.Actor.Equals(Sender) || gate.Requests != idle.Requests)
                return;
            _gates.Remove(idle.Host);
            Context.Stop(gate.Actor);
        });
        Receive<EarlierLife>(_ => _resumedAt = _services.Turns is null ? _services.Time.GetUtcNow() : null);
        Receive<PausesKnown>(Begin);
        Receive<KeepPause>(pause =>
        {
            _pauses[pause.Host] = pause.Until;
            (_services.Turns ?? _keeper).Tell(pause);
        });
        Receive<KeeperDue>(_ => StartKeeper());
        Receive<Terminated>(_ => Timers.StartSingleTimer(nameof(KeeperDue), KeeperDue.Instance, RestartPolicy.Default.RestartDelay));
        Receive<WorkerCrashed>(Lose);
        Receive<ListGates>(_ => Sender.Tell(new GateList([.. _gates.Where(gate => gate.Key.Length > 0).Take(ListGates.Most).Select(gate => gate.Value.Actor)])));
        Receive<LogStateNow>(_ =>
        {
            foreach (var gate in _gates.Values)
                gate.Actor.Tell(LogStateNow.Instance);
        });
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    protected override SupervisorStrategy SupervisorStrategy() => new StopAndReportStrategy(Self);

    // In a cluster it is with the host that its pauses are kept, and known from there when its turn has come.
    protected override void PreStart()
    {
        if (_services.Turns is null)
            StartKeeper();
        else
            _pausesKnown = true;
    }

    private void StartKeeper()
    {
        var time = _services.Time;
        _keeper = Context.Watch(Context.ActorOf(Props.Create(() => new HostPausesActor(time)), $"pauses-{++_keepers}"));
    }

    // After a failure of the journal the keeper comes back: what it missed is told again.
    private void Begin(PausesKnown known)
    {
        foreach (var (host, until) in _pauses)
            _keeper.Tell(new KeepPause(host, until));
        foreach (var (host, until) in known.Until)
        {
            if (!_pauses.TryGetValue(host, out var mine) || mine < until)
                _pauses[host] = until;
        }

        _pausesKnown = true;
        while (_early.TryDequeue(out var early))
            PassOn(early.Request, early.Sender);
    }

    private void PassOn(RequestHostPermit request, IActorRef sender)
    {
        var gate = _gates.TryGetValue(request.Host, out var known) ? known : Start(request.Host);
        _gates[request.Host] = gate with { Requests = gate.Requests + 1 };
        gate.Actor.Tell(request, sender);
    }

    // What waited there, in its queue or in its mailbox, is lost with it; those who asked hear of it, since all was forwarded before now.
    private void Lose(WorkerCrashed crashed)
    {
        foreach (var (host, gate) in _gates)
        {
            if (!gate.Actor.Equals(crashed.Worker))
                continue;
            _gates.Remove(host);
            _services.Log.ForContext("EventId", EventIds.HostGateFailed)
                .ForContext("Operation", "host-gate")
                .ForContext("ErrorType", crashed.Cause.GetType().Name)
                .Error(crashed.Cause, "The gate of {Host} failed; what waited there fails, and its host gets a new one", host);
            Context.System.EventStream.Publish(new HostGateLost(host));
        }
    }

    private Gate Start(string host)
    {
        var (services, resumedAt) = (_services, _resumedAt);
        DateTimeOffset? pausedUntil = _pauses.TryGetValue(host, out var until) ? until : null;
        return new Gate(
            Context.ActorOf(Props.Create(() => new HostGateActor(host, services, pausedUntil, resumedAt)), $"host-{++_started}"), 0);
    }

    private sealed record Gate(IActorRef Actor, long Requests);

    private sealed record KeeperDue
    {
        public static KeeperDue Instance { get; } = new();
    }
}
