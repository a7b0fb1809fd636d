using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;
using PixCrawler.Domain.Politeness;
using PixCrawler.Domain.Urls;
using PixCrawler.Net.Downloads;
using PixCrawler.Net.Http;
using PixCrawler.Net.Resilience;

namespace PixCrawler.Net.Politeness;

/// <summary>
/// Reads sites' files over the guarded client (RFC 9309, 2.3.1): a file that is there is used, any 4xx means that there is none,
/// but 429, 5xx and silence mean that nothing may be fetched for now. A host that may not be asked at all has no rules to break:
/// there the URL's own request says why.
/// </summary>
/// <param name="http">The way out.</param>
/// <param name="pipelines">The registry of pipelines.</param>
/// <param name="timeProvider">The clock.</param>
public sealed class SiteFiles(GuardedHttp http, ResiliencePipelines pipelines, TimeProvider timeProvider) : ISiteFiles
{
    private const int MaxRedirects = 5;

    private readonly SiteFileCache _cache = new(timeProvider);

    /// <inheritdoc/>
    public SiteFile? Known(Uri origin, SiteFileKind kind) => _cache.Find(origin, kind) is { } rule ? new SiteFile(rule) : null;

    /// <inheritdoc/>
    public async Task<SiteFile> ReadAsync(Uri origin, SiteFileKind kind, CancellationToken cancellationToken)
    {
        var begun = timeProvider.GetTimestamp();
        RequestOutcome? answered = null;
        try
        {
            // The last attempt of the profile is the only one: the host's gate decides on further ones.
            return await pipelines.ExecuteAsync(
                new OutsideCall(ResiliencePipelines.Network, origin.Host, pipelines.Options.Network.MaxAttempts),
                async (_, token) => await ReadAsync(origin, kind, begun, outcome => answered = outcome, token),
                cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested
            && TransportErrors.Translate(error, origin.Host, inBody: false) is { } translated)
        {
            var outcome = TransportErrors.NothingWasSent(error) ? answered : new RequestOutcome(null, timeProvider.GetElapsedTime(begun));
            return translated is PermanentException
                ? Keep(origin, kind, [], outcome)
                : new SiteFile(null, outcome, translated.Reason, translated.Message);
        }
    }

    private async Task<SiteFile> ReadAsync(
        Uri origin, SiteFileKind kind, long begun, Action<RequestOutcome> answered, CancellationToken cancellationToken)
    {
        var url = CrawlUrl.Parse(new Uri(origin, PathOf(kind)).AbsoluteUri);
        for (var redirects = 0; ; redirects++)
        {
            using var response = await http.GetAsync(url, "text/plain,application/json;q=0.9,*/*;q=0.1", cancellationToken);
            var outcome = new RequestOutcome(
                (int)response.StatusCode,
                timeProvider.GetElapsedTime(begun),
                RetryAfterHeader.Read(response, timeProvider.GetUtcNow()));
            answered(outcome);
            if (Redirects.Target(response, url) is { } target)
            {
                if (redirects == MaxRedirects)
                    return Keep(origin, kind, [], outcome);
                url = target;
                continue;
            }

            if (outcome.IsFailure)
            {
                return new SiteFile(
                    null, outcome, FailureReasons.RobotsUnavailable, $"{origin.Host} answered {outcome.HttpStatus} for {PathOf(kind)}.");
            }

            var body = response.IsSuccessStatusCode ? await HeadAsync(response.Content, cancellationToken) : [];
            return Keep(origin, kind, body, outcome);
        }
    }

    private SiteFile Keep(Uri origin, SiteFileKind kind, byte[] body, RequestOutcome? outcome)
    {
        var source = $"{new Uri(origin, PathOf(kind)).AbsoluteUri} (read {timeProvider.GetUtcNow():u})";
        ISiteRule rule = kind switch
        {
            SiteFileKind.Robots => RobotsRules.Parse(body, PolitenessOptions.ProductToken, source),
            SiteFileKind.AiTxt => RobotsRules.ParseAiTxt(body, PolitenessOptions.ProductToken, source),
            _ => TdmReservations.Parse(body, source),
        };
        _cache.Keep(origin, kind, rule, body.Length);
        return new SiteFile(rule, outcome);
    }

    private static async Task<byte[]> HeadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        // One byte more than is read tells a file that was cut from one that ends there.
        var buffer = new byte[RobotsParser.MaxBytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return buffer[..length];
    }

    private static string PathOf(SiteFileKind kind) => kind switch
    {
        SiteFileKind.Robots => "/robots.txt",
        SiteFileKind.TdmRep => "/.well-known/tdmrep.json",
        _ => "/ai.txt",
    };
}
