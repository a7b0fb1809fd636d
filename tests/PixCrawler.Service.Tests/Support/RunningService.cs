using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PixCrawler.Actors.Hosting;
using PixCrawler.Net.Http;
using PixCrawler.Net.Resilience;
using PixCrawler.Service.Auth;
using PixCrawler.Service.Hosting;
using Serilog;

namespace PixCrawler.Service.Tests.Support;

/// <summary>The whole service over loopback, with waits cut to milliseconds.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo? _ownFolder;

    private RunningService(WebApplication app, DirectoryInfo? ownFolder)
    {
        (_app, _ownFolder) = (app, ownFolder);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public string Data => Services.GetRequiredService<DataFolder>().Root;

    public static async Task<RunningService> StartAsync(
        string? data = null, Action<ServiceSettings>? with = null, TimeProvider? time = null, ILogger? log = null)
    {
        var own = data is null ? Directory.CreateTempSubdirectory("pixcrawl-service") : null;
        var app = ServiceHost.Build(Settings(data ?? own!.FullName, with), log ?? new LoggerConfiguration().CreateLogger(), time ?? TimeProvider.System);
        await app.StartAsync();
        return new RunningService(app, own);
    }

    public static ServiceSettings Settings(string data, Action<ServiceSettings>? with = null)
    {
        var settings = ServiceSettings.Load(
            KeyValuePair.Create<string, string?>("PixCrawler:Service:Data", data),
            KeyValuePair.Create<string, string?>("PixCrawler:Service:Urls:0", "http://127.0.0.1:0"));
        settings.Service.PollIntervalMilliseconds = 20;
        settings.Service.ProgressIntervalMilliseconds = 50;
        settings.Service.RequestBurst = 10_000;
        settings.Crawler.ReportIntervalMilliseconds = 50;
        settings.Crawler.Retry = new ResilienceOptions
        {
            Network = new RetryOptions { Delays = [TimeSpan.FromMilliseconds(1)], MaxJitter = 0, RetryAfterMax = TimeSpan.FromSeconds(5) },
        };
        settings.Crawler.Access = new NetworkAccessOptions { AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")] };
        with?.Invoke(settings);
        return settings;
    }

    /// <summary>A client with a key of its own.</summary>
    public async Task<HttpClient> ClientAsync(string user, params string[] scopes) =>
        Client((await Services.GetRequiredService<ApiKeyStore>().CreateAsync(user, "test", scopes, null)).Text);

    public HttpClient Client(string key)
    {
        var client = new HttpClient { BaseAddress = Http.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>A client that sends what a browser with a session sends.</summary>
    public HttpClient Browser(string token, string? origin)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Http.BaseAddress };
        client.DefaultRequestHeaders.Add("Cookie", $"{SessionCookie.Name}={token}");
        if (origin is not null)
            client.DefaultRequestHeaders.Add("Origin", origin);
        return client;
    }

    /// <summary>Stops in good order; the folder stays.</summary>
    public async Task StopAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Http.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _ownFolder?.Delete(recursive: true);
    }
}

/// <summary>Requests as clients make them.</summary>
internal static class Requests
{
    public static Task<HttpResponseMessage> CreateJobAsync(this HttpClient client, IEnumerable<string> urls, string key = "one", object? more = null)
    {
        var body = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        body["name"] ??= "test";
        // Drawn pictures look alike, and that is not what most tests are about.
        body["deduplication"] ??= new System.Text.Json.Nodes.JsonObject { ["mode"] = "off" };
        body["validation"] ??= "fast";
        body["urls"] = JsonSerializer.SerializeToNode(urls);
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/jobs") { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", key);
        return client.SendAsync(request);
    }

    /// <summary>Creates a job and says its identity.</summary>
    public static async Task<string> JobAsync(this HttpClient client, IEnumerable<string> urls, string key = "one", object? more = null)
    {
        using var answer = await client.CreateJobAsync(urls, key, more);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.JsonAsync()).GetProperty("job").GetProperty("id").GetString()!;
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();

    public static Task<JsonElement> GetJsonAsync(this HttpClient client, string path) => client.GetFromJsonAsync<JsonElement>(path);

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    /// <summary>Asks again until a job's view is as wanted; a test that never gets there is ended by its runner.</summary>
    public static async Task<JsonElement> UntilAsync(this HttpClient client, string path, Func<JsonElement, bool> isThere, bool mayFail = false)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            using var answer = await client.GetAsync(path);
            if (!mayFail)
                answer.EnsureSuccessStatusCode();
            var json = await answer.JsonAsync();
            if (isThere(json))
                return json;
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    /// <summary>Waits for the end of a job.</summary>
    public static Task<JsonElement> EndAsync(this HttpClient client, string job) => client.UntilAsync(
        $"/api/v1/jobs/{job}", json => json.Text("status") is not ("pending" or "running"));
}
