using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Contracts.Validation;
using PixCrawler.Datasets.Manifests;
using PixCrawler.Net.Http;
using PixCrawler.Net.Resilience;

namespace PixCrawler.Actors.Tests.EndToEnd;

/// <summary>A host app in a test: the whole product over loopback, with waits cut to milliseconds.</summary>
internal sealed class RealCrawl : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pixcrawl-test");
    private readonly IHost _host;

    private RealCrawl(IHost host) => _host = host;

    public string Dataset => Path.Combine(_folder.FullName, "dataset");

    public IPixCrawlerClient Client => _host.Services.GetRequiredService<IPixCrawlerClient>();

    public static PixCrawlerOptions FastOptions => new()
    {
        Retry = new ResilienceOptions
        {
            Network = new RetryOptions { Delays = [TimeSpan.FromMilliseconds(1)], MaxJitter = 0, RetryAfterMax = TimeSpan.FromSeconds(5) },
        },
        Access = new NetworkAccessOptions { AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")] },
        ReportIntervalMilliseconds = 50,
    };

    public static async Task<RealCrawl> StartAsync(PixCrawlerOptions? options = null, Serilog.ILogger? log = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        if (log is not null)
            builder.Services.AddSingleton(log);
        builder.Services.AddPixCrawler(options ?? FastOptions);
        var host = builder.Build();
        await host.StartAsync();
        return new RealCrawl(host);
    }

    /// <summary>Crawls URLs to the end and reads back what the manifest says of each.</summary>
    public async Task<(JobReport Report, IReadOnlyList<ManifestRow> Rows)> CrawlAsync(
        IEnumerable<string> urls, Func<JobSpecification, JobSpecification>? with = null)
    {
        var list = Path.Combine(_folder.FullName, "urls.txt");
        await File.WriteAllLinesAsync(list, urls);
        var specification = new JobSpecification
        {
            Name = "test",
            OutputFolder = Dataset,
            Sources = [new UrlListSource(list)],
            // The farm's script tells what a crawl makes of each URL by itself, and no decoder is needed for that.
            ValidationLevel = ValidationLevel.Fast,
            Deduplication = new DeduplicationSpecification { Mode = DuplicateMode.Off },
        };
        var submit = new SubmitJob(new JobId(Guid.NewGuid()), with is null ? specification : with(specification));
        (await Client.SubmitAsync(submit)).ShouldBeOfType<JobAccepted>();
        JobReport? last = null;
        await foreach (var report in Client.WatchAsync(submit.JobId, TimeSpan.FromMilliseconds(50)))
            last = report;
        var rows = new List<ManifestRow>();
        await foreach (var row in ManifestReader.ReadAsync(Dataset))
            rows.Add(row);
        return (last!, rows);
    }

    public IEnumerable<string> ImageFiles() =>
        Directory.EnumerateFiles(Path.Combine(Dataset, "images"), "*", SearchOption.AllDirectories);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
