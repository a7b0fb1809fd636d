using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PixCrawler.Service.Auth;
using PixCrawler.Service.Hosting;
using PixCrawler.Service.Tests.Support;
using Serilog;

namespace PixCrawler.Service.Tests.Auth;

/// <summary>Who may come in without a key: this machine alone, and only where there never was one.</summary>
public sealed class OpenDoorTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pixcrawl-doors");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://192.0.2.1:8080")]
    [InlineData("http://crawler.example:8080")]
    public async Task Build_WhenOthersCanReachIt_NeedsAKeyFirst(string url)
    {
        var settings = RunningService.Settings(_folder.FullName, settings => settings.Service.Urls = ["http://127.0.0.1:0", url]);

        Should.Throw<ValidationException>(() => Build(settings)).Message.ShouldContain("pixcrawl keys create");

        await ApiKeyStore.Open(settings, TimeProvider.System).CreateAsync("ann", "", [Scopes.Admin], null);
        await using var app = Build(settings);
    }

    [Fact]
    public async Task Request_WithoutAKey_IsTrustedOnlyToALoopbackNameAndUntilThereIsAKey()
    {
        await using var service = await RunningService.StartAsync(_folder.FullName);
        (await service.Http.GetAsync("/api/v1/jobs")).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var rebound = new HttpRequestMessage(HttpMethod.Get, "/api/v1/jobs") { Headers = { Host = "evil.example" } };
        (await service.Http.SendAsync(rebound)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        using var form = new HttpRequestMessage(HttpMethod.Get, "/api/v1/jobs") { Headers = { { "Origin", "http://evil.example" } } };
        (await service.Http.SendAsync(form)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var own = new HttpRequestMessage(HttpMethod.Get, "/api/v1/jobs") { Headers = { { "Origin", service.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) } } };
        (await service.Http.SendAsync(own)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var key = await service.Services.GetRequiredService<ApiKeyStore>().CreateAsync("ann", "", [Scopes.Admin], null);
        (await service.Http.GetAsync("/api/v1/jobs")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await service.Client(key.Text).GetAsync("/api/v1/jobs")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await service.Services.GetRequiredService<ApiKeyStore>().RevokeAsync(key.Key.Prefix);
        (await service.Http.GetAsync("/api/v1/jobs")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static Microsoft.AspNetCore.Builder.WebApplication Build(ServiceSettings settings) =>
        ServiceHost.Build(settings, new LoggerConfiguration().CreateLogger(), TimeProvider.System);
}
