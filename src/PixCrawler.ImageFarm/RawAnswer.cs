using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace PixCrawler.ImageFarm;

/// <summary>
/// An answer written straight to the socket, for what the server refuses to send: wrong lengths and torn connections. Nothing of the
/// server's own may be sent before or after it, so both ways to end it end the connection.
/// </summary>
internal sealed class RawAnswer(FarmExchange exchange)
{
    private static readonly TimeSpan LongestLinger = TimeSpan.FromSeconds(1);

    private readonly Socket _socket = exchange.Http.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;

    public Task SendHeadAsync(string contentType, long contentLength)
    {
        exchange.Status = 200;
        return SendAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\nContent-Length: {contentLength}\r\n\r\n"));
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int sent = await _socket.SendAsync(bytes, exchange.Cancelled);
            bytes = bytes[sent..];
            exchange.BytesSent += sent;
        }
    }

    /// <summary>Ends the connection in good order (FIN), and waits a moment for the client to have read it.</summary>
    public async Task CloseAsync()
    {
        _socket.Shutdown(SocketShutdown.Send);
        var linger = exchange.DelayAsync(LongestLinger);
        await linger.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        exchange.Http.Abort();
    }

    /// <summary>Tears the connection: the server resets (RST) what is aborted.</summary>
    public void Reset()
    {
        exchange.Aborted = true;
        exchange.Http.Abort();
    }
}
