using System.Globalization;
using PixCrawler.Actors.Hosting;
using PixCrawler.Cli.Commands;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Contracts.Validation;
using PixCrawler.Net.Http;
using Serilog.Events;

namespace PixCrawler.Cli.Tests.Commands;

public class CrawlOptionsTests
{
    private static readonly string[] Least = ["urls.txt", "-o", "/data/birds"];

    [Fact]
    public void Read_WithTheLeast_TakesEveryDefaultFromTheContracts()
    {
        var settings = CommandLine.Crawl(Least);

        var source = settings.Job.Sources.ShouldHaveSingleItem();
        source.ShouldBe(new UrlListSource("urls.txt") { ExtraColumns = source.ExtraColumns });
        source.ExtraColumns.ShouldBeEmpty();
        settings.Job.ShouldBe(new JobSpecification { Name = "birds", OutputFolder = "/data/birds", Sources = settings.Job.Sources });
        settings.Process.MaxConcurrentDownloads.ShouldBe(new PixCrawlerOptions().MaxConcurrentDownloads);
        settings.Process.Http.ShouldBe(new HttpOptions());
        settings.Process.Access.AllowedNetworks.ShouldBeEmpty();
        settings.Process.Access.AllowedPorts.ShouldBe([80, 443]);
        settings.View.ShouldBe(ViewKind.Auto);
        settings.LogLevel.ShouldBeNull();
        settings.NoColor.ShouldBeFalse();
        settings.Validate().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--name|my birds", "my birds")]
    [InlineData("--max-urls|7", "7")]
    [InlineData("--chunk-slots|20", "20")]
    [InlineData("--validation|medium", "Medium")]
    [InlineData("--validation|SLOW", "Slow")]
    [InlineData("--decode|in-process", "InProcess")]
    [InlineData("--decode|out-of-process", "OutOfProcess")]
    [InlineData("--min-side|64", "64")]
    [InlineData("--max-side|4000", "4000")]
    [InlineData("--max-pixels|900000000", "900000000")]
    [InlineData("--format|jsonl", "JsonLines")]
    [InlineData("--url-column|link", "link")]
    [InlineData("--caption-column|alt", "alt")]
    [InlineData("--key-column|id", "id")]
    [InlineData("--extra-columns|a, b|--extra-columns|c", "a b c")]
    [InlineData("--concurrency|9", "9")]
    [InlineData("--timeout-seconds|12", "00:00:12")]
    [InlineData("--max-body-mib|3", "3145728")]
    [InlineData("--contact|me@example.org", "me@example.org")]
    [InlineData("--allow-network|10.1.0.0/16", "10.1.0.0/16")]
    [InlineData("--allow-network|10.1.2.3", "10.1.2.3/32")]
    [InlineData("--allow-network|fd00::/8|--allow-network|10.0.0.0/8", "fd00::/8 10.0.0.0/8")]
    [InlineData("--allow-port|8080|--allow-port|443", "80 443 8080")]
    [InlineData("--json", "Json")]
    [InlineData("--quiet", "Quiet")]
    [InlineData("--verbose", "Information")]
    [InlineData("--log-level|debug", "Debug")]
    [InlineData("--no-color", "True")]
    public void Read_WithAnOption_SetsExactlyThat(string option, string expected)
    {
        var words = option.Split('|');

        var settings = CommandLine.Crawl([.. Least, .. words]);

        string.Create(CultureInfo.InvariantCulture, $"{Setting(settings, words[0])}").ShouldBe(expected);
        settings.Validate().ShouldBeEmpty();
    }

    [Fact]
    public void Read_WithSeveralLists_KeepsTheirOrder() =>
        CommandLine.Crawl(["b.txt", "-", .. Least]).Job.Sources.Select(source => source.Path).ShouldBe(["b.txt", "-", "urls.txt"]);

    [Fact]
    public void Read_WithABodyAboveTheBudgetsDefault_RaisesTheBudget() =>
        CommandLine.Crawl([.. Least, "--max-body-mib", "1024"]).Process.Http.MaxBytesInFlight.ShouldBe(1024L * 1024 * 1024);

    [Theory]
    [InlineData("--max-urls", "0", "1")]
    [InlineData("--chunk-slots", "501", "500")]
    [InlineData("--min-side", "0", "1")]
    [InlineData("--max-side", "65536", "65535")]
    [InlineData("--max-pixels", "1000000001", "1000000000")]
    [InlineData("--concurrency", "4097", "4096")]
    [InlineData("--timeout-seconds", "601", "600")]
    [InlineData("--timeout-seconds", "0", "1")]
    [InlineData("--max-body-mib", "1025", "1024")]
    [InlineData("--max-body-mib", "0", "1")]
    [InlineData("--allow-port", "65536", "65535")]
    [InlineData("--contact", "a b", "a@b")]
    public void Validate_BeyondARange_NamesTheOptionAndAtItsEdgeIsContent(string option, string beyond, string edge)
    {
        CommandLine.Crawl([.. Least, option, beyond]).Validate().Select(error => error.Field).ShouldContain(option);
        CommandLine.Crawl([.. Least, option, edge]).Validate().ShouldBeEmpty();
    }

    private static object? Setting(CrawlSettings settings, string option) => option switch
    {
        "--name" => settings.Job.Name,
        "--max-urls" => settings.Job.MaxUrls,
        "--chunk-slots" => settings.Job.ChunkSlots,
        "--validation" => settings.Job.ValidationLevel,
        "--decode" => settings.Process.Decoding.Mode,
        "--min-side" => settings.Job.MinSidePixels,
        "--max-side" => settings.Job.MaxSidePixels,
        "--max-pixels" => settings.Job.MaxPixels,
        "--format" => settings.Job.Sources[0].Format,
        "--url-column" => settings.Job.Sources[0].UrlColumn,
        "--caption-column" => settings.Job.Sources[0].CaptionColumn,
        "--key-column" => settings.Job.Sources[0].KeyColumn,
        "--extra-columns" => string.Join(' ', settings.Job.Sources[0].ExtraColumns),
        "--concurrency" => settings.Process.MaxConcurrentDownloads,
        "--timeout-seconds" => settings.Process.Http.RequestTimeout,
        "--max-body-mib" => settings.Process.Http.MaxBodyBytes,
        "--contact" => settings.Process.Http.Contact,
        "--allow-network" => string.Join(' ', settings.Process.Access.AllowedNetworks),
        "--allow-port" => string.Join(' ', settings.Process.Access.AllowedPorts),
        "--json" or "--quiet" => settings.View,
        "--verbose" or "--log-level" => settings.LogLevel,
        "--no-color" => settings.NoColor,
        _ => throw new ArgumentOutOfRangeException(nameof(option), option, "no such option"),
    };
}
