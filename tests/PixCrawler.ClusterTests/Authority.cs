using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PixCrawler.ClusterTests;

/// <summary>An authority of a test's own and a certificate that it has given to the nodes of this machine.</summary>
internal sealed class Authority : IDisposable
{
    private const string Password = "for this test only";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pixcrawl-authority-");

    public Authority()
    {
        var (from, to) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=Authority of a test", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var issuer = authority.CreateSelfSigned(from, to);
        using var nodeKey = RSA.Create(2048);
        var node = new CertificateRequest("CN=node", nodeKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        node.CertificateExtensions.Add(names.Build());
        using var issued = node.Create(issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(authorityKey), from, to, [1]);
        using var whole = issued.CopyWithPrivateKey(nodeKey);
        File.WriteAllBytes(CertificateFile, whole.Export(X509ContentType.Pkcs12, Password));
        File.WriteAllText(TrustedFile, issuer.ExportCertificatePem());
    }

    /// <summary>What a node's environment says: its certificate, and the authority that its machine trusts.</summary>
    public IEnumerable<(string Name, string Value)> Settings =>
    [
        ("PIXCRAWLER__CLUSTER__TLS__CERTIFICATEFILE", CertificateFile),
        ("PIXCRAWLER__CLUSTER__TLS__CERTIFICATEPASSWORD", Password),
        ("SSL_CERT_FILE", TrustedFile),
    ];

    private string CertificateFile => Path.Combine(_folder.FullName, "node.pfx");

    private string TrustedFile => Path.Combine(_folder.FullName, "authority.pem");

    public void Dispose() => _folder.Delete(recursive: true);
}
