using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PixCrawler.ImageFarm;
using PixCrawler.Net.Resilience;
using PixCrawler.Service.Auth;
using PixCrawler.Service.Tests.Support;

namespace PixCrawler.Service.Tests.Dashboard;

/// <summary>The dashboard in a browser, as people use it: nothing is asked of others, no rule is broken, no error in the console.</summary>
public sealed class DashboardTests : IAsyncLifetime
{
    private ImageFarmServer _farm = null!;
    private RunningService _service = null!;

    public async Task InitializeAsync()
    {
        _farm = await ImageFarmServer.StartAsync();
        _service = await RunningService.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _farm.DisposeAsync();
    }

    [Fact]
    public async Task Job_IsMadeWithTheFormAndWatchedToItsEnd()
    {
        string[] urls =
        [
            .. new[] { "mountains-dawn.jpg", "city-blue.png", "flower-sun.gif", "forest-winter.webp", "planet-teal.webp" }.Select(name => Url($"/img/{name}")),
            Url("/fail/1/then/img/sea-morning.jpg"), Url("/status/404"), Url("/content/html"), Url("/tag/noai/img/glass-ruby.jpg"),
        ];

        var visit = await VisitAsync("submit", new JsonObject { ["urls"] = new JsonArray([.. urls.Select(url => JsonValue.Create(url))]) });

        visit.Errors.ShouldHaveSingleItem().ShouldContain("400", customMessage: "the one request that had to be refused");
        var result = visit.Result;
        result.Text("missing").ShouldBe("Give it a name.");
        result.Text("refused").ShouldContain("500");
        result.GetProperty("loaded").GetArrayLength().ShouldBe(6);
        result.GetProperty("loaded").EnumerateArray().ShouldAllBe(width => width.GetInt32() > 0);
        result.Text("title").ShouldBe("Cats <img src=x onerror=alert(1)>");
        result.Text("announced").ShouldBe("The job is partial: 6 kept");
        result.Text("actors").ShouldContain("Nobody is at work");
        result.GetProperty("failed").EnumerateArray().Single().GetString()!.ShouldContain("http-404");
        result.GetProperty("reason").EnumerateArray().Single().GetString()!.ShouldContain(Url("/status/404"));
        result.Text("listed").ShouldContain("6 kept");
    }

    [Fact]
    public async Task Job_OfAFileWaitsUntilItIsStarted()
    {
        var list = "address\n" + string.Concat(Enumerable.Range(0, 30).Select(number => Url($"/gen/{number}/32x32.png") + "\n"));

        var visit = await VisitAsync("file", new JsonObject { ["list"] = list });

        visit.Errors.ShouldBeEmpty();
        (visit.Result.GetProperty("first").GetInt32(), visit.Result.GetProperty("second").GetInt32()).ShouldBe((24, 6));
        visit.Result.GetProperty("last").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Job_ShowsWhatItWaitsForAndIsCancelledAndAnotherIsRedone()
    {
        await using var service = await RunningService.StartAsync(with: settings => settings.Crawler.Retry = new ResilienceOptions
        {
            Network = new RetryOptions { Delays = [TimeSpan.FromMinutes(2)], DelayCap = TimeSpan.FromMinutes(2), MaxJitter = 0 },
        });
        var failed = await service.Http.JobAsync([Url("/gen/1/32x32.png"), Url("/failcode/404/1/then/gen/2/32x32.png")], "failed", new { validation = "fast" });
        (await service.Http.EndAsync(failed)).Text("status").ShouldBe("partial");
        var slow = await service.Http.JobAsync([Url("/gen/3/32x32.png"), Url("/status/503")], "slow", new { validation = "fast" });

        var visit = await VisitAsync("actions", new JsonObject { ["failed"] = failed, ["slow"] = slow }, service);

        visit.Errors.ShouldBeEmpty();
        visit.Result.Text("retries").ShouldContain("http-503");
        visit.Result.Text("actor").ShouldContain("chunk-0");
        visit.Result.Text("stillRuns").ShouldBe("running");
        visit.Result.GetProperty("canCancelAgain").GetBoolean().ShouldBeFalse();
        visit.Result.GetProperty("after").GetInt32().ShouldBe(2);
        (await service.Http.EndAsync(slow)).Text("status").ShouldBe("cancelled");
    }

    [Fact]
    public async Task Dataset_IsMadeByRulesShowsWhatWasRejectedAndIsExported()
    {
        string[] urls = [Url("/img/mountains-dawn.jpg"), Url("/img/city-blue.png"), Url("/content/html")];

        var visit = await VisitAsync("dataset", new JsonObject { ["urls"] = string.Join('\n', urls), ["folder"] = _service.Data });

        visit.Errors.ShouldBeEmpty();
        var result = visit.Result;
        result.GetProperty("rejected").GetInt32().ShouldBeGreaterThan(0);
        result.GetProperty("kept").GetInt32().ShouldBeGreaterThan(0);
        result.Text("withoutPicture").ShouldContain("not stored");
        result.Text("keptName").ShouldEndWith(".webp");
        result.Text("told").ShouldContain("Export first ended completed");
        var file = result.Text("file");
        File.Exists(file).ShouldBeTrue();
        using var archive = System.IO.Compression.ZipFile.OpenRead(file);
        archive.Entries.ShouldContain(entry => entry.FullName.EndsWith(".webp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignIn_KeepsTheKeyOutOfThePage()
    {
        var keys = _service.Services.GetRequiredService<ApiKeyStore>();
        var writer = await _service.ClientAsync("ann", Scopes.JobsRead, Scopes.JobsWrite);
        var job = await writer.JobAsync([Url("/gen/1/32x32.png")], more: new { validation = "fast" });
        await writer.EndAsync(job);
        var key = (await keys.CreateAsync("ann", "", [Scopes.JobsRead, Scopes.DatasetsRead], null)).Text;

        var visit = await VisitAsync("signin", new JsonObject { ["key"] = key, ["job"] = job });

        visit.Errors.ShouldHaveSingleItem().ShouldContain("401", customMessage: "the one key that had to be refused");
        var result = visit.Result;
        result.Text("user").ShouldContain("ann");
        result.Text("scripts").ShouldNotContain("pck_");
        result.GetProperty("cookies").EnumerateArray().Single().ToString().ShouldBe("""{"httpOnly":true,"sameSite":"Strict"}""");
        result.Text("scripts").ShouldNotContain(SessionCookie.Name);
        result.GetProperty("canChange").GetInt32().ShouldBe(0);
        result.GetProperty("left").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Pages_LookRightLightAndDarkAndNarrowAndAreUsedByKeyboard()
    {
        var job = await _service.Http.JobAsync(
            [Url("/img/mountains-dawn.jpg"), Url("/img/city-blue.png"), Url("/status/404"), Url($"/status/410/?{new string('x', 300)}")], more: new { name = new string('w', 100), validation = "fast" });
        await _service.Http.EndAsync(job);

        var visit = await VisitAsync("looks", new JsonObject { ["job"] = job });

        visit.Errors.ShouldBeEmpty();
        var pages = visit.Result.GetProperty("pages").EnumerateArray().ToArray();
        pages.Length.ShouldBe(16);
        foreach (var page in pages)
        {
            page.GetProperty("overflow").GetInt32().ShouldBe(0, $"{page}");
            page.GetProperty("nameless").GetInt32().ShouldBe(0, $"{page}");
            page.GetProperty("contrast").GetDouble().ShouldBeGreaterThan(4.5, $"{page}");
            (page.GetProperty("background").GetDouble() < 0.1).ShouldBe(page.Text("colorScheme") == "dark", $"{page}");
        }

        visit.Result.GetProperty("stops").EnumerateArray().Select(stop => stop.GetString()).ShouldBe(
        [
            "Skip to content", "PixCrawler", "Jobs", "New job", "System", "API",
            "name", "paste", "urls", "validation", "duplicates", "Limits", "What images must be", "What is made of them", "on", "Create job",
        ]);
    }

    private async Task<Visit> VisitAsync(string scenario, JsonObject input, RunningService? service = null)
    {
        var visit = await Browser.VisitAsync(scenario, service ?? _service, input);
        visit.Outside.ShouldBeEmpty();
        return visit;
    }

    private string Url(string path) => _farm.Url(path).AbsoluteUri;
}
