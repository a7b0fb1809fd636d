using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PixCrawler.Actors.Hosting;
using PixCrawler.Benchmarks.Crawl;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Contracts.Validation;
using PixCrawler.Net.Http;
using Serilog;

namespace PixCrawler.Benchmarks.Overhead;

/// <summary>The same crawl of a static server on loopback, again and again in this process, with parts of it exchanged.</summary>
internal sealed class LocalCrawl : IAsyncDisposable
{
    private readonly StaticServer _server;
    private readonly string _list;

    private LocalCrawl(StaticServer server, string folder, string list) => (_server, Folder, _list) = (server, folder, list);

    /// <summary>A temporary folder that lives as long as this.</summary>
    public string Folder { get; }

    public static async Task<LocalCrawl> PrepareAsync(int urls)
    {
        var work = Directory.CreateTempSubdirectory("pixcrawl-bench").FullName;
        var images = await CrawlBenchmark.PrepareImagesAsync(images: null, work);
        var server = await StaticServer.StartAsync(images);
        var list = Path.Combine(work, "urls.txt");
        var names = Directory.GetFiles(images).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();
        await File.WriteAllLinesAsync(list, Enumerable.Range(0, urls).Select(
            number => $"http://127.0.0.1:{server.Port}/{names[number % names.Length]}?n={number}"));
        return new LocalCrawl(server, work, list);
    }

    /// <summary>Crawls the list once and says what it cost this process.</summary>
    /// <param name="log">Where the crawl logs to.</param>
    /// <param name="exchange">Registers what is to stand in for the product's own services.</param>
    public async Task<CpuCost> RunAsync(ILogger log, Action<IServiceCollection>? exchange = null)
    {
        var dataset = Path.Combine(Folder, "dataset");
        GC.Collect();
        var before = Environment.CpuUsage;
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddSingleton(log);
        exchange?.Invoke(builder.Services);
        builder.Services.AddPixCrawler(new PixCrawlerOptions
        {
            Access = new NetworkAccessOptions { AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")] },
        });
        using (var host = builder.Build())
        {
            await host.StartAsync();
            var client = host.Services.GetRequiredService<IPixCrawlerClient>();
            var job = new JobId(Guid.NewGuid());
            await client.SubmitAsync(new SubmitJob(job, new JobSpecification
            {
                Name = "overhead",
                OutputFolder = dataset,
                Sources = [new UrlListSource(_list)],
                ValidationLevel = ValidationLevel.Fast,
                Deduplication = new DeduplicationSpecification { Mode = DuplicateMode.Off },
            }));
            await foreach (var report in client.WatchAsync(job, TimeSpan.FromMilliseconds(100)))
            {
                if (report.Status.IsTerminal() && report.Status != JobStatus.Completed)
                    throw new InvalidOperationException($"the crawl ended {report.Status}: {report.Problem}");
            }

            await host.StopAsync();
        }

        var after = Environment.CpuUsage;
        var cost = new CpuCost(after.UserTime - before.UserTime, after.TotalTime - before.TotalTime);
        Directory.Delete(dataset, recursive: true);
        return cost;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
