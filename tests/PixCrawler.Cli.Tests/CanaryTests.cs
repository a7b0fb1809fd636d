using System.Net;
using System.Net.Sockets;
using System.Text;
using PixCrawler.Cli.Tests.Hosting;

namespace PixCrawler.Cli.Tests;

/// <summary>No secret comes out anywhere (failure-semantics D6): it is put wherever one can be, and then looked for in every output.</summary>
public sealed class CanaryTests : IDisposable
{
    private const string Canary = "c4n4ryS3cret";
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("--json")]
    [InlineData("--log-level=debug")]
    public async Task Crawl_WithSecretsEverywhere_LetsNoneOut(string view)
    {
        using var server = new LeakyServer();
        var root = $"http://127.0.0.1:{server.Port}";
        var list = _folder.Sub("urls.txt");
        string[] urls =
        [
            $"http://user:{Canary}@127.0.0.1:{server.Port}/userinfo.png", $"{root}/text?token={Canary}", $"{root}/401?api_key={Canary}&x=1",
            $"{root}/to-404?X-Amz-Signature={Canary}", $"{root}/to-userinfo#access_token={Canary}", $"{root}/to-ftp?sig={Canary}",
            $"{root}/garbage?password={Canary}", $"{root}/503?X-Goog-Credential={Canary}", $"http://10.0.0.1/?secret={Canary}", $"ftp://u:{Canary}@h/?key={Canary}",
        ];
        await File.WriteAllLinesAsync(list, urls);
        var dataset = _folder.Sub("dataset");

        var said = await RunAsync("crawl", list, "-o", dataset, "--allow-network", "127.0.0.1", "--allow-port", $"{server.Port}", view);
        said += await RunAsync("logs", dataset);
        said += await RunAsync("logs", dataset, "--json");
        said += await RunAsync("explain", dataset);
        foreach (var url in urls)
            said += await RunAsync("explain", dataset, url);

        said.ShouldContain("***");
        said.ShouldNotContain(Canary);
        // The plan keeps the URLs as they are, for it is what the crawl is made from (docs/LOGGING_GUIDE.md).
        var plans = Path.Combine(dataset, ".pixcrawl", "plan");
        var files = Directory.GetFiles(dataset, "*", SearchOption.AllDirectories);
        files.Where(file => !file.StartsWith(plans, StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains(Canary, StringComparison.Ordinal)).ShouldBeEmpty();
        files.ShouldContain(file => file.EndsWith("pixcrawl.jsonl", StringComparison.Ordinal));
        server.Requests.ShouldBeGreaterThan(8);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> RunAsync(params string[] args)
    {
        using var process = CliProcess.Start(args);
        var error = process.Error.ReadToEndAsync();
        var text = await process.Out.ReadToEndAsync() + await error;
        await process.WaitAsync(Long);
        return text;
    }

    /// <summary>Answers with secrets in headers, redirects and bodies.</summary>
    private sealed class LeakyServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private int _requests;

        public LeakyServer()
        {
            _listener.Start();
            _ = AcceptAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public int Requests => Volatile.Read(ref _requests);

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                    _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
            {
            }
        }

        private async Task AnswerAsync(TcpClient client)
        {
            using (client)
            {
                using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
                var path = (await reader.ReadLineAsync())?.Split(' ').ElementAtOrDefault(1)?.Split('?')[0];
                while (await reader.ReadLineAsync() is { Length: > 0 })
                {
                }

                Interlocked.Increment(ref _requests);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(path switch
                {
                    "/text" => $"HTTP/1.1 200 OK\r\nSet-Cookie: s={Canary}\r\nContent-Type: image/{Canary}\r\n{End}",
                    "/401" => $"HTTP/1.1 401 token={Canary}\r\nWWW-Authenticate: Bearer {Canary}\r\n{End}",
                    "/503" => $"HTTP/1.1 503 Busy\r\nRetry-After: {Canary}\r\n{End}",
                    "/to-404" => $"HTTP/1.1 302 Found\r\nLocation: /gone?token={Canary}\r\n{End}",
                    "/to-userinfo" => $"HTTP/1.1 302 Found\r\nLocation: http://u:{Canary}@127.0.0.1/?sig={Canary}\r\n{End}",
                    "/to-ftp" => $"HTTP/1.1 302 Found\r\nLocation: ftp://u:{Canary}@127.0.0.1/?sig={Canary}\r\n{End}",
                    "/garbage" => $"Authorization: {Canary}\r\n{End}",
                    _ => $"HTTP/1.1 404 Not Found\r\n{End}",
                }));
            }
        }

        private static string End => $"Connection: close\r\nContent-Length: {Canary.Length}\r\n\r\n{Canary}";
    }
}
