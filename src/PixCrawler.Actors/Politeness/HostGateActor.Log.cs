using PixCrawler.Actors.Hosting;
using PixCrawler.Domain.Politeness;
using PixCrawler.Net.Politeness;
using Serilog;

namespace PixCrawler.Actors.Politeness;

internal sealed partial class HostGateActor
{
    private ILogger Log => _services.Log.ForContext("Host", _host).ForContext("Operation", "host-gate");

    private void LogPaused(HostPaused pause) => Log
        .ForContext("EventId", EventIds.HostPaused)
        .Warning("{Host} is left alone until {Until} ({Reason})", _host, pause.Until, pause.Reason);

    private void LogGivenUp(string reason, int waiting) => Log
        .ForContext("EventId", EventIds.HostGivenUp)
        .Error("{Host} is given up ({Reason}) with {Waiting} still asking for it", _host, reason, waiting);

    private void LogRulesUnknown(Site site, SiteFile file) => Log
        .ForContext("EventId", EventIds.SiteRulesUnknown)
        .Warning("The rules of {Origin} could not be read ({Reason}: {Problem})", site.Origin, file.Reason, file.Problem);

    private void LogChange(HostSchedule before, HostSchedule after)
    {
        if (before.Circuit.OpenUntil != after.Circuit.OpenUntil)
        {
            Log.ForContext("EventId", EventIds.HostCircuitChanged)
                .Warning("The circuit of {Host} is {State} after {FailedTrials} failed trials",
                    _host, after.Circuit.OpenUntil is null ? "closed" : "open", after.Circuit.FailedTrials);
        }

        if (after.Slowdown > before.Slowdown)
        {
            Log.ForContext("EventId", EventIds.HostSlowed)
                .Information("{Host} is asked {Slowdown} times slower than usual: {GapSeconds} s from request to request",
                    _host, after.Slowdown, after.Gap.TotalSeconds);
        }
    }
}
