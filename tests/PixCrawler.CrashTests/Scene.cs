namespace PixCrawler.CrashTests;

/// <summary>One list, one web, one dataset, and as many crawlers after each other as a test needs.</summary>
internal sealed class Scene : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private readonly Workspace _work = new();

    private Scene(ScriptedWeb web, IReadOnlyList<string> urls) => (Web, Urls) = (web, urls);

    public ScriptedWeb Web { get; }

    public IReadOnlyList<string> Urls { get; }

    public string Dataset => _work.Dataset;

    /// <summary>Further options of the command line.</summary>
    public List<string> Options { get; } = [];

    public IEnumerable<string> Arguments =>
    [
        "crawl", _work.Sub("urls.txt"), "-o", Dataset, "--resume", "--allow-network", "127.0.0.0/8",
        "--concurrency", "4", "--chunk-slots", "50", "--validation", "fast", "--quiet", .. Options,
    ];

    /// <summary>Sets it up.</summary>
    /// <param name="urls">URLs of the scripted web.</param>
    /// <param name="between">Paths of the farm to put into the middle of the list.</param>
    public static async Task<Scene> PrepareAsync(int urls, params string[] between)
    {
        var web = await ScriptedWeb.StartAsync(urls);
        string[] all = [.. web.Urls.Take(urls / 2), .. between.Select(web.Url), .. web.Urls.Skip(urls / 2)];
        var scene = new Scene(web, all);
        await File.WriteAllLinesAsync(scene._work.Sub("urls.txt"), all);
        return scene;
    }

    public string Sub(string name) => _work.Sub(name);

    public CrawlerProcess Start() => CrawlerProcess.Start(Arguments);

    /// <summary>Lets a crawler run to the job's end and gives the account, which must be a true one.</summary>
    public async Task<Account> FinishAsync(int exitCode = 0)
    {
        using var crawler = Start();
        (await crawler.WaitAsync(Limit)).ShouldBe(exitCode, crawler.Said);
        return ReadAccount();
    }

    public Account ReadAccount()
    {
        var account = Account.Read(Dataset);
        account.Problems(Dataset, Urls, Web.Requests()).ShouldBeEmpty();
        return account;
    }

    public Task RequestsAsync(int count) => Web.Log.WhenCountAsync(count, CancellationToken.None).WaitAsync(Limit, TimeProvider.System);

    /// <summary>Waits until something is there, or the crawler has ended.</summary>
    public static async Task UntilAsync(Func<bool> there, CrawlerProcess crawler)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!there() && !crawler.Ended.IsCompleted)
        {
            if (TimeProvider.System.GetElapsedTime(began) > Limit)
                throw new TimeoutException($"nothing came within {Limit.TotalSeconds} s; it said:\n{crawler.Said}");
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        _work.Dispose();
    }
}
