using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PixCrawler.Cli.Tests.Hosting;
using PixCrawler.ImageFarm;

namespace PixCrawler.Cli.Tests;

/// <summary>
/// A certificate of a trusted authority is good for the name in it and for no other. Trust is a matter of the process
/// (<c>SSL_CERT_FILE</c>), so this is shown with one of its own.
/// </summary>
public sealed class TrustedCertificateTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Crawl_WhenTheAuthorityIsTrusted_TakesTheCertificateForItsOwnNameOnly()
    {
        var image = await PictureAsync();
        using var certificate = Issue("localhost", out var authority);
        var trust = _folder.Sub("authority.pem");
        await File.WriteAllTextAsync(trust, authority);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, certificate, image);
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var list = _folder.Sub("urls.txt");
        await File.WriteAllLinesAsync(list, [$"https://localhost:{port}/own-name.png", $"https://127.0.0.1:{port}/other-name.png"]);

        using var crawl = CliProcess.StartWith(
            [new("SSL_CERT_FILE", trust)],
            "crawl", list, "-o", _folder.Sub("dataset"), "--allow-network", "127.0.0.0/8", "--allow-network", "::1/128", "--quiet");
        (await crawl.WaitAsync(Long)).ShouldBe(2, await crawl.Error.ReadToEndAsync());
        listener.Stop();
        await serving;

        var manifest = await File.ReadAllLinesAsync(Directory.GetFiles(_folder.Sub("dataset/manifest"), "0*.jsonl").ShouldHaveSingleItem());
        manifest.Single(line => line.Contains("own-name", StringComparison.Ordinal)).ShouldContain("\"kept\"");
        manifest.Single(line => line.Contains("other-name", StringComparison.Ordinal)).ShouldContain("\"tls-invalid\"");
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<byte[]> PictureAsync()
    {
        await using var farm = await ImageFarmServer.StartAsync();
        using var client = new HttpClient();
        return await client.GetByteArrayAsync(farm.Url("/gen/1/64x64.png"));
    }

    private static X509Certificate2 Issue(string name, out string authority)
    {
        var today = TimeProvider.System.GetUtcNow();
        using var authorityKey = RSA.Create(2048);
        var root = new CertificateRequest("CN=Test authority", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var issuer = root.CreateSelfSigned(today.AddDays(-10), today.AddDays(10));
        authority = issuer.ExportCertificatePem();

        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var bare = request.Create(issuer, today.AddDays(-1), today.AddDays(1), [1]);
        return bare.CopyWithPrivateKey(key);
    }

    private static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate, byte[] image)
    {
        while (true)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync();
                await using var stream = new SslStream(client.GetStream());
                await stream.AuthenticateAsServerAsync(certificate);
                await AnswerAsync(stream, image);
            }
            catch (Exception exception) when (exception is IOException or AuthenticationException)
            {
                // The client did not take the certificate.
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private static async Task AnswerAsync(SslStream stream, byte[] image)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var isImage = (await reader.ReadLineAsync())?.Contains(".png", StringComparison.Ordinal) == true;
        while (!string.IsNullOrEmpty(await reader.ReadLineAsync()))
        {
        }

        var (status, body) = isImage ? ("200 OK", image) : ("404 Not Found", []);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Type: image/png\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"));
        await stream.WriteAsync(body);
        await stream.ShutdownAsync();
    }
}
