using System.Net;
using System.Net.Sockets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Net.Http;
using PixCrawler.Net.Tests.Support;

namespace PixCrawler.Net.Tests.Downloads;

/// <summary>
/// Redirects into every row of the table of forbidden targets, by every redirecting status. A trap listens on all addresses of this
/// machine: it must never see a connection.
/// </summary>
public sealed class RedirectSafetyTests
{
    private static readonly IPAddress Server = IPAddress.Parse("127.0.0.9");
    private static readonly string[] AddressReasons = ["address-forbidden"];
    private static readonly string[] SyntaxReasons =
        ["url-host-forbidden", "url-userinfo-forbidden", "url-scheme-forbidden", "url-port-forbidden", "url-invalid", "redirect-invalid"];

    // Hosts that are, or turn out to be, addresses nobody may be sent to; PORT is the trap's.
    private static readonly string[] ForbiddenAddresses =
    [
        "http://127.0.0.1:PORT/", "http://127.1:PORT/", "http://127.0.1:PORT/", "http://0:PORT/", "http://2130706433:PORT/",
        "http://0x7f000001:PORT/", "http://0x7f.1:PORT/", "http://0177.0.0.1:PORT/", "http://017700000001:PORT/", "http://0x7f.0x0.0x0.0x1:PORT/",
        "http://2852039166/", "http://0xa9fea9fe/", "http://0251.0376.0251.0376/",
        "http://127.0.0.1.:PORT/", "http://LOCALHOST.:PORT/", "http://localhost.:PORT/", "http://localhost:PORT/",
        "http://ip6-localhost:PORT/", "http://localtest.me:PORT/", "http://localh.st:PORT/",
        "http://127.0.0.1.nip.io:PORT/", "http://10-0-0-1.sslip.io/", "http://169.254.169.254.nip.io/", "http://metadata.google.internal/",
        "http://v6only.example:PORT/", "http://mixed.example/", "http://cname.example:PORT/",
        "http://[::1]:PORT/", "http://[::]:PORT/", "http://[::ffff:127.0.0.1]:PORT/", "http://[::ffff:7f00:1]:PORT/", "http://[::127.0.0.1]:PORT/",
        "http://[64:ff9b::7f00:1]/", "http://[64:ff9b:1::a9fe:a9fe]/", "http://[2002:7f00:1::]/",
        "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/", "http://[2600:abcd::5efe:7f00:1]/",
        "http://[fd00:ec2::254]/", "http://[ff02::1]/", "http://0.0.0.0:PORT/",
        "http://169.254.169.254/latest/meta-data/", "http://100.100.100.200/", "http://168.63.129.16/",
        "http://127.1.1.1:PORT#\\@127.2.2.2:80/", "http://127.0.0.1:PORT#@example.com/", "//127.0.0.1:PORT/a",
        "http://100.64.0.0/", "http://100.127.255.255/", "http://172.16.0.0/", "http://172.31.255.255/", "http://198.18.0.0/", "http://198.19.255.255/", "http://224.0.0.0/",
    ];

    private static readonly string[] ForbiddenSyntax =
    [
        "\\\\127.0.0.1\\c$", "ftp://127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1/", "data:image/png;base64,AA==", "javascript:alert(1)",
        "jar:http://a/", "blob:http://a/", "ws://127.0.0.1/", "dict://127.0.0.1/", "ldap://127.0.0.1/",
        "http://user:pass@127.0.0.1:PORT/", "http://example.com@127.0.0.1:PORT/", "http://127.0.0.1%2f@example.com/",
        "http:///127.0.0.1/", "http://127.0.0.1%00.example.com/", "http://256.256.256.256/", "http://4294967296/",
    ];

    private static FakeResolver Names => new FakeResolver()
        .With("localhost", ["127.0.0.1"]).With("ip6-localhost", ["::1"]).With("localtest.me", ["127.0.0.1"]).With("localh.st", ["127.0.0.1"])
        .With("127.0.0.1.nip.io", ["127.0.0.1"]).With("10-0-0-1.sslip.io", ["10.0.0.1"]).With("169.254.169.254.nip.io", ["169.254.169.254"])
        .With("metadata.google.internal", ["169.254.169.254"]).With("v6only.example", ["::1"]).With("mixed.example", ["93.184.216.34", "fd00::1"])
        .With("cname.example", ["127.0.0.1"]).With("public-v6.example", ["2606:2800:220:1::1"]);

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_IntoAForbiddenTarget_IsRefusedForGoodAndNothingIsConnectedTo(int status)
    {
        using var trap = new Trap();
        var wrong = new List<string>();
        foreach (var (targets, reasons) in new[] { (ForbiddenAddresses, AddressReasons), (ForbiddenSyntax, SyntaxReasons) })
        {
            foreach (var target in targets)
            {
                var (error, requests) = await FollowAsync(status, target.Replace("PORT", $"{trap.Port}", StringComparison.Ordinal));
                if (error is not PermanentException || !reasons.Contains(error.Reason) || requests != 1)
                    wrong.Add($"{target}: {error.GetType().Name} {error.Reason} after {requests} requests");
            }
        }

        wrong.ShouldBeEmpty(string.Join('\n', wrong));
        trap.Connections.ShouldBe(0);
    }

    // The port is judged after the address: that it is what is refused shows that the address was not.
    [Theory]
    [InlineData("100.63.255.254")]
    [InlineData("100.128.0.1")]
    [InlineData("11.0.0.1")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.1")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("[2606:2800:220:1::1]")]
    [InlineData("public-v6.example")]
    public async Task Redirect_ToTheAddressBesideAForbiddenRange_IsNotBlockedForIt(string host)
    {
        var (error, _) = await FollowAsync(302, $"http://{host}:6379/");

        error.Reason.ShouldBe("url-port-forbidden");
    }

    private static async Task<(CrawlException Error, int Requests)> FollowAsync(int status, string location)
    {
        await using var server = new LoopbackServer(
            async (_, stream) =>
            {
                await stream.WriteAsync(LoopbackServer.Answer(status, null, $"Location: {location}"));
                return true;
            },
            Server);
        await using var rig = new Rig(
            access: new NetworkAccessOptions { AllowedNetworks = [new IPNetwork(Server, 32)] }, resolver: Names);
        var error = await Should.ThrowAsync<CrawlException>(() => rig.GetAsync($"http://{Server}:{server.Port}/"));
        return (error, server.Requests);
    }

    /// <summary>Listens on every address of this machine.</summary>
    private sealed class Trap : IDisposable
    {
        private readonly TcpListener _listener = Socket.OSSupportsIPv6 ? TcpListener.Create(0) : new TcpListener(IPAddress.Any, 0);
        private int _connections;

        public Trap()
        {
            _listener.Start();
            _ = CountAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public int Connections => _connections + (_listener.Pending() ? 1 : 0);

        public void Dispose() => _listener.Stop();

        private async Task CountAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    Interlocked.Increment(ref _connections);
                }
            }
            catch (Exception exception) when (exception is SocketException or InvalidOperationException)
            {
                // The test is over.
            }
        }
    }
}
