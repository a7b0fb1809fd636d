using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PixCrawler.ImageFarm.Tests;

/// <summary>A farm and a client that follows, decodes and forgives nothing.</summary>
public abstract class FarmFixture : IAsyncLifetime
{
    protected ImageFarmServer Farm { get; private set; } = null!;

    private const int MaxHeadersKilobytes = 128;

    protected HttpClient Client { get; } = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        MaxResponseHeadersLength = MaxHeadersKilobytes,
        AutomaticDecompression = DecompressionMethods.None,
    })
    { Timeout = TimeSpan.FromSeconds(15) };

    protected virtual ImageFarmOptions Options => new();

    public virtual async Task InitializeAsync() => Farm = await ImageFarmServer.StartAsync(Options);

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Farm.DisposeAsync();
    }

    protected Task<HttpResponseMessage> GetAsync(string path, int host = 0) => Client.GetAsync(Farm.Url(path, host));

    protected Task<HttpResponseMessage> GetHeadersAsync(string path) =>
        Client.GetAsync(Farm.Url(path), HttpCompletionOption.ResponseHeadersRead);

    protected async Task<byte[]> GetBytesAsync(string path)
    {
        using var response = await GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>The statuses of the first requests for a path, in order.</summary>
    protected async Task<int[]> StatusesAsync(string path, int requests)
    {
        var statuses = new int[requests];
        for (int i = 0; i < requests; i++)
        {
            using var response = await GetAsync(path);
            statuses[i] = (int)response.StatusCode;
        }
        return statuses;
    }

    /// <summary>Sends a request over a bare socket and reads until the server ends the connection.</summary>
    protected async Task<(string Answer, SocketError? Error)> ReadRawAsync(string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Farm.Roots[0].Port);
        await client.Client.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {Farm.Roots[0].Authority}\r\n\r\n"));
        var answer = new StringBuilder();
        var buffer = new byte[16384];
        try
        {
            while (await client.Client.ReceiveAsync(buffer) is var read and > 0) answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            return (answer.ToString(), null);
        }
        catch (SocketException problem)
        {
            return (answer.ToString(), problem.SocketErrorCode);
        }
    }
}
