using System.Net;
using System.Text;
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
        health.GetProperty("checks").EnumerateArray().Select(check => check.Text("name")).ShouldBe(["journal", "database", "store"]);
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

    private Task<HttpResponseMessage> PostAsync(HttpContent body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/jobs?name=a&start=false") { Content = body };
        request.Headers.Add("Idempotency-Key", "one");
        return _service.Http.SendAsync(request);
    }

    private static async Task ShouldBeProblemAsync(HttpResponseMessage answer, int status, string code)
    {
        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.JsonAsync();
        (problem.GetProperty("status").GetInt32(), problem.Text("code")).ShouldBe((status, code));
        problem.Text("requestId").ShouldBe(answer.Headers.GetValues("X-Request-Id").Single());
        problem.Text("title").ShouldNotBeEmpty();
    }
}
