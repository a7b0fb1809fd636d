using Akka.Cluster.Hosting;
using Akka.Cluster.Hosting.SBR;
using Akka.Discovery.Config.Hosting;
using Akka.Hosting;
using Akka.Management;
using Akka.Management.Cluster.Bootstrap;
using Akka.Remote.Hosting;

namespace PixCrawler.Actors.Hosting;

/// <summary>How a node of a cluster is set up on Akka.NET.</summary>
internal static class ClusterSetup
{
    // Jobs go on after a node was lost at a rate that a journal bears.
    private const string Sharding =
        """
        akka.cluster.sharding {
          entity-recovery-strategy = "constant"
          entity-recovery-constant-rate-strategy { frequency = 100 ms, number-of-entities = 5 }
        }
        """;

    /// <summary>Makes the process a node.</summary>
    /// <param name="builder">What the system is made of.</param>
    /// <param name="cluster">How it finds the others.</param>
    /// <param name="restTime">How long its jobs may take to come to rest.</param>
    /// <returns>The builder.</returns>
    public static AkkaConfigurationBuilder WithCluster(this AkkaConfigurationBuilder builder, ClusterOptions cluster, TimeSpan restTime)
    {
        builder
            .WithRemoting(Remote(cluster))
            .WithClustering(Members(cluster))
            .AddHocon(Phases(restTime), HoconAddMode.Prepend)
            .AddHocon(Sharding, HoconAddMode.Prepend);
        if (cluster.Tls is { } tls)
            builder.AddHocon(Mutual(tls), HoconAddMode.Prepend);
        if (cluster.ContactPoints.Count > 0)
            builder.WithDiscovery(cluster);
        return cluster.SettingsFile is { } file ? builder.AddHoconFile(file, HoconAddMode.Prepend) : builder;
    }

    private static RemoteOptions Remote(ClusterOptions cluster) => new()
    {
        HostName = cluster.BindHost,
        Port = cluster.Port,
        PublicHostName = cluster.PublicHost,
        PublicPort = cluster.Port,
        EnableSsl = cluster.Tls is not null,
        Ssl = new SslOptions
        {
            SuppressValidation = false,
            CertificateOptions = new SslCertificateOptions { Path = cluster.Tls?.CertificateFile, Password = cluster.Tls?.CertificatePassword },
        },
    };

    // Keep-majority is right for three nodes and more. Two need a third to judge: LeaseMajorityOption with a lease outside the cluster.
    private static Akka.Cluster.Hosting.ClusterOptions Members(ClusterOptions cluster) => new()
    {
        Roles = [cluster.Role],
        SeedNodes = [.. cluster.SeedNodes.Select(node => Address(node, cluster.Tls is null ? "akka.tcp" : "akka.ssl.tcp"))],
        SplitBrainResolver = new KeepMajorityOption(),
    };

    private static string Address(string node, string protocol)
    {
        var (host, port) = ClusterOptions.Endpoint(node);
        return $"{protocol}://{PixCrawlerHosting.SystemName}@{host}:{port}";
    }

    // Contact points have their ports; those of other ports than this node's are meant too.
    private static AkkaConfigurationBuilder WithDiscovery(this AkkaConfigurationBuilder builder, ClusterOptions cluster) => builder
        .AddHocon("akka.management.cluster.bootstrap.contact-point.filter-on-fallback-port = off", HoconAddMode.Prepend)
        .WithAkkaManagement(new AkkaManagementOptions
        {
            HostName = cluster.PublicHost,
            Port = cluster.ManagementPort,
            BindHostName = cluster.BindHost,
            BindPort = cluster.ManagementPort,
        })
        .WithClusterBootstrap(
            serviceName: PixCrawlerHosting.SystemName, requiredContactPoints: cluster.RequiredContactPoints, newClusterEnabled: true, autoStart: true)
        .WithConfigDiscovery(discovery => discovery.Services =
        [
            new Service { Name = PixCrawlerHosting.SystemName, Endpoints = [.. cluster.ContactPoints] },
        ]);

    // The certificate's names are checked by the one who calls; both sides show theirs (Akka.NET 1.5.52 and later).
    private static string Mutual(ClusterTlsOptions tls) =>
        $$"""
        akka.remote.dot-netty.tcp.ssl {
          require-mutual-authentication = on
          validate-certificate-hostname = {{(tls.ValidateHostName ? "on" : "off")}}
        }
        """;

    // Jobs come to rest while their shards are handed over.
    private static string Phases(TimeSpan restTime) =>
        $$"""
        akka.coordinated-shutdown.phases {
          cluster-sharding-shutdown-region.timeout = {{restTime.TotalSeconds + 6}} s
          cluster-leave.timeout = 10 s
          cluster-exiting.timeout = 10 s
        }
        akka.cluster.sharding.handoff-timeout = {{restTime.TotalSeconds + 36}} s
        """;
}
