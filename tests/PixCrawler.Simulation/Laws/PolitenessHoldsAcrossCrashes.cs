using PixCrawler.Simulation.World;

namespace PixCrawler.Simulation.Laws;

/// <summary>A host is never asked sooner, or by more requests at once, than its limits and its own wishes say (R15).</summary>
internal sealed class PolitenessHoldsAcrossCrashes : Law
{
    private const int MaxAtOnce = 2;
    private static readonly TimeSpan OnTheWay = TimeSpan.FromMilliseconds(1100);

    // A busy machine may take a moment between leave and request.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(60);

    protected override void Judge(SimRecord record)
    {
        var slack = record.Universe.Swarm.SlowMachine ? Slack : TimeSpan.Zero;
        foreach (var host in record.Universe.Web.Log.Where(request => !record.IsContested(request.By)).GroupBy(request => request.Host))
        {
            var before = new List<WebRequest>();
            foreach (var request in host)
            {
                if (record.Universe.ForeignHosts.Contains(host.Key))
                    CheckPace(before, request, slack);
                CheckWishes(before, request, record.Universe.Swarm);
                before.Add(request);
            }
        }
    }

    private void CheckPace(IReadOnlyList<WebRequest> before, WebRequest request, TimeSpan slack)
    {
        // One that got its leave before a pause of the process leaves after it: its time is not the one that was reckoned with.
        if (before.Count > 0 && !before[^1].By.ResumedAt.Exists(at => before[^1].At - at < OnTheWay && before[^1].At >= at))
            Check(request.At - before[^1].At >= SimUniverse.MinGap - slack, $"{request.Host} was asked at {before[^1].At} and again at {request.At}");
        var atOnce = before.Count(other => other.By == request.By && (other.EndedAt ?? TimeSpan.MaxValue) > request.At);
        Check(atOnce < MaxAtOnce, $"{request.Host} was asked more than {MaxAtOnce} times at once at {request.At}");
    }

    // What was on its way when the wish arrived is no breach of it: leave to ask is good for a second.
    private void CheckWishes(IReadOnlyList<WebRequest> before, WebRequest request, Swarm swarm)
    {
        foreach (var wish in before.Where(other => other.RetryAfter is not null && other.EndedAt + OnTheWay < request.At))
        {
            if (wish.By == request.By || WasKept(wish, swarm))
                Check(request.At >= wish.EndedAt + wish.RetryAfter, $"{request.Host} was asked at {request.At} although it had asked at {wish.EndedAt} to be left alone for {wish.RetryAfter}");
        }
    }

    // The next process knows what was in the journal when the one that was told died.
    private static bool WasKept(WebRequest wish, Swarm swarm) =>
        !swarm.HasJournalTrouble && wish.By.DiedAt > wish.EndedAt + OnTheWay + TimeSpan.FromMilliseconds(4 * swarm.LatencyMilliseconds);
}
