namespace PixCrawler.Net.Dns;

/// <summary>How a look-up ended.</summary>
internal enum LookupOutcome
{
    /// <summary>The name has addresses.</summary>
    Found,

    /// <summary>The name has none.</summary>
    NotFound,

    /// <summary>The resolver refused, or could not tell.</summary>
    Failed,

    /// <summary>The resolver did not answer in time.</summary>
    TimedOut,
}

/// <summary>
/// Notices when it is the resolver that fails and not this or that host: many look-ups of different names failing within a minute.
/// A crawler asks for more names than most resolvers are used to.
/// </summary>
/// <param name="timeProvider">The clock.</param>
public sealed class DnsHealth(TimeProvider timeProvider)
{
    private const int MinHosts = 20;
    private const int MaxRemembered = 1_000;
    private const double ResolverAtFault = 0.5;
    private const double NearlyAll = 0.95;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Queue<(string Host, LookupOutcome Outcome, long At)> _latest = new();

    /// <summary>What to do about the resolver, for people; null while it works.</summary>
    public string? Advice
    {
        get
        {
            var hosts = LatestByHost();
            if (hosts.Count < MinHosts)
                return null;
            var failed = hosts.Values.Count(outcome => outcome == LookupOutcome.Failed);
            var late = hosts.Values.Count(outcome => outcome == LookupOutcome.TimedOut);
            if (failed + late >= hosts.Count * ResolverAtFault)
            {
                return $"Your resolver is refusing or overloaded: of {hosts.Count} names looked up in the last minute it refused {failed} and left {late} unanswered. "
                    + "Run a caching resolver on this machine (unbound, dnsmasq, systemd-resolved), or lower the number of downloads at once.";
            }

            var unknown = hosts.Values.Count(outcome => outcome == LookupOutcome.NotFound);
            return failed + late + unknown >= hosts.Count * NearlyAll
                ? $"Hardly a name can be looked up: your resolver does not know {unknown} of the last {hosts.Count}. Check that this machine is online and which resolver it uses."
                : null;
        }
    }

    internal void Report(string host, LookupOutcome outcome)
    {
        lock (_gate)
        {
            _latest.Enqueue((host, outcome, timeProvider.GetTimestamp()));
            if (_latest.Count > MaxRemembered)
                _latest.Dequeue();
        }
    }

    private Dictionary<string, LookupOutcome> LatestByHost()
    {
        lock (_gate)
        {
            while (_latest.TryPeek(out var oldest) && timeProvider.GetElapsedTime(oldest.At) >= Window)
                _latest.Dequeue();
            var byHost = new Dictionary<string, LookupOutcome>();
            foreach (var (host, outcome, _) in _latest)
                byHost[host] = outcome;
            return byHost;
        }
    }
}
