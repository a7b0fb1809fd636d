using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Datasets.Manifests;
using PixCrawler.Domain.Failures;
using PixCrawler.Simulation.World;

namespace PixCrawler.Simulation.Laws;

/// <summary>A URL that kills the process each time ends as interrupted; when nothing else kills, no other URL does (R12).</summary>
internal sealed class PoisonCostsOnlyItself : Law
{
    private const string Interrupted = "interrupted";

    protected override void Judge(SimRecord record)
    {
        if (record.Ended is null)
            return;
        var swarm = record.Universe.Swarm;
        var scripts = record.Universe.Scripts.ToDictionary(script => script.Url);
        var onlyPoisonKills = record.Crashes == 0 && record.Moves == 0 && swarm.Pauses == 0
            && !swarm.HasJournalTrouble && !record.JobEvents<WorkerFailed>().Any();
        foreach (var entry in record.Universe.Disk.Manifests.Values.SelectMany(manifest => manifest))
        {
            var script = scripts[entry.Candidate.Url];
            if (script.IsPoison)
                Check(entry.Settlement.Status != SettlementStatus.Kept, $"{script.Url} is poison and was kept");
            if (script.IsPoison && entry.Settlement.Attempts == 3)
                Check(MayEndSo(entry, record), $"{script.Url} is poison and ended as {entry.Settlement.Reason}");
            if (script.Kind is UrlKind.Image && onlyPoisonKills)
                Check(entry.Settlement.Reason != Interrupted, $"{script.Url} is no poison and ended as interrupted");
        }
    }

    // It may also end before its third request is made: with its chunk, with its job, or because its host wants to be left alone for too
    // long; and a process that slept through the answer did not get what would have killed it.
    private static bool MayEndSo(ManifestEntry entry, SimRecord record) => entry.Settlement switch
    {
        { Status: not SettlementStatus.Failed } or { Failure: FailureKind.Infrastructure } or { Reason: Interrupted } => true,
        { Reason: FailureReasons.RetryAfterTooLong } => record.Universe.Web.Log.Exists(
            request => request.Host == new Uri(entry.Candidate.Url).Host && request.RetryAfter is not null),
        { Reason: FailureReasons.Timeout } => record.Universe.Swarm.Moves + record.Universe.Swarm.Pauses > 0,
        _ => false,
    };
}
