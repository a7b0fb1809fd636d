using Microsoft.Extensions.DependencyInjection;
using PixCrawler.Actors.Hosting;
using PixCrawler.Net.Downloads;
using PixCrawler.Net.Http;
using PixCrawler.Net.Resilience;
using Serilog.Core;

namespace PixCrawler.Benchmarks.Overhead;

/// <summary>What the pipelines cost where nothing goes wrong: the same fault-free crawl with them and with bare attempts.</summary>
internal static class RetryBenchmark
{
    public static async Task RunAsync(TextWriter output, int urls, int rounds)
    {
        await using var crawl = await LocalCrawl.PrepareAsync(urls);
        await Comparison.RunAsync(
            output,
            rounds,
            ("pipelines", () => crawl.RunAsync(Logger.None)),
            ("pass-through", () => crawl.RunAsync(Logger.None, services => services.AddSingleton<IDownloader>(Bare))));
    }

    private static BareDownloader Bare(IServiceProvider provider)
    {
        var (options, http, time) = (
            provider.GetRequiredService<PixCrawlerOptions>().Http,
            provider.GetRequiredService<GuardedHttp>(),
            provider.GetRequiredService<TimeProvider>());
        var downloader = new HttpDownloader(
            http, options, provider.GetRequiredService<ResiliencePipelines>(), provider.GetRequiredService<ByteBudget>(), time);
        return new BareDownloader(http, options, downloader, time);
    }
}
