using System.Net;

namespace PixCrawler.Net.Http;

/// <summary>Looks host names up. A port of its own because the look-up has to be judged before it is connected to.</summary>
public interface IAddressResolver
{
    /// <summary>Looks a name up.</summary>
    /// <param name="host">The name, lower-case ASCII.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns>All its addresses, in the order they are to be tried; none where the name has none.</returns>
    /// <exception cref="System.Net.Sockets.SocketException">The look-up failed.</exception>
    /// <exception cref="PixCrawler.Contracts.Errors.TransientException">The look-up failed, and the resolver says how.</exception>
    ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);
}

/// <summary>Looks host names up with the operating system's resolver.</summary>
public sealed class SystemAddressResolver : IAddressResolver
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
        await System.Net.Dns.GetHostAddressesAsync(host, cancellationToken);
}
