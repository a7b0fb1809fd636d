using System.Net;
using System.Net.Sockets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;
using PixCrawler.Domain.Urls;

namespace PixCrawler.Net.Http;

/// <summary>
/// Makes connections: looks the name up, judges every address, connects to exactly a judged one. This is the defence against
/// requests into private networks; it sits where the connection is made so that nothing can change between look and leap.
/// </summary>
internal sealed class GuardedConnector(AccessPolicy policy, IAddressResolver resolver, OwnAddresses own, bool hasContact)
{
    /// <summary>More addresses than this are judged but not tried: a host that fails on so many is down.</summary>
    private const int MaxAddressesTried = 4;

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var endPoint = context.DnsEndPoint;
        var addresses = IPAddress.TryParse(endPoint.Host, out var literal)
            ? [literal]
            : await ResolveAsync(endPoint.Host, cancellationToken);
        // One forbidden address among good ones fails the whole answer: mixed answers are how rebinding hides.
        foreach (var address in addresses)
            Judge(address, endPoint.Port);

        SocketException? failure = null;
        foreach (var address in addresses.Take(MaxAddressesTried))
        {
            try
            {
                return await OpenAsync(new IPEndPoint(address, endPoint.Port), cancellationToken);
            }
            catch (SocketException exception)
            {
                failure = exception;
            }
        }

        throw failure!;
    }

    private void Judge(IPAddress address, int port)
    {
        policy.Judge(address, port);
        if (policy.IsAllowedNetwork(address))
            return;
        if (own.Contains(address))
            throw new InvalidInputException(FailureReasons.AddressForbidden, AccessPolicy.AddressForbiddenMessage);
        if (!hasContact)
            throw new InvalidInputException(FailureReasons.ContactMissing, HttpOptions.ContactMissingMessage);
    }

    private async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        IReadOnlyList<IPAddress> addresses;
        try
        {
            addresses = await resolver.ResolveAsync(host, cancellationToken);
        }
        catch (SocketException exception)
        {
            throw new NetworkFailureException(FailureReasons.DnsFailed, $"{host} could not be looked up.", exception);
        }

        return addresses.Count > 0
            ? addresses
            : throw new NetworkFailureException(FailureReasons.DnsFailed, $"{host} has no address.");
    }

    private static async ValueTask<Stream> OpenAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken);
            if (!endPoint.Equals(socket.RemoteEndPoint))
                throw new InvalidInputException(FailureReasons.AddressForbidden, AccessPolicy.AddressForbiddenMessage);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
