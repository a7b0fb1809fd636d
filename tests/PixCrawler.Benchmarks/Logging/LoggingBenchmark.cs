using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Observability;
using PixCrawler.Benchmarks.Crawl;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Net.Http;
using Serilog;
using Serilog.Core;

namespace PixCrawler.Benchmarks.Logging;

/// <summary>
/// What logging costs: the same crawl of a static server, in this process, once with the JSON log at production level going to a
/// file and once with a logger that takes nothing. Rounds alternate; the figure is the median of the pairs' CPU ratios.
/// </summary>
internal static class LoggingBenchmark
{
    public static async Task RunAsync(TextWriter output, int urls, int rounds)
    {
        var work = Directory.CreateTempSubdirectory("pixcrawl-bench").FullName;
        try
        {
            var folder = await CrawlBenchmark.PrepareImagesAsync(images: null, work);
            await using var server = await StaticServer.StartAsync(folder);
            var list = Path.Combine(work, "urls.txt");
            var names = Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();
            await File.WriteAllLinesAsync(list, Enumerable.Range(0, urls).Select(
                number => $"http://127.0.0.1:{server.Port}/{names[number % names.Length]}?n={number}"));
            await output.WriteLineAsync("| round | null sink, CPU s | production, CPU s | overhead |");
            await output.WriteLineAsync("|---:|---:|---:|---:|");
            await CrawlAsync(work, list, Logger.None);
            var overheads = new List<double>();
            for (var round = 1; round <= rounds; round++)
            {
                // The order changes, so that what a round leaves behind falls on both.
                var loggedFirst = round % 2 == 0 ? await LoggedAsync(work, list) : (double?)null;
                var without = await CrawlAsync(work, list, Logger.None);
                var with = loggedFirst ?? await LoggedAsync(work, list);
                overheads.Add(with / without - 1);
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {round} | {without:0.000} | {with:0.000} | {overheads[^1]:+0.0%;-0.0%} |"));
            }

            overheads.Sort();
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| | | **median** | **{overheads[rounds / 2]:+0.0%;-0.0%}** |"));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task<double> LoggedAsync(string work, string list)
    {
        await using var log = new LoggerConfiguration()
            .MinimumLevel.Information()
            .Enrich.WithSafeText()
            .WriteTo.File(new JsonLineFormatter(), Path.Combine(work, "production.jsonl"))
            .CreateLogger();
        return await CrawlAsync(work, list, log);
    }

    private static async Task<double> CrawlAsync(string work, string list, ILogger log)
    {
        var dataset = Path.Combine(work, "dataset");
        var before = Environment.CpuUsage.TotalTime;
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddSingleton(log);
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
                Name = "logging",
                OutputFolder = dataset,
                Sources = [new UrlListSource(list)],
            }));
            await foreach (var report in client.WatchAsync(job, TimeSpan.FromMilliseconds(100)))
            {
                if (report.Status.IsTerminal() && report.Status != JobStatus.Completed)
                    throw new InvalidOperationException($"the crawl ended {report.Status}: {report.Problem}");
            }

            await host.StopAsync();
        }

        Directory.Delete(dataset, recursive: true);
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }
}
