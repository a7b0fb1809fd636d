using PixCrawler.Cli.Rendering;
using PixCrawler.Contracts.Errors;
using PixCrawler.Net.Downloads;
using PixCrawler.Net.Http;
using PixCrawler.Net.Resilience;

namespace PixCrawler.Cli.Doctor;

/// <summary>Looks at the way out. Nothing is sent: what is tried must be refused before a connection is made.</summary>
internal static class NetworkChecks
{
    private static readonly string[] Forbidden = ["http://169.254.169.254/latest/meta-data/", "http://127.0.0.1/", "http://[::1]/"];

    /// <summary>Whether the guard refuses addresses that are not public, through the very downloader a crawl uses.</summary>
    public static async Task<Finding> GuardAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var options = new HttpOptions { ConnectTimeout = TimeSpan.FromSeconds(1) };
        using var http = new GuardedHttp(options, new NetworkAccessOptions(), new SystemAddressResolver(), time);
        using var pipelines = new ResiliencePipelines(new ResilienceOptions { Network = new RetryOptions { MaxAttempts = 1 } }, time, new Random(1));
        var downloader = new HttpDownloader(http, options, pipelines, new ByteBudget(options.MaxBytesInFlight), time);
        var reached = new List<string>();
        foreach (var url in Forbidden)
        {
            if (!await IsRefusedAsync(downloader, url, cancellationToken))
                reached.Add(url);
        }

        return Finding.When(
            reached.Count == 0, "network guard",
            reached.Count == 0 ? "refuses 169.254.169.254, 127.0.0.1 and ::1" : $"let through {string.Join(", ", reached)}",
            "do not crawl with this build; report it as a security bug (SECURITY.md)");
    }

    /// <summary>Where names are looked up.</summary>
    public static Finding Resolver(string configuration)
    {
        if (!File.Exists(configuration))
            return Finding.Good("DNS", "by the system");
        var servers = File.ReadLines(configuration).Select(line => line.Split(' ', '\t'))
            .Where(words => words is ["nameserver", _, ..]).Select(words => words[1]).ToList();
        return Finding.When(
            servers.Count > 0, "DNS",
            servers.Count > 0 ? SafeText.Line($"name servers {string.Join(", ", servers)}") : $"{configuration} names no server",
            "add a 'nameserver' line, or only addresses can be crawled");
    }

    private static async Task<bool> IsRefusedAsync(HttpDownloader downloader, string url, CancellationToken cancellationToken)
    {
        try
        {
            using var download = await downloader.DownloadAsync(new DownloadRequest(url), NoObserver.Instance, cancellationToken);
            return false;
        }
        catch (CrawlException error)
        {
            return error is InvalidInputException;
        }
    }

    private sealed class NoObserver : IAttemptObserver
    {
        public static NoObserver Instance { get; } = new();

        public ValueTask RetryScheduledAsync(RetryNotice retry, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
