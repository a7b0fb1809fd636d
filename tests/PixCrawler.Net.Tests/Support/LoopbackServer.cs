using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PixCrawler.Net.Tests.Support;

/// <summary>A request as it came over the wire.</summary>
internal sealed record SeenRequest(int Number, string Target, IReadOnlyList<string> HeaderLines, EndPoint Peer)
{
    public string? Header(string name) => HeaderLines
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();
}

/// <summary>A web server of raw bytes: each request is answered by the script, which may also break every rule of HTTP.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Func<SeenRequest, Stream, Task<bool>> _script;
    private readonly ConcurrentQueue<SeenRequest> _requests = new();
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private int _count;

    /// <param name="script">Writes the answer; returns whether the connection stays open.</param>
    public LoopbackServer(Func<SeenRequest, Stream, Task<bool>> script, IPAddress? address = null)
    {
        _script = script;
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Requests => Volatile.Read(ref _count);

    public int Connections => _clients.Count;

    public IReadOnlyList<SeenRequest> Seen => [.. _requests];

    public string Url(string path = "/a.jpg") => $"http://127.0.0.1:{Port}{path}";

    /// <summary>A server that answers every request in the same way and keeps connections open.</summary>
    public static LoopbackServer Answering(byte[] answer) => Answering(_ => answer);

    public static LoopbackServer Answering(Func<SeenRequest, byte[]> answer) => new(async (request, stream) =>
    {
        await stream.WriteAsync(answer(request));
        return true;
    });

    public static byte[] Answer(int status, byte[]? body = null, params string[] headers)
    {
        body ??= [];
        var head = new StringBuilder($"HTTP/1.1 {status} Scripted\r\n");
        foreach (var header in headers)
            head.Append(header).Append("\r\n");
        if (!headers.Any(header => header.StartsWith("Content-Length", StringComparison.Ordinal) || header.StartsWith("Transfer-Encoding", StringComparison.Ordinal)))
            head.Append($"Content-Length: {body.Length}\r\n");
        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. body];
    }

    public ValueTask DisposeAsync()
    {
        _listener.Stop();
        foreach (var client in _clients)
            client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                _clients.Add(client);
                _ = ServeAsync(client);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
            while (await reader.ReadLineAsync() is { } start)
            {
                var headers = new List<string>();
                while (await reader.ReadLineAsync() is { Length: > 0 } line)
                    headers.Add(line);
                var request = new SeenRequest(Interlocked.Increment(ref _count), start.Split(' ')[1], headers, client.Client.RemoteEndPoint!);
                _requests.Enqueue(request);
                if (!await _script(request, stream))
                    break;
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The client hung up, or the test is over.
        }
        finally
        {
            client.Dispose();
        }
    }
}
