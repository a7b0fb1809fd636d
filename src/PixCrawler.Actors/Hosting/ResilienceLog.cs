using PixCrawler.Contracts.Errors;
using PixCrawler.Net.Resilience;
using Serilog;
using Serilog.Events;

namespace PixCrawler.Actors.Hosting;

/// <summary>
/// Logs every change of a circuit (failure-semantics B9) and how calls to providers end (B5). How requests to hosts end is logged by the
/// slots and gates that made them, with their context.
/// </summary>
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
        var level = end.Outcome switch
        {
            CallOutcomes.Succeeded => LogEventLevel.Debug,
            CallOutcomes.Cancelled => LogEventLevel.Information,
            CallOutcomes.CircuitOpen => LogEventLevel.Warning,
            _ => LogEventLevel.Error,
        };
        if (end.Profile == ResiliencePipelines.Network || !log.IsEnabled(level))
            return;
        log.ForContext("EventId", EventIds.CallEnded)
            .ForContext("Operation", end.Profile)
            .ForContext("ResourceId", end.Key)
            .ForContext("ErrorType", end.Error?.GetType().Name)
            .ForContext("Reason", (end.Error as CrawlException)?.Reason)
            .Write(level, "The call to {ResourceId} ended {Outcome} after attempt {AttemptNumber}", end.Key, end.Outcome, end.Attempts);
    }
}
