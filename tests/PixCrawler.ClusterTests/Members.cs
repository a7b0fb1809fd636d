using System.Net;
using System.Text;
using System.Text.Json;
using PixCrawler.TestDatabases;

namespace PixCrawler.ClusterTests;

/// <summary>Services over one PostgreSQL server and one folder, most of them nodes of a cluster, and a client that asks whichever answers.</summary>
internal sealed class Members : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly PostgreSqlCluster _database;
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("pixcrawl-cluster-");
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly int[] _ports = [Node.FreePort(), Node.FreePort(), Node.FreePort(), Node.FreePort()];
    private readonly IEnumerable<(string Name, string Value)> _settings;
    private int _started;

    private Members(PostgreSqlCluster database, IEnumerable<(string Name, string Value)> settings) => (_database, _settings) = (database, settings);

    public List<Node> Nodes { get; } = [];

    /// <summary>Starts a cluster.</summary>
    /// <param name="nodes">How many; 0 for a database only.</param>
    /// <param name="settings">What else the environment of each node says.</param>
    public static async Task<Members> StartAsync(int nodes, params IEnumerable<(string Name, string Value)> settings)
    {
        var members = new Members(await PostgreSqlCluster.StartAsync(), settings);
        try
        {
            for (var node = 0; node < nodes; node++)
                members.Nodes.Add(members.Next());
            foreach (var node in members.Nodes)
                await members.ReadyAsync(node);
            return members;
        }
        catch
        {
            await members.DisposeAsync();
            throw;
        }
    }

    public string Dataset(string job) => Path.Combine(_data.FullName, "datasets", job);

    public async Task<Node> AddAsync()
    {
        var node = Next();
        Nodes.Add(node);
        await ReadyAsync(node);
        return node;
    }

    /// <summary>Starts a service that is no node of this cluster.</summary>
    /// <param name="program">Which build of it.</param>
    /// <param name="settings">What else its environment says.</param>
    public Node AddOther(string program, params IEnumerable<(string Name, string Value)> settings)
    {
        var node = Node.Start(program, _data.FullName, _database.ConnectionString, settings);
        Nodes.Add(node);
        return node;
    }

    /// <summary>Waits until a node has said something.</summary>
    public static async Task SaysAsync(Node node, string text)
    {
        using var late = new CancellationTokenSource(Patience);
        while (!node.Said.Contains(text, StringComparison.OrdinalIgnoreCase))
        {
            if (late.IsCancellationRequested)
                throw new TimeoutException($"A node has not said '{text}', but:\n{node.LastWords}");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    public async Task<bool> IsReadyAsync(Node node)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(node.Url, "/readyz"));
            return response.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>Waits until a node sees as many members, all of them up.</summary>
    public async Task MembersAsync(Node node, int count)
    {
        using var late = new CancellationTokenSource(Patience);
        while (await AskAsync(node, "/api/v1/nodes") is not { } view || view.GetProperty("data").GetArrayLength() != count
            || view.GetProperty("data").EnumerateArray().Any(member => member.GetProperty("status").GetString() != "up"))
        {
            if (late.IsCancellationRequested || !node.IsRunning)
                throw new TimeoutException($"A node does not see {count} members. It said:\n{node.LastWords}");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    public async Task<string> SubmitAsync(IEnumerable<string> urls)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Nodes.First(node => node.IsRunning).Url, "/api/v1/jobs?name=cluster&validation=fast&minSidePixels=1"))
        {
            Content = new StringContent(string.Join('\n', urls), Encoding.UTF8, "text/plain"),
        };
        request.Headers.Add("Idempotency-Key", "the-job");
        using var response = await _http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.Created, body);
        return JsonDocument.Parse(body).RootElement.GetProperty("job").GetProperty("id").GetString()!;
    }

    /// <summary>How the job stands, by the first node that says so.</summary>
    public async Task<JsonElement> UntilAsync(string job, Func<JsonElement, bool> condition, TimeSpan limit, string hint)
    {
        using var late = new CancellationTokenSource(limit);
        while (true)
        {
            foreach (var node in Nodes.Where(node => node.IsRunning))
            {
                if (await AskAsync(node, $"/api/v1/jobs/{job}") is { } view && condition(view))
                    return view;
            }

            if (late.IsCancellationRequested)
                throw new TimeoutException($"{hint}: not within {limit.TotalSeconds} s. The nodes said:\n{string.Join("\n----\n", Nodes.Select(node => node.LastWords))}");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>The node that downloads: the one with connections to the web.</summary>
    public async Task<Node> OwnerAsync(int webPort)
    {
        using var late = new CancellationTokenSource(Patience);
        while (true)
        {
            if (Nodes.Where(node => node.IsRunning).MaxBy(node => node.ConnectionsTo(webPort)) is { } owner && owner.ConnectionsTo(webPort) > 0)
                return owner;
            late.Token.ThrowIfCancellationRequested();
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
            node.Dispose();
        _http.Dispose();
        await _database.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private Node Next() => Node.Start(
        Builds.Akka, _data.FullName, _database.ConnectionString, [.. NextSettings(), .. _settings]);

    /// <summary>The settings of the next node of this cluster.</summary>
    public IEnumerable<(string Name, string Value)> NextSettings() => Node.Clustered(_ports[_started++], _ports[..2]);

    public async Task ReadyAsync(Node node)
    {
        using var late = new CancellationTokenSource(Patience);
        while (!await IsReadyAsync(node))
        {
            if (late.IsCancellationRequested || !node.IsRunning)
                throw new TimeoutException($"A node has not become ready. It said:\n{node.LastWords}");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private async Task<JsonElement?> AskAsync(Node node, string path)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(node.Url, path));
            return response.IsSuccessStatusCode ? JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement : null;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException or JsonException)
        {
            return null;
        }
    }
}
