using System.Net;
using System.Text;
using System.Text.Json;
using PixCrawler.Service.Tests.Support;

namespace PixCrawler.Service.Tests.Endpoints;

/// <summary>What every answer keeps to: problems, ids, limits, descriptions.</summary>
public sealed class ProtocolTests : IAsyncLifetime
{
    private RunningService _service = null!;

    public async Task InitializeAsync() => _service = await RunningService.StartAsync(with: settings => settings.Service.MaxRequestBodyBytes = 1024);

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData("GET", "/nowhere", 404, "not-found")]
    [InlineData("GET", "/api/v1/jobs/nonsense", 404, "job-not-found")]
    [InlineData("GET", "/api/v1/jobs/11111111-1111-1111-1111-111111111111", 404, "job-not-found")]
    [InlineData("PUT", "/api/v1/jobs", 405, "method-not-allowed")]
    [InlineData("DELETE", "/livez", 405, "method-not-allowed")]
    public async Task Request_ThatLeadsNowhere_IsAProblem(string method, string path, int status, string code)
    {
        using var answer = await _service.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        await ShouldBeProblemAsync(answer, status, code);
    }

    [Fact]
    public async Task Request_WithABodyOfAnotherType_IsAProblem()
    {
        using var answer = await PostAsync(new StringContent("<urls/>", Encoding.UTF8, "application/xml"));

        await ShouldBeProblemAsync(answer, 415, "unsupported-media-type");
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/xml")]
    [InlineData("image/*")]
    public async Task Request_ThatAcceptsSomethingElse_GetsItsProblemAllTheSame(string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere");
        request.Headers.Accept.ParseAdd(accept);
        using var answer = await _service.Http.SendAsync(request);

        await ShouldBeProblemAsync(answer, 404, "not-found");
    }

    [Theory]
    [InlineData("GET", "/api/v1/jobs?limit=1&limit=2", null, 400, "query-repeated")]
    [InlineData("GET", "/api/v1/jobs?colour=red", null, 400, "query-unknown")]
    [InlineData("PUT", "/api/v1/webhook", """{"url":null}""", 400, "body-invalid")]
    [InlineData("PUT", "/api/v1/webhook", """{"url":"https://example.com/","url":"https://example.com/"}""", 400, "body-invalid")]
    [InlineData("PUT", "/api/v1/webhook", "", 400, "body-invalid")]
    [InlineData("PUT", "/api/v1/webhook", "[[[[[[[[[[[[[[[[[[[[", 400, "body-invalid")]
    [InlineData("POST", "/api/v1/session", "null", 400, "body-invalid")]
    [InlineData("GET", "/openapi/v2.json", null, 404, "not-found")]
    public async Task Request_ThatMakesNoSense_IsToldSo(string method, string path, string? body, int status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _service.Http.SendAsync(request);

        (await ShouldBeProblemAsync(answer, status, code)).Text("detail").ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("settings={\"name\":\"a\",\"name\":\"b\"}")]
    [InlineData("name=a&name=b")]
    [InlineData("settings=[]")]
    public async Task Settings_ThatAreGivenTwiceOrAreNone_AreRefused(string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/jobs?{query}") { Content = new StringContent("https://example.com/a.jpg", Encoding.UTF8, "text/plain") };
        request.Headers.Add("Idempotency-Key", "one");
        using var answer = await _service.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Request_WithAPackedBody_IsRefused()
    {
        using var body = new StringContent("https://example.com/a.jpg", Encoding.UTF8, "text/plain");
        body.Headers.ContentEncoding.Add("gzip");
        using var answer = await PostAsync(body);

        await ShouldBeProblemAsync(answer, 415, "request-invalid");
    }

    [Theory]
    [InlineData(1024, HttpStatusCode.Created)]
    [InlineData(1025, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Request_WithALargeBody_IsTakenUpToTheLimit(int bytes, HttpStatusCode wanted)
    {
        var url = "https://example.com/";
        using var answer = await PostAsync(new StringContent(url + new string('a', bytes - url.Length), Encoding.UTF8, "text/plain"));

        answer.StatusCode.ShouldBe(wanted);
        if (wanted != HttpStatusCode.Created)
            await ShouldBeProblemAsync(answer, 413, "body-too-large");
        Directory.GetFiles(Path.Combine(_service.Data, "lists"), "taking-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task Requests_BeyondTheKeysShare_AreToldWhenToComeBack()
    {
        await using var service = await RunningService.StartAsync(with: settings => (settings.Service.RequestBurst, settings.Service.RequestsPerMinute) = (2, 1));

        (await service.Http.GetAsync("/api/v1/jobs")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await service.Http.GetAsync("/api/v1/jobs")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var answer = await service.Http.GetAsync("/api/v1/jobs");

        await ShouldBeProblemAsync(answer, 429, "too-many-requests");
        answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        (await service.Http.GetAsync("/livez")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("my-id_1.2", true)]
    [InlineData("bad id", false)]
    public async Task Answer_HasAnId_TheCallersWhereItIsOne(string given, bool isKept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/livez");
        request.Headers.TryAddWithoutValidation("X-Request-Id", given);
        using var answer = await _service.Http.SendAsync(request);

        var id = answer.Headers.GetValues("X-Request-Id").Single();
        (id == given).ShouldBe(isKept);
        id.ShouldNotBeEmpty();
        answer.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task OpenApi_DescribesEveryEndpointOfTheApi()
    {
        var document = await _service.Http.GetJsonAsync("/openapi/v1.json");

        var paths = document.GetProperty("paths");
        paths.EnumerateObject().Select(path => path.Name).ShouldContain("/api/v1/jobs/{id}/events");
        paths.GetProperty("/api/v1/jobs").GetProperty("post").GetProperty("parameters")[0].Text("name").ShouldBe("Idempotency-Key");
        paths.GetProperty("/api/v1/jobs").GetProperty("post").GetProperty("requestBody").GetProperty("content").EnumerateObject()
            .Select(type => type.Name).ShouldContain("text/csv");
        paths.EnumerateObject().ShouldAllBe(path => path.Name.StartsWith("/api/v1/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/docs", "text/html")]
    [InlineData("/assets/docs.js", "text/javascript")]
    [InlineData("/assets/docs.css", "text/css")]
    public async Task Page_ToTryIt_AsksNobodyElse(string path, string type)
    {
        using var answer = await _service.Http.GetAsync(path);

        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; script-src 'self';");
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("http://");
    }

    [Fact]
    public async Task Health_OfARunningService_IsGood()
    {
        (await _service.Http.GetStringAsync("/livez")).ShouldBe("ok\n");
        (await _service.Http.GetStringAsync("/readyz")).ShouldBe("ready\n");
        var health = await _service.Http.GetJsonAsync("/api/v1/health");
        health.GetProperty("checks").EnumerateArray().Select(check => check.Text("name")).ShouldBe(["actors", "journal", "database", "store"]);
    }

    [Fact]
    public async Task Ready_WhenTheStoreIsGone_IsFalseAndSaysNoMore()
    {
        await using var service = await RunningService.StartAsync();
        Directory.Delete(Path.Combine(service.Data, "lists"), recursive: true);

        using var answer = await service.Http.GetAsync("/readyz");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("not ready\n");
    }

    [Fact]
    public async Task Ready_WhenTheJournalIsGone_IsFalse()
    {
        await using var service = await RunningService.StartAsync();
        (await service.Http.GetStringAsync("/readyz")).ShouldBe("ready\n");
        File.Delete(Path.Combine(service.Data, "journal.db"));

        // The last answer holds for a second.
        var health = await service.Http.UntilAsync("/api/v1/health", isThere: json => !json.GetProperty("ready").GetBoolean(), mayFail: true);

        health.GetProperty("checks").EnumerateArray().Single(check => !check.GetProperty("ok").GetBoolean()).Text("name").ShouldBe("journal");
    }

    private Task<HttpResponseMessage> PostAsync(HttpContent body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/jobs?name=a&start=false") { Content = body };
        request.Headers.Add("Idempotency-Key", "one");
        return _service.Http.SendAsync(request);
    }

    private static async Task<JsonElement> ShouldBeProblemAsync(HttpResponseMessage answer, int status, string code)
    {
        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.JsonAsync();
        (problem.GetProperty("status").GetInt32(), problem.Text("code")).ShouldBe((status, code));
        problem.Text("requestId").ShouldBe(answer.Headers.GetValues("X-Request-Id").Single());
        problem.Text("title").ShouldNotBeEmpty();
        return problem;
    }
}
