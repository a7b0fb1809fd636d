using System.ComponentModel.DataAnnotations;
using System.Net;
using PixCrawler.Actors.Hosting;
using PixCrawler.Service.Hosting;

namespace PixCrawler.Service.Tests.Hosting;

/// <summary>Settings: where they come from, and that nothing in them is passed over.</summary>
public sealed class ServiceSettingsTests
{
    [Fact]
    public void Load_WithNothingSaid_ListensOnLoopbackAndKeepsEverythingInOneFolder()
    {
        var settings = ServiceSettings.Load();

        settings.Service.ListenUrls.ShouldBe(["http://127.0.0.1:8080"]);
        settings.Service.IsLoopbackOnly.ShouldBeTrue();
        (settings.Crawler.Journal.Kind, settings.Crawler.Journal.File).ShouldBe((JournalKind.Sqlite, Path.Combine(settings.Service.DataFolder, "journal.db")));
    }

    [Fact]
    public void Load_OfEverySection_FillsTheOptions()
    {
        var settings = Load(
            ("Service:RequestsPerMinute", "7"), ("MaxConcurrentDownloads", "5"), ("Http:Contact", "https://example.com"), ("Http:RequestTimeout", "00:00:20"),
            ("Access:AllowedNetworks:0", "10.1.0.0/16"), ("Access:AllowedPorts:0", "8080"), ("Journal:Kind", "PostgreSql"), ("Journal:ConnectionString", "Host=x"));

        settings.Service.RequestsPerMinute.ShouldBe(7);
        settings.Crawler.MaxConcurrentDownloads.ShouldBe(5);
        settings.Crawler.Http.Contact.ShouldBe("https://example.com");
        settings.Crawler.Http.RequestTimeout.ShouldBe(TimeSpan.FromSeconds(20));
        settings.Crawler.Access.AllowedNetworks.ShouldBe([IPNetwork.Parse("10.1.0.0/16")]);
        settings.Crawler.Access.AllowedPorts.ShouldBe([8080]);
        settings.Crawler.Journal.Kind.ShouldBe(JournalKind.PostgreSql);
    }

    [Theory]
    [InlineData("Service:RequestsPerMinut", "7", "RequestsPerMinut")]
    [InlineData("Service:RequestsPerMinute", "many", "RequestsPerMinute")]
    [InlineData("Service:Urls:0", "https://127.0.0.1:8080", "proxy")]
    [InlineData("Service:Urls:0", "127.0.0.1:8080", "http://127.0.0.1:8080")]
    [InlineData("Service:Data", "", "Data")]
    [InlineData("Colour", "red", "Colour")]
    [InlineData("Http:RequestTimeout", "00:20:00", "RequestTimeout")]
    [InlineData("Access:AllowedNetworks:0", "10.1.0.0", "10.1.0.0/16")]
    [InlineData("Access:AllowedPorts:0", "http", "no port")]
    [InlineData("MaxRestarts", "11", "MaxRestarts")]
    public void Load_WhenSomethingMakesNoSense_NamesIt(string key, string value, string named) =>
        Should.Throw<ValidationException>(() => Load((key, value))).Message.ShouldContain(named);

    [Theory]
    [InlineData(nameof(ServiceOptions.MaxRequestBodyBytes), 1024, 1024 * 1024 * 1024)]
    [InlineData(nameof(ServiceOptions.MaxUrlsPerJob), 1, 10_000_000)]
    [InlineData(nameof(ServiceOptions.RequestsPerMinute), 1, 1_000_000)]
    [InlineData(nameof(ServiceOptions.RequestBurst), 1, 100_000)]
    [InlineData(nameof(ServiceOptions.MaxWatchers), 1, 100_000)]
    [InlineData(nameof(ServiceOptions.PollIntervalMilliseconds), 10, 60_000)]
    [InlineData(nameof(ServiceOptions.ProgressIntervalMilliseconds), 50, 60_000)]
    [InlineData(nameof(ServiceOptions.HeartbeatSeconds), 1, 300)]
    [InlineData(nameof(ServiceOptions.SlowClientSeconds), 1, 300)]
    [InlineData(nameof(ServiceOptions.SessionHours), 1, 168)]
    public void Load_OfAFigure_TakesItUpToItsLimits(string name, int min, int max)
    {
        Load(($"Service:{name}", $"{min}"));
        Load(($"Service:{name}", $"{max}"));
        Should.Throw<ValidationException>(() => Load(($"Service:{name}", $"{min - 1}"))).Message.ShouldContain(name);
        Should.Throw<ValidationException>(() => Load(($"Service:{name}", $"{max + 1}"))).Message.ShouldContain(name);
    }

    private static ServiceSettings Load(params (string Key, string Value)[] changes) =>
        ServiceSettings.Load(changes.Select(change => KeyValuePair.Create<string, string?>($"PixCrawler:{change.Key}", change.Value)));
}
