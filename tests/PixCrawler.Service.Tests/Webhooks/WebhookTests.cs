using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PixCrawler.ImageFarm;
using PixCrawler.Net.Resilience;
using PixCrawler.Service.Tests.Support;
using PixCrawler.Service.Webhooks;

namespace PixCrawler.Service.Tests.Webhooks;

/// <summary>Events that are told: signed, again when that failed, to nobody inside.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private readonly System.Threading.Channels.Channel<(string Body, string Signature, string Id)> _told = System.Threading.Channels.Channel.CreateUnbounded<(string, string, string)>();
    private readonly Queue<int> _answers = new();
    private ImageFarmServer _farm = null!;
    private RunningService _service = null!;
    private WebApplication _receiver = null!;

    private string Url => _receiver.Urls.Single() + "/hook";

    public async Task InitializeAsync()
    {
        _farm = await ImageFarmServer.StartAsync();
        _service = await RunningService.StartAsync(with: settings => settings.Crawler.Retry = settings.Crawler.Retry with
        {
            Upload = settings.Crawler.Retry.Upload with { Delays = [TimeSpan.FromMilliseconds(1)], MaxJitter = 0 },
        });
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        _receiver = builder.Build();
        _receiver.Run(TakeAsync);
        await _receiver.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _receiver.DisposeAsync();
        await _farm.DisposeAsync();
    }

    [Fact]
    public async Task EndOfAJob_IsToldOnce_SignedAndAgainWhenThatFailed()
    {
        _answers.Enqueue(503);
        using var set = await _service.Http.PutAsJsonAsync("/api/v1/webhook", new { url = Url });
        var secret = (await set.JsonAsync()).Text("secret");

        var job = await _service.Http.JobAsync([_farm.Url("/gen/1/32x32.png").AbsoluteUri]);
        var first = await _told.Reader.ReadAsync();
        var (body, signature, id) = await _told.Reader.ReadAsync();

        first.Id.ShouldBe(id);
        id.ShouldStartWith(job);
        var time = DateTimeOffset.FromUnixTimeSeconds(long.Parse(signature.Split(',')[0][2..], System.Globalization.CultureInfo.InvariantCulture));
        signature.ShouldBe(WebhookSignature.Of(secret, time, body));
        var message = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(body);
        message.GetProperty("event").Text("type").ShouldBe("ended");
        message.GetProperty("job").Text("status").ShouldBe("completed");
        var table = _service.Services.GetRequiredService<WebhookTable>();
        while ((await table.DueAsync(DateTimeOffset.MaxValue, 1, CancellationToken.None)).Count > 0)
            await Task.Yield();
        _told.Reader.TryRead(out _).ShouldBeFalse();
        (await _service.Http.GetJsonAsync("/api/v1/webhook")).TryGetProperty("secret", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Telling_ThatIsRefused_IsGivenUpAndFollowsNobodyElsewhere()
    {
        _answers.Enqueue(302);
        await _service.Http.PutAsJsonAsync("/api/v1/webhook", new { url = Url, events = new[] { "ended" } });

        await _service.Http.JobAsync([_farm.Url("/gen/1/32x32.png").AbsoluteUri]);
        await _told.Reader.ReadAsync();

        var table = _service.Services.GetRequiredService<WebhookTable>();
        while ((await table.DueAsync(DateTimeOffset.MaxValue, 1, CancellationToken.None)).Count > 0)
            await Task.Yield();
        _told.Reader.TryRead(out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest", "ended", "address-forbidden")]
    [InlineData("ftp://example.com/", "ended", "url-scheme-forbidden")]
    [InlineData("http://127.0.0.1/", "everything", "events-unknown")]
    public async Task Webhook_ThatLeadsInsideOrWantsTheUnknown_IsRefused(string url, string type, string code)
    {
        using var answer = await _service.Http.PutAsJsonAsync("/api/v1/webhook", new { url, events = new[] { type } });

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.JsonAsync()).Text("code").ShouldBe(code);
    }

    [Fact]
    public async Task Webhook_OnceDeleted_IsGone()
    {
        await _service.Http.PutAsJsonAsync("/api/v1/webhook", new { url = Url });

        (await _service.Http.DeleteAsync("/api/v1/webhook")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await _service.Http.DeleteAsync("/api/v1/webhook")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _service.Http.GetAsync("/api/v1/webhook")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        context.Response.StatusCode = _answers.TryDequeue(out var status) ? status : 200;
        if (context.Response.StatusCode == 302)
            context.Response.Headers.Location = Url;
        await _told.Writer.WriteAsync((body, context.Request.Headers["X-PixCrawler-Signature"]!, context.Request.Headers["X-PixCrawler-Delivery"]!));
    }
}
