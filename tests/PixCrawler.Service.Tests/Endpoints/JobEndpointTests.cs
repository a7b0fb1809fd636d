using System.Net;
using System.Net.Http.Headers;
using System.Text;
using PixCrawler.ImageFarm;
using PixCrawler.Service.Tests.Support;

namespace PixCrawler.Service.Tests.Endpoints;

/// <summary>Jobs over HTTP, from their creation to their images, against a real farm.</summary>
public sealed class JobEndpointTests : IAsyncLifetime
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
    public async Task Job_FromItsCreationToItsImages_IsAccountedForUrlByUrl()
    {
        var job = await _service.Http.JobAsync([Url("/gen/1/32x32.png"), Url("/gen/2/32x32.png"), Url("/status/404"), Url("/fail/1/then/gen/3/32x32.png")]);

        var end = await _service.Http.EndAsync(job);

        end.Text("status").ShouldBe("partial");
        end.GetProperty("tally").GetProperty("kept").GetInt32().ShouldBe(3);
        end.GetProperty("tally").GetProperty("failed").GetInt32().ShouldBe(1);
        end.GetProperty("tally").GetProperty("reasons").GetProperty("http-404").GetInt32().ShouldBe(1);
        var images = await _service.Http.GetJsonAsync($"/api/v1/jobs/{job}/images?status=kept&limit=2");
        images.GetProperty("data").GetArrayLength().ShouldBe(2);
        var rest = await _service.Http.GetJsonAsync($"/api/v1/jobs/{job}/images?status=kept&limit=2&cursor={Uri.EscapeDataString(images.Text("next"))}");
        rest.GetProperty("data").GetArrayLength().ShouldBe(1);
        var failed = await _service.Http.GetJsonAsync($"/api/v1/jobs/{job}/images?reason=http-404");
        failed.GetProperty("data").EnumerateArray().Single().Text("status").ShouldBe("failed");
        using var image = await _service.Http.GetAsync($"/api/v1/jobs/{job}/images/{images.GetProperty("data")[0].Text("image")}");
        image.StatusCode.ShouldBe(HttpStatusCode.OK);
        image.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        image.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        image.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        image.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
        (await image.Content.ReadAsByteArrayAsync())[..4].ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G']);
        var manifest = await _service.Http.GetStringAsync($"/api/v1/jobs/{job}/manifest");
        manifest.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(4);
        var why = await _service.Http.GetJsonAsync($"/api/v1/jobs/{job}/explain?url={Uri.EscapeDataString(Url("/status/404"))}");
        why.GetProperty("reasons")[0].Text("advice").ShouldNotBeEmpty();
        why.GetProperty("urls")[0].Text("reason").ShouldBe("http-404");
    }

    [Fact]
    public async Task Create_WhenTheSameRequestComesAgain_IsTheSameJob()
    {
        string[] urls = [Url("/gen/1/32x32.png")];
        var job = await _service.Http.JobAsync(urls);
        await _service.Http.EndAsync(job);

        using var again = await _service.Http.CreateJobAsync(urls);
        using var other = await _service.Http.CreateJobAsync([Url("/gen/2/32x32.png")]);

        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await again.JsonAsync()).GetProperty("job").Text("id").ShouldBe(job);
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await other.JsonAsync()).Text("code").ShouldBe("idempotency-key-reused");
        (_farm.Log.CountFor("/gen/1/32x32.png"), _farm.Log.CountFor("/gen/2/32x32.png")).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Create_WithoutAnIdempotencyKey_IsRefused()
    {
        using var answer = await _service.Http.PostAsync("/api/v1/jobs", Json("""{"name":"a","urls":["https://example.com/a.png"]}"""));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.JsonAsync()).Text("code").ShouldBe("idempotency-key-missing");
    }

    [Theory]
    [InlineData("text/plain", "{0}\n{1}\n", "")]
    [InlineData("text/csv", "address,caption\n{0},one\n{1},two\n", "&urlColumn=address")]
    [InlineData("application/jsonl", "{{\"url\":\"{0}\"}}\n\"{1}\"\n", "")]
    public async Task Create_WhenTheBodyIsTheList_TakesItsUrls(string type, string form, string query)
    {
        var body = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, Url("/gen/1/32x32.png"), Url("/gen/2/32x32.png"));
        using var answer = await PostListAsync($"name=7&chunkSlots=1&validation=fast{query}", type, Encoding.UTF8.GetBytes(body));

        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var end = await _service.Http.EndAsync((await answer.JsonAsync()).GetProperty("job").Text("id"));
        end.Text("name").ShouldBe("7");
        end.GetProperty("chunks").GetInt32().ShouldBe(2);
        end.GetProperty("tally").GetProperty("kept").GetInt32().ShouldBe(2);
    }

    [Theory]
    [InlineData("text/plain", "name=a", "", "list-empty")]
    [InlineData("text/plain", "name=a", "# nothing\n", "list-empty")]
    [InlineData("text/plain", "", "https://example.com/a.png", "query-invalid")]
    [InlineData("text/plain", "name=a&colour=red", "https://example.com/a.png", "query-invalid")]
    [InlineData("text/plain", "name=a&maxUrls=many", "https://example.com/a.png", "query-invalid")]
    [InlineData("application/json", "", "{\"name\":\"a\",\"urls\":[]}", "no-urls")]
    [InlineData("application/json", "", "{\"name\":\"a\",\"urls\":[\"https://example.com/a.png\"],\"outputFolder\":\"/etc\"}", "body-invalid")]
    [InlineData("application/json", "", "{\"urls\":[\"https://example.com/a.png\"]}", "body-invalid")]
    [InlineData("application/json", "", "{\"name\":\"a\",\"urls\":[[[[[[[[[[[[[[[[[[\"x\"]]]]]]]]]]]]]]]]]]}", "body-invalid")]
    [InlineData("application/json", "", "{\"name\":\"a\",\"urls\":[\"https://example.com/a.png\"],\"chunkSlots\":501}", "job-not-accepted")]
    [InlineData("application/json", "name=a", "{}", "query-unknown")]
    public async Task Create_WhenItMakesNoSense_SaysWhatToDo(string type, string query, string body, string code)
    {
        using var answer = await PostListAsync(query, type, Encoding.UTF8.GetBytes(body));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await answer.JsonAsync();
        problem.Text("code").ShouldBe(code);
        problem.ToString().ShouldNotContain(_service.Data);
        Directory.GetFiles(Path.Combine(_service.Data, "lists")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_WithWhatIsMadeOfImages_MakesIt()
    {
        var settings = """{"name":"small","transform":{"resize":"keep-ratio-largest","sizePixels":16,"format":"png"},"content":{"formats":["png"]},"deduplication":{"mode":"off"}}""";
        using var answer = await PostListAsync($"settings={Uri.EscapeDataString(settings)}", "text/plain", Encoding.UTF8.GetBytes(Url("/gen/1/64x32.png")));

        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var job = (await answer.JsonAsync()).GetProperty("job").Text("id");
        (await _service.Http.EndAsync(job)).Text("status").ShouldBe("completed");
        var image = (await _service.Http.GetJsonAsync($"/api/v1/jobs/{job}/images")).GetProperty("data")[0];
        (image.GetProperty("width").GetInt32(), image.GetProperty("height").GetInt32()).ShouldBe((16, 8));
    }

    [Fact]
    public async Task Images_ThatAreThereTwice_AreCountedAndNameTheirTwins()
    {
        var job = await _service.Http.JobAsync([Url("/dup/1/a.png"), Url("/dup/1/b.png")], more: new { deduplication = new { mode = "remove", exactOnly = true } });

        var end = await _service.Http.EndAsync(job);

        end.GetProperty("duplicates").GetProperty("exact").GetInt32().ShouldBe(1);
        var twin = (await _service.Http.GetJsonAsync($"/api/v1/jobs/{job}/images?reason=duplicate")).GetProperty("data")[0];
        twin.Text("twin").ShouldBe("00000/0");
        (await _service.Http.GetJsonAsync($"/api/v1/jobs/{job}/events?limit=1000")).GetProperty("data").EnumerateArray()
            .ShouldContain(entry => entry.Text("type") == "deduplicated");
    }

    [Fact]
    public async Task Create_WhenTheListIsCompressed_IsRefused()
    {
        using var answer = await PostListAsync("name=a", "text/plain", [0x1F, 0x8B, 8, 0]);

        (await answer.JsonAsync()).Text("code").ShouldBe("list-compressed");
    }

    [Fact]
    public async Task Create_WhenUrlsLeadInside_SaysSoInOneWay()
    {
        using var answer = await _service.Http.CreateJobAsync(["http://10.1.2.3/a.png", "http://169.254.169.254/b.png", "ftp://example.com/c.png"], more: new { start = false });

        var notes = (await answer.JsonAsync()).GetProperty("notes").EnumerateArray().ToList();
        notes.Count.ShouldBe(3);
        notes[0].Text("problem").ShouldBe(notes[1].Text("problem"));
    }

    [Fact]
    public async Task Start_OfAJobThatWaits_BeginsIt()
    {
        var job = await _service.Http.JobAsync([Url("/gen/1/32x32.png")], more: new { start = false });
        (await _service.Http.GetJsonAsync($"/api/v1/jobs/{job}")).Text("status").ShouldBe("pending");

        using var started = await _service.Http.PostAsync($"/api/v1/jobs/{job}/start", null);

        started.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await _service.Http.EndAsync(job)).Text("status").ShouldBe("completed");
        using var again = await _service.Http.PostAsync($"/api/v1/jobs/{job}/start", null);
        again.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("stop")]
    public async Task Cancel_OfAJobUnderWay_EndsIt(string word)
    {
        var job = await _service.Http.JobAsync([Url("/hang")]);
        await _service.Http.UntilAsync($"/api/v1/jobs/{job}/progress", json => json.GetProperty("job").GetProperty("plannedUrls").GetInt32() == 1);

        using var answer = await _service.Http.PostAsync($"/api/v1/jobs/{job}/{word}", null);

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await _service.Http.EndAsync(job)).Text("status").ShouldBe("cancelled");
    }

    [Fact]
    public async Task Cancel_OfAJobThatWaits_EndsIt()
    {
        var job = await _service.Http.JobAsync([Url("/gen/1/32x32.png")], more: new { start = false });

        using var answer = await _service.Http.PostAsync($"/api/v1/jobs/{job}/cancel", null);

        (await _service.Http.GetJsonAsync($"/api/v1/jobs/{job}")).Text("status").ShouldBe("cancelled");
        _farm.Log.Count.ShouldBe(0);
    }

    [Fact]
    public async Task RetryFailed_OfAnEndedJob_RedoesOnlyThat()
    {
        var job = await _service.Http.JobAsync([Url("/gen/1/32x32.png"), Url("/fail/3/then/gen/2/32x32.png"), Url("/status/404")]);
        (await _service.Http.EndAsync(job)).GetProperty("tally").GetProperty("kept").GetInt32().ShouldBe(1);

        using var nothing = await _service.Http.PostAsync($"/api/v1/jobs/{job}/retry-failed", Json("""{"reason":"http-410"}"""));
        using var answer = await _service.Http.PostAsync($"/api/v1/jobs/{job}/retry-failed", Json("""{"reason":"http-503"}"""));

        nothing.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        var end = await _service.Http.UntilAsync($"/api/v1/jobs/{job}", json => json.GetProperty("tally").GetProperty("kept").GetInt32() == 2 && json.Text("status") == "partial");
        end.GetProperty("tally").GetProperty("settled").GetInt32().ShouldBe(3);
        _farm.Log.CountFor("/gen/1/32x32.png").ShouldBe(1);
        _farm.Log.CountFor("/status/404").ShouldBe(1);
    }

    [Fact]
    public async Task List_PageByPage_ShowsEachJobOnceTheNewestFirst()
    {
        var jobs = new List<string>();
        for (var number = 0; number < 5; number++)
            jobs.Add(await _service.Http.JobAsync([Url("/gen/1/32x32.png")], $"key-{number}", new { start = false }));

        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await _service.Http.GetJsonAsync($"/api/v1/jobs?limit=2&status=pending{(cursor is null ? "" : $"&cursor={cursor}")}");
            found.AddRange(page.GetProperty("data").EnumerateArray().Select(job => job.Text("id")));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        found.ShouldBe(jobs.AsEnumerable().Reverse());
        (await _service.Http.GetJsonAsync("/api/v1/jobs?status=completed")).GetProperty("data").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("/api/v1/jobs?limit=0")]
    [InlineData("/api/v1/jobs?limit=201")]
    [InlineData("/api/v1/jobs?status=odd")]
    [InlineData("/api/v1/jobs?cursor=x")]
    [InlineData("/api/v1/jobs?page=2")]
    public async Task List_WhenTheQueryMakesNoSense_SaysSo(string path)
    {
        using var answer = await _service.Http.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.JsonAsync()).Text("code").ShouldStartWith("query-");
    }

    private string Url(string path) => _farm.Url(path).AbsoluteUri;

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private Task<HttpResponseMessage> PostListAsync(string query, string type, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/jobs{(query.Length > 0 ? "?" + query : "")}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.Add("Idempotency-Key", "one");
        return _service.Http.SendAsync(request);
    }
}
