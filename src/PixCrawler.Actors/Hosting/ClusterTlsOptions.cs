using System.ComponentModel.DataAnnotations;

namespace PixCrawler.Actors.Hosting;

/// <summary>
/// How nodes know each other: each shows a certificate, and lets nobody in without one. Section <c>PixCrawler:Cluster:Tls</c>.
/// </summary>
public sealed class ClusterTlsOptions
{
    /// <summary>This node's certificate with its private key, as a PKCS #12 file (<c>.pfx</c>, <c>.p12</c>).</summary>
    /// <value>Needed.</value>
    public string CertificateFile { get; set; } = "";

    /// <summary>The file's password. Give it by the environment (<c>PixCrawler__Cluster__Tls__CertificatePassword</c>), not in a file.</summary>
    /// <value>Default: none.</value>
    public string CertificatePassword { get; set; } = "";

    /// <summary>Whether a node's certificate must be for the name that it is reached by.</summary>
    /// <value>Default: true.</value>
    public bool ValidateHostName { get; set; } = true;

    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(CertificateFile))
            throw new ValidationException($"Cluster:Tls:{nameof(CertificateFile)} must name a PKCS #12 file");
        if (!File.Exists(CertificateFile))
            throw new ValidationException($"Cluster:Tls:{nameof(CertificateFile)} '{CertificateFile}' is not there");
    }
}
