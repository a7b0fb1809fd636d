using System.ComponentModel.DataAnnotations;
using PixCrawler.Actors.Hosting;

namespace PixCrawler.Actors.Tests.Hosting;

public sealed class ClusterOptionsTests
{
    private static readonly JournalOptions Shared = JournalOptions.Parse("Host=localhost;Username=me");

    [Fact]
    public void Validate_WhenSeedsOrContactPointsAreNamed_IsContent()
    {
        Should.NotThrow(() => With(cluster => cluster.SeedNodes.Add("node-1:4053")).Validate(Shared));
        Should.NotThrow(() => With(cluster =>
        {
            cluster.ContactPoints.Add("10.0.0.1:8558");
            cluster.ContactPoints.Add("node-2:8558");
        }).Validate(Shared));
    }

    [Fact]
    public void Validate_WhenThereIsNoDoorOrTwo_SaysWhatToName()
    {
        Refused(_ => { }).ShouldContain("either SeedNodes or ContactPoints");
        Refused(cluster =>
        {
            cluster.SeedNodes.Add("node-1:4053");
            cluster.ContactPoints.Add("node-1:8558");
        }).ShouldContain("either SeedNodes or ContactPoints");
    }

    [Theory]
    [InlineData("node-1")]
    [InlineData("node-1:")]
    [InlineData(":4053")]
    [InlineData("node-1:0")]
    [InlineData("node-1:65536")]
    [InlineData("akka.tcp://pixcrawler@node-1:4053")]
    [InlineData("no de:4053")]
    public void Validate_WhenANodeIsNoHostAndPort_SaysHowToWriteIt(string node) =>
        Refused(cluster => cluster.SeedNodes.Add(node)).ShouldContain("write host:port");

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData(" ")]
    public void Validate_WhenNobodyCouldReachIt_SaysSo(string host) => Refused(cluster =>
    {
        cluster.SeedNodes.Add("node-1:4053");
        cluster.PublicHost = host;
    }).ShouldContain("PublicHost");

    [Theory]
    [InlineData(0, 8558, 1)]
    [InlineData(65_536, 8558, 1)]
    [InlineData(4053, 0, 1)]
    [InlineData(4053, 65_536, 1)]
    [InlineData(4053, 8558, 0)]
    [InlineData(4053, 8558, 101)]
    [InlineData(4053, 8558, 2)]
    public void Validate_WhenAFigureIsOutOfItsRange_RefusesIt(int port, int managementPort, int required) => Refused(cluster =>
    {
        cluster.ContactPoints.Add("node-1:8558");
        (cluster.Port, cluster.ManagementPort, cluster.RequiredContactPoints) = (port, managementPort, required);
    }).ShouldNotBeEmpty();

    [Fact]
    public void Validate_WhenTheJournalIsNotShared_SaysWhichOneIs()
    {
        var cluster = With(options => options.SeedNodes.Add("node-1:4053"));
        Should.Throw<ValidationException>(() => cluster.Validate(new JournalOptions())).Message.ShouldContain("PostgreSql");
        Should.Throw<ValidationException>(() => cluster.Validate(JournalOptions.Parse("a.db"))).Message.ShouldContain("PostgreSql");
    }

    [Fact]
    public void Validate_WhenAFileIsNotThere_NamesIt()
    {
        Refused(cluster =>
        {
            cluster.SeedNodes.Add("node-1:4053");
            cluster.SettingsFile = "no-such.conf";
        }).ShouldContain("no-such.conf");
        Refused(cluster =>
        {
            cluster.SeedNodes.Add("node-1:4053");
            cluster.Tls = new ClusterTlsOptions { CertificateFile = "no-such.pfx" };
        }).ShouldContain("no-such.pfx");
        Refused(cluster =>
        {
            cluster.SeedNodes.Add("node-1:4053");
            cluster.Tls = new ClusterTlsOptions();
        }).ShouldContain("PKCS #12");
    }

    private static string Refused(Action<ClusterOptions> change) => Should.Throw<ValidationException>(() => With(change).Validate(Shared)).Message;

    private static ClusterOptions With(Action<ClusterOptions> change)
    {
        var cluster = new ClusterOptions();
        change(cluster);
        return cluster;
    }
}
