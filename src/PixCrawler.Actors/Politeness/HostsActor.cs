using Akka.Actor;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Observability;
using PixCrawler.Actors.Supervision;

namespace PixCrawler.Actors.Politeness;

/// <summary>Says that a gate has nothing to do and nothing to remember.</summary>
/// <param name="Host">Its host.</param>
/// <param name="Requests">How many requests it has had; more on their way keep it alive.</param>
internal sealed record HostIdle(string Host, long Requests);

/// <summary>One gate for each host that is asked, as long as there is something to remember of it.</summary>
internal sealed class HostsActor : ReceiveActor
{
    private readonly HostServices _services;
    private readonly Dictionary<string, Gate> _gates = [];
    private long _started;

    public HostsActor(HostServices services)
    {
        _services = services;
        Receive<RequestHostPermit>(request =>
        {
            var gate = _gates.TryGetValue(request.Host, out var known) ? known : Start(request.Host);
            _gates[request.Host] = gate with { Requests = gate.Requests + 1 };
            gate.Actor.Forward(request);
        });
        Receive<HostIdle>(idle =>
        {
            if (!_gates.TryGetValue(idle.Host, out var gate) || !gate.Actor.Equals(Sender) || gate.Requests != idle.Requests)
                return;
            _gates.Remove(idle.Host);
            Context.Stop(gate.Actor);
        });
        Receive<WorkerCrashed>(Lose);
        Receive<LogStateNow>(_ =>
        {
            foreach (var gate in _gates.Values)
                gate.Actor.Tell(LogStateNow.Instance);
        });
    }

    protected override SupervisorStrategy SupervisorStrategy() => new StopAndReportStrategy(Self);

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
        var services = _services;
        return new Gate(Context.ActorOf(Props.Create(() => new HostGateActor(host, services)), $"host-{++_started}"), 0);
    }

    private sealed record Gate(IActorRef Actor, long Requests);
}
