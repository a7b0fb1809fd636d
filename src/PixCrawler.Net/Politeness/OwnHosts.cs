using System.Net;
using System.Net.Sockets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Urls;
using PixCrawler.Net.Http;

namespace PixCrawler.Net.Politeness;

/// <summary>Tells which hosts are the operator's own: those inside the networks that were explicitly allowed.</summary>
public interface IOwnHosts
{
    /// <summary>Whether a host is an address inside an allowed network, or a name all of whose addresses are.</summary>
    /// <param name="host">The host, lower-case ASCII or an address.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns>Whether it is; a name that cannot be looked up is not.</returns>
    Task<bool> IsOwnAsync(string host, CancellationToken cancellationToken);
}

/// <inheritdoc/>
/// <param name="access">Where requests may go.</param>
/// <param name="resolver">How names are looked up.</param>
public sealed class OwnHosts(NetworkAccessOptions access, IAddressResolver resolver) : IOwnHosts
{
    private readonly AccessPolicy _policy = access.ToPolicy();

    /// <inheritdoc/>
    public async Task<bool> IsOwnAsync(string host, CancellationToken cancellationToken)
    {
        if (access.AllowedNetworks.Count == 0)
            return false;
        if (IPAddress.TryParse(host, out var literal))
            return _policy.IsAllowedNetwork(literal);
        try
        {
            var addresses = await resolver.ResolveAsync(host, cancellationToken);
            return addresses.Count > 0 && addresses.All(_policy.IsAllowedNetwork);
        }
        catch (Exception error) when (error is SocketException or CrawlException)
        {
            return false;
        }
    }
}
