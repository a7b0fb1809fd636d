using PixCrawler.Net.Resilience;
using Serilog;

namespace PixCrawler.Actors.Hosting;

/// <summary>Logs every change of a circuit (failure-semantics B9). How calls end is logged by those who made them, with their context.</summary>
internal sealed class ResilienceLog(ILogger log) : IResilienceTelemetry
{
    public void CircuitChanged(CircuitChange change)
    {
        var circuit = log
            .ForContext("EventId", EventIds.CircuitChanged)
            .ForContext("Operation", change.Profile)
            .ForContext("ResourceId", change.Key);
        if (change.Phase == CircuitPhase.Open)
            circuit.Warning("Circuit of {ResourceId} opened for {DelaySeconds} s: {Reason}", change.Key, change.BreakDuration?.TotalSeconds, change.Reason);
        else
            circuit.Information("Circuit of {ResourceId} is {Phase}", change.Key, change.Phase);
    }

    public void CallEnded(CallEnd end)
    {
    }
}
