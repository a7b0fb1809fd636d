using System.Net;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Domain.Urls;

/// <summary>
/// Says where requests may go: public addresses on the allowed ports, and allowed networks on any port. The gate gives good
/// messages early; the judgement of each address at the moment of connecting is the defence.
/// </summary>
/// <param name="allowedNetworks">Networks that may be reached although they are not public, on any port. Normally none.</param>
/// <param name="allowedPorts">The ports that may be reached at public addresses.</param>
public sealed class AccessPolicy(IReadOnlyList<IPNetwork> allowedNetworks, IReadOnlyList<int> allowedPorts)
{
    /// <summary>The one message for every blocked address: a finer one would tell strangers about the network inside.</summary>
    public const string AddressForbiddenMessage =
        "The host's address is not a public one. If it is meant to be reached, add its network to the allowed networks.";

    private static readonly string[] PrivateSuffixes =
        [".local", ".localhost", ".internal", ".home.arpa", ".lan", ".onion", ".i2p", ".arpa"];

    private readonly AddressRange[] _allowedRanges = [.. allowedNetworks.Select(network => new AddressRange(network))];

    /// <summary>Judges a URL by what is written in it.</summary>
    /// <param name="url">The URL.</param>
    /// <exception cref="InvalidInputException">It may not be fetched.</exception>
    public void Gate(CrawlUrl url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (url.Address is { } address)
            Judge(address, url.Port);
        else if (_allowedRanges.Length == 0)
        {
            // With allowed networks, private names and other ports may lead there: then only the address can tell.
            if (!allowedPorts.Contains(url.Port))
                throw PortForbidden(url.Port);
            if (IsPrivateName(url.Host))
                throw HostForbidden();
        }

        if (url.Address is null && EndsInNumber(url.Host))
            throw HostForbidden();
    }

    /// <summary>Judges an address that is about to be connected to.</summary>
    /// <param name="address">The address.</param>
    /// <param name="port">The port.</param>
    /// <exception cref="InvalidInputException">It may not be connected to.</exception>
    public void Judge(IPAddress address, int port)
    {
        if (IsAllowedNetwork(address))
            return;
        if (!AddressPolicy.IsPublic(address))
            throw new InvalidInputException(FailureReasons.AddressForbidden, AddressForbiddenMessage);
        if (!allowedPorts.Contains(port))
            throw PortForbidden(port);
    }

    /// <summary>Whether an address lies in a network that was allowed by name.</summary>
    /// <param name="address">The address.</param>
    /// <returns>Whether it does.</returns>
    public bool IsAllowedNetwork(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        foreach (var range in _allowedRanges)
        {
            if (range.Contains(address))
                return true;
        }

        return false;
    }

    private static bool IsPrivateName(string host) =>
        !host.Contains('.', StringComparison.Ordinal) || PrivateSuffixes.Any(suffix => host.EndsWith(suffix, StringComparison.Ordinal));

    /// <summary>A name that ends in a number is a broken address (WHATWG URL, "ends in a number").</summary>
    private static bool EndsInNumber(string host)
    {
        var last = host.AsSpan(host.LastIndexOf('.') + 1);
        return last.Length > 0 && (!last.ContainsAnyExceptInRange('0', '9') || last.StartsWith("0x"));
    }

    private static InvalidInputException HostForbidden() =>
        new(FailureReasons.UrlHostForbidden, "The host name is not one of the public internet.");

    private InvalidInputException PortForbidden(int port) =>
        new(FailureReasons.UrlPortForbidden, $"Port {port} is not allowed; allowed are {string.Join(", ", allowedPorts)}.");
}
