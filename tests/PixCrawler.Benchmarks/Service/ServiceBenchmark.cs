using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using PixCrawler.ImageFarm;

namespace PixCrawler.Benchmarks.Service;

/// <summary>
/// The service in a process of its own under load: clients that ask how a job stands, ten times a second each, and watchers of its live
/// events, while the job fetches images. Says how long answers took, whether an event was missed, and how memory went.
/// </summary>
internal static class ServiceBenchmark
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task RunAsync(TextWriter output, int seconds, int clientCount = 64, int watcherCount = 500)
    {
        var folder = Directory.CreateTempSubdirectory("pixcrawl-load");
        await using var farm = await ImageFarmServer.StartAsync();
        using var service = Start(folder.FullName);
        try
        {
            var line = await service.StandardError.ReadLineAsync() ?? "";
            _ = service.StandardOutput.ReadToEndAsync();
            using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 2_000 }) { BaseAddress = new Uri(line.Split(' ')[2].TrimEnd(';')), Timeout = Timeout.InfiniteTimeSpan };
            var job = await SubmitAsync(http, farm, seconds);
            using var over = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), TimeProvider.System);
            var before = service.TotalProcessorTime;
            var watchers = Enumerable.Range(0, watcherCount).Select(_ => WatchAsync(http, job, over.Token)).ToArray();
            var clients = Enumerable.Range(0, clientCount).Select(_ => AskAsync(http, job, over.Token)).ToArray();
            var memory = await MemoryAsync(service, over.Token);
            var asked = await Task.WhenAll(clients);
            var watched = await Task.WhenAll(watchers);
            service.Refresh();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds} s, {clientCount} clients, {watcherCount} watchers; processor time of the service {(service.TotalProcessorTime - before).TotalSeconds / seconds:P0} of a core"));
            Report(output, [.. asked.SelectMany(client => client.Milliseconds).Order()], asked.Sum(client => client.Errors), watched, memory);
        }
        finally
        {
            service.Kill();
            await service.WaitForExitAsync();
            folder.Delete(recursive: true);
        }
    }

    private static Process Start(string folder) => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!,
        [
            Path.Combine(AppContext.BaseDirectory, "pixcrawl.dll"), "serve", "--urls", "http://127.0.0.1:0", "--data", folder, "--allow-network", "127.0.0.0/8",
            "--set", "Service:RequestsPerMinute=1000000", "--set", "Service:RequestBurst=100000",
        ])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    // Each image takes its second, so that the job lasts and the machine is not the crawl's alone.
    private static async Task<string> SubmitAsync(HttpClient http, ImageFarmServer farm, int seconds)
    {
        var urls = Enumerable.Range(0, 64 * (seconds + 30)).Select(seed => farm.Url($"/slow/1000/gen/{seed}/32x32.png").AbsoluteUri);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/jobs");
        request.Headers.Add("Idempotency-Key", "load");
        request.Content = JsonContent.Create(new { name = "load", urls, chunkSlots = 100, validation = "fast" });
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("job").GetProperty("id").GetString()!;
    }

    private static async Task<(List<double> Milliseconds, int Errors)> AskAsync(HttpClient http, string job, CancellationToken over)
    {
        var (milliseconds, errors) = (new List<double>(), 0);
        using var timer = new PeriodicTimer(Pause);
        while (!over.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                using var answer = await http.GetAsync($"/api/v1/jobs/{job}", CancellationToken.None);
                errors += answer.IsSuccessStatusCode ? 0 : 1;
            }
            catch (HttpRequestException)
            {
                errors++;
            }

            milliseconds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return (milliseconds, errors);
    }

    private static async Task<(long Events, bool IsWhole)> WatchAsync(HttpClient http, string job, CancellationToken over)
    {
        var last = 0L;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/jobs/{job}/events");
            request.Headers.Accept.ParseAdd("text/event-stream");
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, over);
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(over));
            while (await reader.ReadLineAsync(over) is { } line)
            {
                if (!line.StartsWith("id: ", StringComparison.Ordinal))
                    continue;
                if (long.Parse(line.AsSpan(4), CultureInfo.InvariantCulture) != ++last)
                    return (last, false);
            }

            return (last, false);
        }
        catch (OperationCanceledException)
        {
            return (last, true);
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            return (last, false);
        }
    }

    private static async Task<List<long>> MemoryAsync(Process service, CancellationToken over)
    {
        var mebibytes = new List<long>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10));
        while (!over.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            service.Refresh();
            mebibytes.Add(service.WorkingSet64 / (1024 * 1024));
        }

        return mebibytes;
    }

    private static void Report(TextWriter output, List<double> sorted, int errors, (long Events, bool IsWhole)[] watched, List<long> memory)
    {
        double At(double part) => sorted[(int)Math.Min(sorted.Count - 1, part * sorted.Count)];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"status: {sorted.Count:N0} answers, {errors} errors, p50 {At(0.5):0.0} ms, p90 {At(0.9):0.0} ms, p99 {At(0.99):0.0} ms, max {sorted[^1]:0.0} ms"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"streams: {watched.Count(watcher => watcher.IsWhole)} whole, {watched.Sum(watcher => watcher.Events):N0} events, {watched.Min(watcher => watcher.Events):N0} to {watched.Max(watcher => watcher.Events):N0} each"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"working set of the service, MiB each 10 s: {string.Join(' ', memory)}"));
    }
}
