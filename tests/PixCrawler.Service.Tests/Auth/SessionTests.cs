using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using PixCrawler.Service.Auth;
using PixCrawler.Service.Tests.Support;

namespace PixCrawler.Service.Tests.Auth;

/// <summary>How browsers sign in and out, and what other sites cannot make them do.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private const string Cancel = "/api/v1/jobs/11111111111111111111111111111111/cancel";

    private RunningService _service = null!;

    private string Origin => _service.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public async Task InitializeAsync() => _service = await RunningService.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task SignIn_WithAKey_GivesACookieThatScriptsCannotReadAndThatEndsWithSigningOut()
    {
        var key = await KeyAsync();

        using var answer = await _service.Http.PostAsJsonAsync("/api/v1/session", new { key });

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.JsonAsync()).Text("userId").ShouldBe("ann");
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=strict");
        cookie.ShouldNotContain("expires");
        cookie.ShouldNotContain(key);
        var browser = _service.Browser(cookie.Split('=', ';')[1], Origin);
        (await browser.GetJsonAsync("/api/v1/session")).GetProperty("isSession").GetBoolean().ShouldBeTrue();
        (await browser.GetAsync("/api/v1/jobs")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.DeleteAsync("/api/v1/session")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await browser.GetAsync("/api/v1/jobs")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task SignIn_BehindAProxyWithTls_GivesACookieForTlsOnly()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/session") { Content = JsonContent.Create(new { key = await KeyAsync() }) };
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var answer = await _service.Http.SendAsync(request);

        answer.Headers.GetValues("Set-Cookie").Single().ShouldContain("secure");
    }

    [Theory]
    [InlineData("pck_000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("secret")]
    [InlineData("")]
    public async Task SignIn_WithWhatIsNoKey_IsRefused(string key)
    {
        using var answer = await _service.Http.PostAsJsonAsync("/api/v1/session", new { key });

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.OK)]
    public async Task SignIn_IsForPagesOfTheServiceOnly(string header, string value, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/session") { Content = JsonContent.Create(new { key = await KeyAsync() }) };
        request.Headers.Add(header, value);

        (await _service.Http.SendAsync(request)).StatusCode.ShouldBe(status);
    }

    [Theory]
    [InlineData("POST", Cancel, "Origin", "https://evil.example", HttpStatusCode.Unauthorized)]
    [InlineData("POST", Cancel, "Origin", "http://127.0.0.1:1", HttpStatusCode.Unauthorized)]
    [InlineData("POST", Cancel, "Sec-Fetch-Site", "cross-site", HttpStatusCode.Unauthorized)]
    [InlineData("POST", Cancel, "Sec-Fetch-Site", "same-site", HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/api/v1/jobs", "Sec-Fetch-Site", "cross-site", HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/api/v1/jobs", "Sec-Fetch-Site", "none", HttpStatusCode.OK)]
    [InlineData("POST", Cancel, "Sec-Fetch-Site", "same-origin", HttpStatusCode.NotFound)]
    [InlineData("POST", Cancel, "User-Agent", "a program", HttpStatusCode.NotFound)]
    public async Task Request_OnAMachineThatIsTrusted_IsNotThatOfAnotherSitesPage(string method, string path, string header, string value, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add(header, value);

        (await _service.Http.SendAsync(request)).StatusCode.ShouldBe(status);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/new")]
    [InlineData("/jobs/anything")]
    [InlineData("/assets/app.js")]
    [InlineData("/docs")]
    public async Task Page_ComesWithRulesThatLeaveNoRoomForOthers(string path)
    {
        using var answer = await _service.Http.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldBe(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        answer.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["same-origin"]);
    }

    [Theory]
    [InlineData("/assets/nothing.js")]
    [InlineData("/assets/..%2fdashboard.html")]
    [InlineData("/assets/%2fetc%2fpasswd")]
    public async Task Asset_ThatIsNone_IsNotThere(string path) =>
        (await _service.Http.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    private async Task<string> KeyAsync() =>
        (await _service.Services.GetRequiredService<ApiKeyStore>().CreateAsync("ann", "", [Scopes.JobsRead], null)).Text;
}
