using PixCrawler.Actors.Hosting;
using PixCrawler.Domain.Politeness;
using PixCrawler.Net.Politeness;
using Serilog;
using Serilog.Events;

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

    private void LogSiteFile(SiteFileRead read)
    {
        if (!_services.Log.IsEnabled(LogEventLevel.Debug))
            return;
        Log.ForContext("EventId", EventIds.SiteFileRead)
            .ForContext("Outcome", read.File.Reason is null ? "succeeded" : "exhausted")
            .Debug("Asked {Origin} for its {SiteFile}: {Status} {Reason}",
                read.Site.Origin, read.Kind, read.File.Outcome?.HttpStatus, read.File.Reason);
    }

    private int AllWaiting => Work + _sites.Values.Sum(site => site.Unjudged.Count);

    private HostGateReport Report()
    {
        if (_schedule is not { } schedule)
            return new HostGateReport(_host, AllWaiting, 0, 0, 1, null, null, null, _requests);
        var decision = schedule.Decide(Now);
        var isLeftAlone = decision.Reason is not null && decision.Until > Now;
        return new HostGateReport(
            _host, AllWaiting, schedule.InFlight, schedule.Gap.TotalMilliseconds, schedule.Slowdown,
            isLeftAlone ? decision.Until : null, isLeftAlone ? decision.Reason : null, schedule.Circuit.OpenUntil, _requests);
    }

    // Gates with nothing to tell are silent: there may be thousands.
    private void LogState()
    {
        if (_schedule is not { } schedule || (Work == 0 && _owners.Count == 0 && schedule.IsAtRest(Now)))
            return;
        var decision = schedule.Decide(Now);
        Log.ForContext("EventId", EventIds.HostState)
            .ForContext("Operation", "log-state")
            .ForContext("Slowdown", schedule.Slowdown)
            .ForContext("CircuitOpenUntil", schedule.Circuit.OpenUntil)
            .ForContext("RulesDue", _sites.Values.Count(site => site.IsReading))
            .Information("{Host}: {Waiting} wait, {InFlight} in flight, a gap of {GapSeconds} s, {Turn} {Until} {Reason}",
                _host, AllWaiting, schedule.InFlight, schedule.Gap.TotalSeconds, decision.Turn,
                decision.Turn is HostTurn.Wait or HostTurn.GiveUp ? decision.Until : null, decision.Reason);
    }

    private void LogTrial() => Log
        .ForContext("EventId", EventIds.HostCircuitChanged)
        .Information("The circuit of {Host} is {State}: one request is let through on trial", _host, "half-open");

    private void LogChange(HostSchedule before, HostSchedule after)
    {
        if (before.Circuit.OpenUntil is null != after.Circuit.OpenUntil is null)
            _services.Metrics.HostCircuit(after.Circuit.OpenUntil is not null);
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
