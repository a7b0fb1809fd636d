using System.Data.Common;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Failures;
using PixCrawler.Net.Dns;
using PixCrawler.Net.Http;
using PixCrawler.Net.Resilience;
using PixCrawler.Service.Hosting;
using PixCrawler.Service.Jobs;
using PixCrawler.Service.ReadModel;
using Serilog;

namespace PixCrawler.Service.Webhooks;

/// <summary>
/// Sends what waits, through the guarded client and the <c>upload</c> profile. What cannot be sent is tried again later, some times, and a
/// message that was sent when the process ended is sent again: its id tells.
/// </summary>
internal sealed class WebhookSender(
    ServiceSettings settings, WebhookTable table, JobTable jobs, DataFolder folder, CachingAddressResolver resolver, ResiliencePipelines pipelines,
    TimeProvider time, ILogger log) : BackgroundService
{
    private const int AtOnce = 8;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan[] Later = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6)];

    private readonly GuardedHttp _http = GuardedHttp.ForServices(settings.Crawler.Http, settings.Crawler.Access, resolver, time);

    /// <summary>Sends what is due now.</summary>
    internal async Task RoundAsync(CancellationToken cancellationToken)
    {
        var due = await table.DueAsync(time.GetUtcNow(), AtOnce, cancellationToken);
        await Task.WhenAll(due.Select(delivery => SendAsync(delivery, cancellationToken)));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RoundAsync(stoppingToken);
            }
            catch (DbException error)
            {
                log.ForContext("EventId", EventIds.ReadModelFailed).Warning(error, "The messages that wait cannot be read; it is tried again");
            }
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    private async Task SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var url = new Uri(delivery.Webhook.Url);
        try
        {
            var body = await BodyAsync(delivery, cancellationToken);
            await pipelines.ExecuteAsync(
                new OutsideCall(ResiliencePipelines.Upload, $"webhook {url.Host}"),
                (attempt, token) => PostAsync(delivery, url, body, attempt, token), cancellationToken);
            await table.DoneAsync(delivery, cancellationToken);
        }
        catch (CrawlException error)
        {
            var isLast = error is PermanentException || delivery.Rounds >= Later.Length;
            log.ForContext("EventId", EventIds.WebhookFailed).ForContext("JobId", delivery.Job).ForContext("Host", url.Host).ForContext("ErrorType", error.GetType().Name)
                .Warning("Event {Sequence} could not be told to {Host}: {Reason}; {Next}",
                    delivery.Sequence, url.Host, error.Reason, isLast ? "it is given up" : "it is tried again later");
            if (isLast)
                await table.DoneAsync(delivery, cancellationToken);
            else
                await table.LaterAsync(delivery, time.GetUtcNow() + Later[delivery.Rounds], cancellationToken);
        }
    }

    private async ValueTask<bool> PostAsync(Delivery delivery, Uri url, string body, OutsideAttempt attempt, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-PixCrawler-Delivery", $"{delivery.Job}-{delivery.Sequence}");
        request.Headers.Add("X-PixCrawler-Signature", WebhookSignature.Of(delivery.Webhook.Secret, time.GetUtcNow(), body));
        using var answer = await _http.SendAsync(request, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw attempt.ErrorOf(new ErrorAnswer((int)answer.StatusCode, url.Host, answer.Headers.RetryAfter?.Delta));
        return true;
    }

    private async Task<string> BodyAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var job = JobId.TryParse(delivery.Job, out var jobId) ? await jobs.FindAsync(jobId, cancellationToken) : null;
        var view = job is null ? "null" : JsonSerializer.Serialize(JobView.Of(job, folder), ServiceJson.Default.JobView);
        return $$"""{"event":{{delivery.Data}},"job":{{view}}}""";
    }
}
