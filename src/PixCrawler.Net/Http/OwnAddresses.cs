using System.Net;
using System.Net.NetworkInformation;

namespace PixCrawler.Net.Http;

/// <summary>
/// The addresses of this machine. Public ones among them are refused like private ones: what listens here is not the internet.
/// </summary>
/// <param name="timeProvider">The clock that the list grows old by.</param>
/// <param name="list">Lists the machine's addresses.</param>
internal sealed class OwnAddresses(TimeProvider timeProvider, Func<IEnumerable<IPAddress>> list)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private volatile Snapshot? _latest;

    public bool Contains(IPAddress address)
    {
        var latest = _latest;
        if (latest is null || timeProvider.GetElapsedTime(latest.TakenAt) >= MaxAge)
            _latest = latest = new Snapshot([.. list()], timeProvider.GetTimestamp());
        return latest.Addresses.Contains(address);
    }

    /// <summary>Lists the addresses of all network interfaces.</summary>
    public static IEnumerable<IPAddress> OfThisMachine() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(networkInterface => networkInterface.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address);

    private sealed record Snapshot(HashSet<IPAddress> Addresses, long TakenAt);
}
