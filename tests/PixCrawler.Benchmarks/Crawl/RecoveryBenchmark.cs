using System.Diagnostics;
using System.Globalization;

namespace PixCrawler.Benchmarks.Crawl;

/// <summary>
/// A crawl of a long list is killed on its way; how long does the next process take, from its start to the first request of a URL
/// that is still to be had, and how much memory has it used by then. The server's own log tells when the request came.
/// </summary>
internal static class RecoveryBenchmark
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs it.</summary>
    /// <param name="output">Where the table goes.</param>
    /// <param name="urls">How many URLs the list has.</param>
    /// <param name="rounds">How often the crawler is killed and started anew.</param>
    public static async Task RunAsync(TextWriter output, int urls, int rounds)
    {
        var work = Directory.CreateTempSubdirectory("pixcrawl-bench").FullName;
        try
        {
            var folder = await CrawlBenchmark.PrepareImagesAsync(images: null, work);
            await using var server = await StaticServer.StartAsync(folder, keepsLog: true);
            var list = Path.Combine(work, "urls.txt");
            var names = Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();
            await File.WriteAllLinesAsync(list, Enumerable.Range(0, urls).Select(
                number => $"http://127.0.0.1:{server.Port}/{names[number % names.Length]}?n={number}"));
            await output.WriteLineAsync("| killed after | of URLs | first request after s | resident MiB until then |");
            await output.WriteLineAsync("|---:|---:|---:|---:|");
            for (var round = 0; round <= rounds; round++)
            {
                var before = server.Requests;
                var started = TimeProvider.System.GetUtcNow();
                using var crawler = Start(list, Path.Combine(work, "dataset"));
                await UntilAsync(() => server.Requests > before, crawler);
                var after = server.TimeOfRequest(before) - started;
                var resident = crawler.PeakWorkingSet64 / 1024.0 / 1024.0;
                if (round > 0)
                    await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {before:N0} | {urls:N0} | {after.TotalSeconds:0.00} | {resident:0} |"));
                await UntilAsync(() => server.Requests >= (round + 1L) * urls / (rounds + 1), crawler);
                crawler.Kill(entireProcessTree: true);
                await crawler.WaitForExitAsync();
            }
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static Process Start(string list, string dataset) => Process.Start("dotnet",
    [
        Path.Combine(AppContext.BaseDirectory, "pixcrawl.dll"), "crawl", list, "-o", dataset, "--resume",
        "--allow-network", "127.0.0.0/8", "--validation", "fast", "--quiet",
    ]);

    private static async Task UntilAsync(Func<bool> there, Process crawler)
    {
        while (!there())
        {
            if (crawler.HasExited)
                throw new InvalidOperationException($"the crawler ended with {crawler.ExitCode} before it was killed");
            await Task.Delay(LookEvery, TimeProvider.System);
            crawler.Refresh();
        }
    }
}
