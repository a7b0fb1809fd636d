using PixCrawler.Contracts.Chunks;
using PixCrawler.Simulation.World;

namespace PixCrawler.Simulation.Laws;

/// <summary>An account says what the web did: kept is what was an image, rejected what was none, failed what could not be had (R12).</summary>
internal sealed class AccountsTellTheTruth : Law
{
    protected override void Judge(SimRecord record)
    {
        if (record.Ended is null)
            return;
        var scripts = record.Universe.Scripts.ToDictionary(script => script.Url);
        var asked = record.Universe.Web.Log.ToLookup(request => request.Url);
        foreach (var (candidate, settlement) in record.Universe.Disk.Manifests.Values.SelectMany(manifest => manifest))
        {
            var script = scripts[candidate.Url];
            var requests = asked[script.Url].ToArray();
            switch (settlement.Status)
            {
                case SettlementStatus.Kept:
                    Check(script.IsKeptInTheEnd || (script.Times < 3 && record.Deaths > 0) || record.Wanted.Count(url => url == script.Url) > 1, $"{script} is kept");
                    break;
                case SettlementStatus.Rejected when settlement.Reason == Settlement.DuplicateReason:
                    Check(script.Kind == UrlKind.Duplicate || record.Wanted.Count(url => url == script.Url) > 1, $"{script} is there once and is called a duplicate");
                    break;
                case SettlementStatus.Rejected:
                    Check(script.Kind is UrlKind.NoImage or UrlKind.Undecodable || settlement.Detail == "the validator died over it twice", $"{script} is rejected as {settlement.Reason}");
                    break;
                case SettlementStatus.Failed when settlement.Failure == FailureKind.Permanent:
                    Check(script.Kind == UrlKind.Status && requests.Length > 0, $"{script} has failed for good as {settlement.Reason}");
                    break;
                case SettlementStatus.Failed when settlement.Failure == FailureKind.Transient && settlement.Reason is not ("interrupted" or "host-unavailable" or "retry-after-too-long" or "robots-unavailable")
                    && record.Moves + record.Universe.Swarm.Pauses == 0:
                    Check(!(script.Kind is UrlKind.Image or UrlKind.Duplicate), $"{script} has failed as {settlement.Reason}");
                    break;
                case SettlementStatus.Refused:
                    Check(record.Universe.Swarm.RobotsTrouble, $"{script} is refused as {settlement.Reason}");
                    break;
            }

            Check(settlement.Attempts >= requests.Length || record.Wanted.Count(url => url == script.Url) > 1, $"{script.Url} was asked {requests.Length} times, its account says {settlement.Attempts}");
        }
    }
}
