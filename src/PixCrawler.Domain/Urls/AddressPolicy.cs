using System.Net;
using System.Net.Sockets;

namespace PixCrawler.Domain.Urls;

/// <summary>
/// Says which addresses are public ones: global unicast, minus the special ranges inside it (IANA special-purpose registries).
/// Every form that embeds an IPv4 address is refused whole, public inside or not: no honest image host needs one.
/// </summary>
public static class AddressPolicy
{
    private static readonly AddressRange[] DeniedV4 = AddressRange.All(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        // A cloud's host agent, reachable from every machine in it.
        "168.63.129.16/32");

    private static readonly AddressRange GlobalV6 = new(IPNetwork.Parse("2000::/3"));

    /// <summary>Only what lies inside 2000::/3: everything outside of it is denied already.</summary>
    private static readonly AddressRange[] DeniedV6 = AddressRange.All(
        "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

    /// <summary>Judges one address.</summary>
    /// <param name="address">The address.</param>
    /// <returns>Whether it is a public unicast address.</returns>
    public static bool IsPublic(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Contains(DeniedV4, address),
            AddressFamily.InterNetworkV6 => address.ScopeId == 0 && GlobalV6.Contains(address)
                && !Contains(DeniedV6, address) && !IsIsatap(address),
            _ => false,
        };
    }

    /// <summary>ISATAP (RFC 5214): an interface id of 0000:5efe or 0200:5efe, followed by an IPv4 address.</summary>
    private static bool IsIsatap(IPAddress address) => (uint)(AddressRange.Bits(address) >> 32) is 0x0000_5efe or 0x0200_5efe;

    private static bool Contains(AddressRange[] ranges, IPAddress address)
    {
        foreach (var range in ranges)
        {
            if (range.Contains(address))
                return true;
        }

        return false;
    }
}
