using System.Text.Json;
using PixCrawler.Cli.Tests.Hosting;
using PixCrawler.ImageFarm;

namespace PixCrawler.Cli.Tests;

/// <summary>The built program from its arguments to its exit code, against a farm on loopback.</summary>
public sealed class EndToEndTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ShorterThanTheHang = TimeSpan.FromSeconds(20);
    private readonly TemporaryFolder _folder = new();

    private string Dataset => _folder.Sub("dataset");

    [Fact]
    public async Task Crawl_OfThePublicInternetWithoutAContact_AsksForOneWith64()
    {
        using var crawl = CliProcess.Start("crawl", List(new Uri("https://images.example/a.jpg")), "-o", Dataset);

        (await crawl.WaitAsync(Long)).ShouldBe(64);

        (await crawl.Error.ReadToEndAsync()).ShouldContain("--contact");
        Directory.Exists(Dataset).ShouldBeFalse();
    }

    [Fact]
    public async Task Demo_WithJson_GoesAsScriptedAndAccountsForEveryUrl()
    {
        using var demo = CliProcess.Start("demo", "--json", "-o", Dataset);

        var events = (await demo.Out.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();

        (await demo.WaitAsync(Long)).ShouldBe(0, string.Join('\n', events) + await demo.Error.ReadToEndAsync());
        Name(events[0]).ShouldBe("started");
        Name(events[^1]).ShouldBe("ended");
        events.Where(entry => Name(entry) == "demo-case").ShouldAllBe(entry => entry.GetProperty("asScripted").GetBoolean());
        var ended = events[^1];
        ended.GetProperty("status").GetString().ShouldBe("partial");
        var (planned, tally) = (ended.GetProperty("planned").GetInt32(), ended.GetProperty("tally"));
        tally.GetProperty("settled").GetInt32().ShouldBe(planned);
        new[] { "kept", "rejected", "refused", "failed" }.Sum(result => tally.GetProperty(result).GetInt32()).ShouldBe(planned);
        Directory.GetFiles(Path.Combine(Dataset, "manifest"), "0*.jsonl").Sum(file => File.ReadLines(file).Count()).ShouldBe(planned);
    }

    [Fact]
    public async Task Crawl_WhenInterrupted_EndsWith75AndGoesOnWithResume()
    {
        await using var farm = await ImageFarmServer.StartAsync();
        var list = List([.. Enumerable.Range(1, 400).Select(number => farm.Url($"/gen/{number}/64x64.png"))]);
        string[] arguments = ["crawl", "-o", Dataset, "--allow-network", "127.0.0.1", "--concurrency", "2", "--json"];
        using (var crawl = CliProcess.Start([.. arguments, list]))
        {
            await farm.Log.WhenCountAsync(20, CancellationToken.None);
            await crawl.SignalAsync("INT");

            (await crawl.WaitAsync(Long)).ShouldBe(75);
            (await ReadUntilAsync(crawl, entry => Name(entry) == "suspended")).GetProperty("resume").GetString()!.ShouldContain("--resume");
        }

        using var resumed = CliProcess.Start([.. arguments, "--resume"]);
        var ended = await ReadUntilAsync(resumed, entry => Name(entry) == "ended");
        (await resumed.WaitAsync(Long)).ShouldBe(0);
        ended.GetProperty("tally").GetProperty("kept").GetInt32().ShouldBe(400);
        Enumerable.Range(1, 400).ShouldAllBe(number => farm.Log.CountFor($"/gen/{number}/64x64.png") == 1);
    }

    [Fact]
    public async Task Cancel_OfAJobThatAnotherProcessRuns_EndsItForGoodAndKeepsWhatItHas()
    {
        await using var farm = await ImageFarmServer.StartAsync();
        var list = List(farm.Url("/gen/1/64x64.png"), farm.Url("/hang"));
        using var crawl = CliProcess.Start("crawl", list, "-o", Dataset, "--allow-network", "127.0.0.1", "--json");
        await ReadUntilAsync(crawl, entry => Name(entry) == "progress" && entry.GetProperty("tally").GetProperty("kept").GetInt32() == 1);

        using var cancel = CliProcess.Start("jobs", "cancel", Dataset);

        (await cancel.WaitAsync(ShorterThanTheHang)).ShouldBe(0);
        (await crawl.WaitAsync(ShorterThanTheHang)).ShouldBe(130);
        var ended = await ReadUntilAsync(crawl, entry => Name(entry) == "ended");
        ended.GetProperty("status").GetString().ShouldBe("cancelled");
        ended.GetProperty("tally").GetProperty("cancelled").GetInt32().ShouldBe(1);
        Directory.GetFiles(Path.Combine(Dataset, "images"), "*.png", SearchOption.AllDirectories).ShouldHaveSingleItem();
        File.Exists(Path.Combine(Dataset, "REPORT.md")).ShouldBeTrue();
    }

    [Fact]
    public async Task RetryFailed_OfAnEndedJob_FetchesWhatFailedAndNothingElse()
    {
        await using var farm = await ImageFarmServer.StartAsync();
        var list = List(farm.Url("/gen/1/64x64.png"), farm.Url("/fail/4/then/gen/2/64x64.png"), farm.Url("/status/404"));
        using (var crawl = CliProcess.Start("crawl", list, "-o", Dataset, "--allow-network", "127.0.0.1", "--quiet"))
            (await crawl.WaitAsync(Long)).ShouldBe(2);

        using var retry = CliProcess.Start("jobs", "retry-failed", Dataset, "--reason", "http-503", "--allow-network", "127.0.0.1", "--quiet");

        (await retry.WaitAsync(Long)).ShouldBe(2);
        (await retry.Out.ReadToEndAsync()).ShouldStartWith("partial: 2 kept");
        farm.Log.CountFor("/gen/1/64x64.png").ShouldBe(1);
        farm.Log.CountFor("/status/404").ShouldBe(1);
        using var show = CliProcess.Start("jobs", "list", "--json", Dataset);
        var job = JsonDocument.Parse(await show.Out.ReadToEndAsync()).RootElement;
        (job.GetProperty("state").GetString(), job.GetProperty("kept").GetInt32(), job.GetProperty("failed").GetInt32()).ShouldBe(("partial", 2, 1));
        using var export = CliProcess.Start("export-journal", Dataset);
        (await export.Out.ReadToEndAsync()).ShouldContain("\"manifest\":\"job.reopened.v1\"");
    }

    [Fact]
    public async Task Crawl_OfStandardInput_CompletesWith0()
    {
        await using var farm = await ImageFarmServer.StartAsync();
        using var crawl = CliProcess.Start("crawl", "-", "-o", Dataset, "--allow-network", "127.0.0.1", "--quiet");
        await crawl.In.WriteLineAsync(farm.Url("/gen/1/64x64.png").AbsoluteUri);
        crawl.In.Close();

        (await crawl.WaitAsync(Long)).ShouldBe(0);
        (await crawl.Out.ReadToEndAsync()).ShouldBe($"completed: 1 kept; {Dataset}{Environment.NewLine}");
        (await crawl.Error.ReadToEndAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("missing.txt", "", "does not exist")]
    [InlineData("urls.csv", "--url-column link", "link")]
    [InlineData("urls.csv", "-o .", "is not empty")]
    public async Task Crawl_OfWhatCannotBe_SaysWhatToDoWith64(string list, string options, string part)
    {
        File.WriteAllText(_folder.Sub("urls.csv"), "url\nhttp://127.0.0.1/a.png\n");
        string[] extra = options.Length > 0 ? options.Replace("-o .", $"-o {_folder.Path}", StringComparison.Ordinal).Split(' ') : [];
        string[] output = extra is ["-o", _] ? [] : ["-o", Dataset];
        using var crawl = CliProcess.Start(["crawl", _folder.Sub(list), "--contact", "me@example.org", .. output, .. extra]);

        (await crawl.WaitAsync(Long)).ShouldBe(64);

        var error = await crawl.Error.ReadToEndAsync();
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem().ShouldContain(part);
        Directory.Exists(Dataset).ShouldBeFalse();
    }

    [Fact]
    public async Task Crawl_OfWhatOnlyFails_EndsWith3()
    {
        await using var farm = await ImageFarmServer.StartAsync();
        using var crawl = CliProcess.Start("crawl", List(farm.Url("/status/404")), "-o", Dataset, "--allow-network", "127.0.0.1", "--quiet");

        (await crawl.WaitAsync(Long)).ShouldBe(3);
    }

    public void Dispose() => _folder.Dispose();

    private string List(params Uri[] urls)
    {
        File.WriteAllLines(_folder.Sub("urls.txt"), urls.Select(url => url.AbsoluteUri));
        return _folder.Sub("urls.txt");
    }

    private static string? Name(JsonElement entry) => entry.GetProperty("event").GetString();

    private static async Task<JsonElement> ReadUntilAsync(CliProcess process, Predicate<JsonElement> found)
    {
        while (await process.Out.ReadLineAsync() is { } line)
        {
            var entry = JsonDocument.Parse(line).RootElement;
            if (found(entry))
                return entry;
        }

        throw new InvalidOperationException("the process ended first: " + await process.Error.ReadToEndAsync());
    }
}
