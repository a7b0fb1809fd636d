using PixCrawler.Simulation.World;

namespace PixCrawler.Simulation.Laws;

/// <summary>A host is never asked sooner, or by more requests at once, than its limits and its own wishes say (R15).</summary>
internal sealed class PolitenessHoldsAcrossCrashes : Law
{
    private const int MaxAtOnce = 2;
    private static readonly TimeSpan OnTheWay = TimeSpan.FromMilliseconds(1100);

    // A busy machine may take a moment between leave and request.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(60);

    public override void Judge(SimRecord record)
    {
        foreach (var host in record.Universe.Web.Log
            .Where(request => !record.IsZombie(request.By)).GroupBy(request => request.Host))
        {
            var isForeign = record.Universe.ForeignHosts.Contains(host.Key);
            Judge(host.Key, [.. host], isForeign, record.Universe.Swarm.SlowMachine ? Slack : TimeSpan.Zero);
        }
    }

    private void Judge(string host, WebRequest[] requests, bool isForeign, TimeSpan slack)
    {
        for (var at = 0; at < requests.Length; at++)
        {
            var request = requests[at];
            var before = requests.Take(at).ToArray();
            if (isForeign && at > 0)
                Check(request.At - before[^1].At >= SimUniverse.MinGap - slack, $"{host} was asked at {before[^1].At} and again at {request.At}");
            if (isForeign)
                Check(before.Count(other => other.By == request.By && (other.EndedAt ?? TimeSpan.MaxValue) > request.At) < MaxAtOnce, $"{host} was asked more than {MaxAtOnce} times at once at {request.At}");
            // What was on its way when the wish arrived is no breach of it: leave to ask is good for a second.
            foreach (var wish in before.Where(other => other.RetryAfter is not null && other.EndedAt + OnTheWay < request.At))
                Check(request.At >= wish.EndedAt + wish.RetryAfter, $"{host} was asked at {request.At} although it had asked at {wish.EndedAt} to be left alone for {wish.RetryAfter}");
        }
    }
}
