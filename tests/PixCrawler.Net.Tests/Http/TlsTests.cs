using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PixCrawler.Contracts.Errors;
using PixCrawler.Net.Tests.Support;

namespace PixCrawler.Net.Tests.Http;

public sealed class TlsTests
{
    [Theory]
    [InlineData("127.0.0.1", 365)]
    [InlineData("127.0.0.1", -1)]
    [InlineData("other.example", 365)]
    public async Task Get_WhenCertificateIsSelfSignedExpiredOrForAnotherHost_IsRefusedForGood(string name, int validForDays)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var today = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(today.AddDays(-10), today.AddDays(validForDays));

        var (error, connections) = await FailAsync(async stream =>
        {
            using var secure = new SslStream(stream);
            await secure.AuthenticateAsServerAsync(certificate);
        });

        error.ShouldBeOfType<PermanentException>();
        (error.Reason, error.Attempts, connections).ShouldBe(("tls-invalid", 1, 1));
    }

    [Fact]
    public async Task Get_WhenPeerSpeaksNoTls_IsRefusedForGood()
    {
        var (error, _) = await FailAsync(stream => stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray()).AsTask());
        error.Reason.ShouldBe("tls-invalid");
    }

    [Fact]
    public async Task Get_WhenPeerHangsUpInTheHandshake_IsAConnectionFailure()
    {
        var (error, _) = await FailAsync(_ => Task.CompletedTask);
        error.Reason.ShouldBe("connection-failed");
    }

    private static async Task<(CrawlException Error, int Connections)> FailAsync(Func<NetworkStream, Task> peer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var connections = 0;
        var serving = ServeAsync();
        await using var rig = new Rig(retry: new() { MaxAttempts = 1 });
        var error = await Should.ThrowAsync<CrawlException>(() => rig.GetAsync($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"));
        listener.Stop();
        await serving;
        return (error, connections);

        async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await listener.AcceptTcpClientAsync();
                    connections++;
                    var stream = client.GetStream();
                    if (connections == 1)
                        await peer(stream);
                }
            }
            catch (Exception exception) when (exception is SocketException or InvalidOperationException or IOException or AuthenticationException)
            {
                // The client refused the certificate, or the test is over.
            }
        }
    }
}
