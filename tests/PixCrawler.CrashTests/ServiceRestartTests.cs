using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using PixCrawler.ImageFarm;
using PixCrawler.TestDatabases;

namespace PixCrawler.CrashTests;

/// <summary>
/// The service's process is killed in the middle of a job and started again. Whoever watches, a stream of events or the command line,
/// comes back by itself and misses nothing; on a journal in a file and on PostgreSQL.
/// </summary>
public sealed class ServiceRestartTests
{
    private static readonly TimeSpan Limit = Scene.Limit;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Watchers_WhenTheServiceIsKilledInMidJob_ComeBackAndMissNothing(bool onPostgreSql)
    {
        using var work = new Workspace();
        await using var database = onPostgreSql ? await PostgreSqlCluster.StartAsync(durable: true) : null;
        await using var farm = await ImageFarmServer.StartAsync();
        string[] journal = database is null ? [] : ["--journal", database.ConnectionString];
        string[] more = ["--data", work.Sub("data"), "--allow-network", "127.0.0.0/8", "--set", "MaxConcurrentDownloads=4", .. journal];
        using var first = CrawlerProcess.Start(["serve", "--urls", "http://127.0.0.1:0", .. more]);
        var address = await AddressAsync(first);
        using var http = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        var job = await SubmitAsync(http, Enumerable.Range(0, 60).Select(seed => farm.Url($"/slow/300/gen/{seed}/32x32.png").AbsoluteUri));
        using var cli = CrawlerProcess.Start("watch", job, "--server", address.ToString(), "--json");
        var (seen, settled) = (new List<(long Id, string Type)>(), new TaskCompletionSource());

        var watching = FollowAsync(http, job, seen, settled);
        await settled.Task.WaitAsync(Limit, TimeProvider.System);
        await first.KillAsync();
        using var second = CrawlerProcess.Start(["serve", "--urls", address.ToString(), .. more]);
        await watching.WaitAsync(Limit, TimeProvider.System);

        ShouldBeWhole(seen);
        (await cli.WaitAsync(Limit)).ShouldBe(0, cli.Said);
        ShouldBeWhole(Told(cli.Said));
        var end = await http.GetFromJsonAsync<JsonElement>($"/api/v1/jobs/{job}");
        (end.GetProperty("status").GetString(), end.GetProperty("tally").GetProperty("kept").GetInt32()).ShouldBe(("completed", 60));
    }

    private static void ShouldBeWhole(IReadOnlyList<(long Id, string Type)> events)
    {
        events.Select(one => one.Id).ShouldBe(Enumerable.Range(1, events.Count).Select(id => (long)id));
        events.Count(one => one.Type == "chunk-settled").ShouldBe(6);
        events.ShouldContain(one => one.Type == "worker-interrupted");
        events[^1].Type.ShouldBe("ended");
    }

    // As a browser does: after a break again, from the last event on.
    private static async Task FollowAsync(HttpClient http, string job, List<(long Id, string Type)> seen, TaskCompletionSource settled)
    {
        while (seen.Count == 0 || seen[^1].Type != "ended")
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/jobs/{job}/events");
                request.Headers.Accept.ParseAdd("text/event-stream");
                if (seen.Count > 0)
                    request.Headers.Add("Last-Event-ID", $"{seen[^1].Id}");
                using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                answer.EnsureSuccessStatusCode();
                await ReadAsync(answer, seen, settled);
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }

    private static async Task ReadAsync(HttpResponseMessage answer, List<(long Id, string Type)> seen, TaskCompletionSource settled)
    {
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var (id, type) = (0L, "");
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = long.Parse(line.AsSpan(4), CultureInfo.InvariantCulture);
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
                type = line[7..];
            else if (line.Length == 0 && id > 0)
            {
                seen.Add((id, type));
                id = 0;
                if (type == "chunk-settled")
                    settled.TrySetResult();
            }
        }
    }

    private static List<(long Id, string Type)> Told(string said) =>
    [
        .. said.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .Where(told => told.TryGetProperty("sequence", out _))
            .Select(told => (told.GetProperty("sequence").GetInt64(), told.GetProperty("type").GetString()!)),
    ];

    private static async Task<Uri> AddressAsync(CrawlerProcess service)
    {
        const string Words = "Listening on ";
        await Scene.UntilAsync(() => service.Said.Contains(Words, StringComparison.Ordinal), service);
        var said = service.Said[(service.Said.IndexOf(Words, StringComparison.Ordinal) + Words.Length)..];
        return new Uri(said[..said.IndexOf(';', StringComparison.Ordinal)]);
    }

    private static async Task<string> SubmitAsync(HttpClient http, IEnumerable<string> urls)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/jobs");
        request.Headers.Add("Idempotency-Key", "one");
        request.Content = JsonContent.Create(new { name = "restart", urls, chunkSlots = 10, validation = "fast", deduplication = new { mode = "off" } });
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("job").GetProperty("id").GetString()!;
    }
}
