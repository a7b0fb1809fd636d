using PixCrawler.Actors.Observability;
using Serilog;
using Serilog.Core;

namespace PixCrawler.Benchmarks.Overhead;

/// <summary>What logging costs: the same crawl with the JSON log at production level to a file and with a logger that takes nothing.</summary>
internal static class LoggingBenchmark
{
    public static async Task RunAsync(TextWriter output, int urls, int rounds)
    {
        await using var crawl = await LocalCrawl.PrepareAsync(urls);
        await Comparison.RunAsync(
            output, rounds, ("production", () => LoggedAsync(crawl)), ("null sink", () => crawl.RunAsync(Logger.None)));
    }

    private static async Task<CpuCost> LoggedAsync(LocalCrawl crawl)
    {
        await using var log = new LoggerConfiguration()
            .MinimumLevel.Information()
            .Enrich.WithSafeText()
            .WriteTo.File(new JsonLineFormatter(), Path.Combine(crawl.Folder, "production.jsonl"))
            .CreateLogger();
        return await crawl.RunAsync(log);
    }
}
