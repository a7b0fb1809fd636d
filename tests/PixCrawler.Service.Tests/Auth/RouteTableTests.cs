using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Service.Auth;
using PixCrawler.Service.ReadModel;
using PixCrawler.Service.Tests.Support;
using PixCrawler.TestKit;

namespace PixCrawler.Service.Tests.Auth;

/// <summary>
/// Every endpoint × no key, a wrong one, an expired one, a revoked one, one without the scope, one of another user. The endpoints are those the
/// service has: a new one without a row here fails.
/// </summary>
public sealed class RouteTableTests : IAsyncLifetime
{
    private const string Public = "";

    // Which scope each endpoint needs; those of nobody in particular need none.
    private static readonly Dictionary<string, string> Needs = new()
    {
        ["GET /api/v1/jobs"] = Scopes.JobsRead,
        ["POST /api/v1/jobs"] = Scopes.JobsWrite,
        ["GET /api/v1/jobs/{id}"] = Scopes.JobsRead,
        ["GET /api/v1/jobs/{id}/progress"] = Scopes.JobsRead,
        ["POST /api/v1/jobs/{id}/start"] = Scopes.JobsWrite,
        ["POST /api/v1/jobs/{id}/cancel"] = Scopes.JobsWrite,
        ["POST /api/v1/jobs/{id}/stop"] = Scopes.JobsWrite,
        ["POST /api/v1/jobs/{id}/retry-failed"] = Scopes.JobsWrite,
        ["GET /api/v1/jobs/{id}/events"] = Scopes.JobsRead,
        ["GET /api/v1/jobs/{id}/images"] = Scopes.DatasetsRead,
        ["GET /api/v1/jobs/{id}/images/{name}"] = Scopes.DatasetsRead,
        ["GET /api/v1/jobs/{id}/images/{name}/thumbnail"] = Scopes.DatasetsRead,
        ["GET /api/v1/jobs/{id}/rejects/{name}/thumbnail"] = Scopes.DatasetsRead,
        ["GET /api/v1/jobs/{id}/exports"] = Scopes.DatasetsRead,
        ["PUT /api/v1/jobs/{id}/exports/{name}"] = Scopes.JobsWrite,
        ["GET /api/v1/jobs/{id}/exports/{name}"] = Scopes.DatasetsRead,
        ["POST /api/v1/jobs/{id}/exports/{name}/cancel"] = Scopes.JobsWrite,
        ["POST /api/v1/jobs/{id}/exports/{name}/links"] = Scopes.DatasetsRead,
        ["GET /api/v1/jobs/{id}/exports/{name}/files/{*file}"] = Scopes.DatasetsRead,
        ["GET /api/v1/jobs/{id}/manifest"] = Scopes.DatasetsRead,
        ["GET /api/v1/jobs/{id}/explain"] = Scopes.JobsRead,
        ["GET /api/v1/webhook"] = Scopes.JobsWrite,
        ["PUT /api/v1/webhook"] = Scopes.JobsWrite,
        ["DELETE /api/v1/webhook"] = Scopes.JobsWrite,
        ["GET /api/v1/sources"] = Scopes.JobsRead,
        ["GET /api/v1/health"] = Scopes.Admin,
        ["GET /metrics"] = Scopes.MetricsRead,
        ["GET /livez"] = Public,
        ["GET /readyz"] = Public,
        ["GET /openapi/{documentName:regex(^v1$)}.json"] = Public,
        ["GET /api/v1/nodes"] = Scopes.Admin,
        ["GET /api/v1/hosts"] = Scopes.Admin,
        ["GET /api/v1/session"] = Public,
        ["GET /"] = Public,
        ["GET /new"] = Public,
        ["GET /system"] = Public,
        ["GET /jobs/{id}"] = Public,
        ["GET /assets/{file}"] = Public,
        ["GET /docs"] = Public,
    };

    // Where sessions begin and end: the answer is the same for all keys, since none is looked at.
    private static readonly Dictionary<string, HttpStatusCode> Doors = new()
    {
        ["POST /api/v1/session"] = HttpStatusCode.UnsupportedMediaType,
        ["DELETE /api/v1/session"] = HttpStatusCode.NoContent,
    };

    private readonly List<string> _wrongs = [];

    private readonly ManualTimeProvider _time = new();
    private RunningService _service = null!;
    private string _job = "";

    public async Task InitializeAsync()
    {
        _service = await RunningService.StartAsync(time: _time);
        var id = new JobId(Guid.Parse("11111111111111111111111111111111"));
        _job = id.ToString();
        var order = new SubmitJob(id, new JobSpecification { Name = "hers", UserId = "ann", OutputFolder = "unused", Sources = [] });
        await _service.Services.GetRequiredService<JobTable>().InsertAsync(
            new JobRow(order, JobStatus.Cancelled, _time.GetUtcNow(), "", 0, null), CancellationToken.None);
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task EveryEndpoint_AnswersEachKindOfKeyAsItMust()
    {
        var keys = _service.Services.GetRequiredService<ApiKeyStore>();
        var expired = (await keys.CreateAsync("ann", "", [.. Scopes.All], TimeSpan.FromSeconds(1))).Text;
        var revoked = await keys.CreateAsync("ann", "", [.. Scopes.All], null);
        await keys.RevokeAsync(revoked.Key.Prefix);
        _time.Advance(TimeSpan.FromSeconds(1));
        var good = (await keys.CreateAsync("ann", "", [.. Scopes.All.Where(scope => scope != Scopes.Admin)], null)).Text;
        var wrong = good[..^4] + (good.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA");
        var endpoints = Endpoints();
        endpoints.Select(endpoint => endpoint.Name).Order().ShouldBe(Needs.Keys.Concat(Doors.Keys).Order());

        foreach (var (name, scope) in Needs.Concat(Doors.Keys.Select(door => KeyValuePair.Create(door, Public))))
        {
            HttpStatusCode[] refused = [Doors.TryGetValue(name, out var same) ? same : scope == Public ? HttpStatusCode.OK : HttpStatusCode.Unauthorized];
            await Expect(name, "no key", _service.Http, refused);
            await Expect(name, "a wrong key", _service.Client(wrong), refused);
            await Expect(name, "no such key", _service.Client("pck_000000000000_" + new string('A', 43)), refused);
            await Expect(name, "text that is no key", _service.Client("secret"), refused);
            await Expect(name, "an expired key", _service.Client(expired), refused);
            await Expect(name, "a revoked key", _service.Client(revoked.Text), refused);
            if (scope == Public)
                continue;
            var others = Scopes.All.Where(other => other != scope && other != Scopes.Admin).ToArray();
            await Expect(name, "a key without the scope", await _service.ClientAsync("ann", others), HttpStatusCode.Forbidden);
            if (name.Contains("{id}", StringComparison.Ordinal))
            {
                await Expect(name, "a key of another user", await _service.ClientAsync("bob", scope), HttpStatusCode.NotFound);
                await Expect(name, "an administrator's key", await _service.ClientAsync("eve", Scopes.Admin),
                    name.Contains("{name}", StringComparison.Ordinal)
                        ? [HttpStatusCode.NotFound, HttpStatusCode.Conflict]
                        : [HttpStatusCode.OK, HttpStatusCode.Accepted, HttpStatusCode.Conflict]);
            }
        }

        _wrongs.ShouldBeEmpty();
    }

    [Fact]
    public async Task EveryEndpoint_AnswersEachKindOfSessionAsItMust()
    {
        var keys = _service.Services.GetRequiredService<ApiKeyStore>();
        var sessions = _service.Services.GetRequiredService<SessionStore>();
        async Task<string> Session(string user, params string[] scopes) =>
            (await sessions.BeginAsync((await keys.CreateAsync(user, "", scopes, null)).Key, CancellationToken.None)).Token;
        var old = (await sessions.BeginAsync((await keys.CreateAsync("ann", "", [.. Scopes.All], TimeSpan.FromSeconds(1))).Key, CancellationToken.None)).Token;
        _time.Advance(TimeSpan.FromSeconds(1));
        var ended = await Session("ann", [.. Scopes.All]);
        await sessions.EndAsync(ended, CancellationToken.None);
        var revoked = await keys.CreateAsync("ann", "", [.. Scopes.All], null);
        var orphan = (await sessions.BeginAsync(revoked.Key, CancellationToken.None)).Token;
        await keys.RevokeAsync(revoked.Key.Prefix);
        var good = await Session("ann", [.. Scopes.All]);

        foreach (var (name, scope) in Needs.Where(need => need.Value != Public))
        {
            await Expect(name, "no such session", Browser(new string('A', 43)), HttpStatusCode.Unauthorized);
            await Expect(name, "a session that is too old", Browser(old), HttpStatusCode.Unauthorized);
            await Expect(name, "a session that was ended", Browser(ended), HttpStatusCode.Unauthorized);
            await Expect(name, "a session of a revoked key", Browser(orphan), HttpStatusCode.Unauthorized);
            await Expect(name, "a session used by another site", Browser(good, "https://evil.example"), HttpStatusCode.Unauthorized);
            if (!name.StartsWith("GET ", StringComparison.Ordinal))
                await Expect(name, "a session used by nobody knows whom", Browser(good, origin: null), HttpStatusCode.Unauthorized);
            var others = Scopes.All.Where(other => other != scope && other != Scopes.Admin).ToArray();
            await Expect(name, "a session without the scope", Browser(await Session("ann", others)), HttpStatusCode.Forbidden);
            if (name.Contains("{id}", StringComparison.Ordinal))
                await Expect(name, "a session of another user", Browser(await Session("bob", scope)), HttpStatusCode.NotFound);
        }

        _wrongs.ShouldBeEmpty();
    }

    [Fact]
    public async Task AnotherUsersJob_IsToldFromNoneByNothing()
    {
        var bob = await _service.ClientAsync("bob", Scopes.JobsRead);

        using var hers = await bob.GetAsync($"/api/v1/jobs/{_job}");
        using var none = await bob.GetAsync($"/api/v1/jobs/{new string('2', 32)}");

        static string Body(string body) => System.Text.RegularExpressions.Regex.Replace(body, "\"requestId\":\"[^\"]*\"", "");
        Body(await hers.Content.ReadAsStringAsync()).ShouldBe(Body(await none.Content.ReadAsStringAsync()));
        (await bob.GetJsonAsync("/api/v1/jobs?user=ann")).GetProperty("data").GetArrayLength().ShouldBe(0);
    }

    private async Task Expect(string name, string what, HttpClient client, params HttpStatusCode[] wanted)
    {
        var (method, path) = (name.Split(' ')[0], name.Split(' ')[1]);
        path = path.Replace("{id}", _job, StringComparison.Ordinal).Replace("{name}", $"{new string('a', 64)}.png", StringComparison.Ordinal)
            .Replace("{documentName:regex(^v1$)}", "v1", StringComparison.Ordinal).Replace("{file}", "dashboard.css", StringComparison.Ordinal)
            .Replace("{*file}", "a.zip", StringComparison.Ordinal);
        using var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        if (!wanted.Contains(answer.StatusCode))
            _wrongs.Add($"{name} with {what}: {(int)answer.StatusCode}");
    }

    private HttpClient Browser(string token) => Browser(token, _service.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));

    private HttpClient Browser(string token, string? origin) => _service.Browser(token, origin);

    private (string Name, RouteEndpoint Endpoint)[] Endpoints() =>
    [
        .. _service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Select(method => ($"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}", endpoint))),
    ];
}
