using System.Diagnostics;
using System.Globalization;
using System.Net;
using PixCrawler.Benchmarks.Crawl;
using PixCrawler.Domain.Urls;
using PixCrawler.Net.Downloads;
using PixCrawler.Net.Http;
using PixCrawler.Net.Resilience;

namespace PixCrawler.Benchmarks.Retry;

/// <summary>
/// What the pipelines cost when nothing goes wrong: the same downloads from nginx on loopback through the pipeline (circuit, retries,
/// figures) and as bare attempts, in turns. Only this process's CPU time is counted.
/// </summary>
internal static class RetryBenchmark
{
    private const int Rounds = 11;
    private const int Downloads = 4_000;
    private const int AtOnce = 16;
    private const int BodyBytes = 16 * 1024;

    /// <summary>Runs it.</summary>
    /// <param name="output">Where the table goes.</param>
    public static async Task RunAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("pixcrawl-retry").FullName;
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "a.jpg"), new byte[BodyBytes]);
            await using var server = await StaticServer.StartAsync(folder);
            var options = new HttpOptions();
            var access = new NetworkAccessOptions { AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")] };
            using var http = new GuardedHttp(options, access, new SystemAddressResolver(), TimeProvider.System);
            using var pipelines = new ResiliencePipelines(new ResilienceOptions(), TimeProvider.System, new Random(1));
            var downloader = new HttpDownloader(http, options, pipelines, new ByteBudget(options.MaxBytesInFlight), TimeProvider.System);
            var request = new DownloadRequest($"http://127.0.0.1:{server.Port}/a.jpg");
            Func<ValueTask<Download>> piped = () => downloader.DownloadAsync(request, NoObserver.Instance, CancellationToken.None);
            Func<ValueTask<Download>> bare = () =>
            {
                var url = CrawlUrl.Parse(request.Url);
                http.Policy.Gate(url);
                var clock = new UrlClock(options.UrlTimeout, TimeProvider.System);
                return downloader.AttemptAsync(url, new AttemptLog(url.Host, 1, NoObserver.Instance, CancellationToken.None, clock) { Current = 1 }, CancellationToken.None);
            };
            await MeasureAsync(piped);
            await MeasureAsync(bare);
            var withPipeline = new List<double>();
            var without = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                // In turns and in both orders, so that what the machine does meanwhile weighs on both.
                if (round % 2 == 0)
                    withPipeline.Add(await MeasureAsync(piped));
                without.Add(await MeasureAsync(bare));
                if (round % 2 != 0)
                    withPipeline.Add(await MeasureAsync(piped));
            }

            await ReportAsync(output, withPipeline, without);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> MeasureAsync(Func<ValueTask<Download>> download)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var left = Downloads;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
                (await download()).Dispose();
        }));
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMicroseconds / Downloads;
    }

    private static async Task ReportAsync(TextWriter output, List<double> withPipeline, List<double> without)
    {
        var ratios = withPipeline.Zip(without, (with, bare) => (with / bare - 1) * 100).Order().ToList();
        await output.WriteLineAsync("| round | pipeline, CPU µs a download | bare attempt, CPU µs a download | overhead |");
        await output.WriteLineAsync("|---:|---:|---:|---:|");
        for (var round = 0; round < withPipeline.Count; round++)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"| {round + 1} | {withPipeline[round]:0.0} | {without[round]:0.0} | {(withPipeline[round] / without[round] - 1) * 100:+0.0;-0.0} % |"));
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"| median | {Median(withPipeline):0.0} | {Median(without):0.0} | **{ratios[ratios.Count / 2]:+0.0;-0.0} %** |"));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"| least | {withPipeline.Min():0.0} | {without.Min():0.0} | {(withPipeline.Min() / without.Min() - 1) * 100:+0.0;-0.0} % |"));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private sealed class NoObserver : IAttemptObserver
    {
        public static readonly NoObserver Instance = new();

        public ValueTask RetryScheduledAsync(RetryNotice retry, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
