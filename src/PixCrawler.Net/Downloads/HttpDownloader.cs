using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;
using PixCrawler.Domain.Politeness;
using PixCrawler.Domain.Urls;
using PixCrawler.Net.Http;
using PixCrawler.Net.Politeness;
using PixCrawler.Net.Resilience;

namespace PixCrawler.Net.Downloads;

/// <summary>Downloads over the guarded handler, inside the <c>network</c> pipeline.</summary>
public sealed class HttpDownloader : IDownloader
{
    private const string AcceptImages = "image/*,*/*;q=0.1";

    private readonly GuardedHttp _http;
    private readonly HttpOptions _options;
    private readonly ResiliencePipelines _pipelines;
    private readonly ErrorRules _rules;
    private readonly BodyReader _bodies;
    private readonly ResponseOptOuts _optOuts;
    private readonly TimeProvider _timeProvider;

    /// <summary>Creates a downloader; one serves the whole process.</summary>
    /// <param name="http">The way out.</param>
    /// <param name="options">Limits.</param>
    /// <param name="pipelines">The registry of pipelines.</param>
    /// <param name="budget">The limit of bytes in memory, shared by all downloads.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="optOuts">Judges the answers' opt-outs; when left out, by the default options.</param>
    /// <exception cref="ArgumentException">The budget is smaller than one body may be.</exception>
    public HttpDownloader(
        GuardedHttp http, HttpOptions options, ResiliencePipelines pipelines, ByteBudget budget, TimeProvider timeProvider, ResponseOptOuts? optOuts = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(pipelines);
        ArgumentNullException.ThrowIfNull(budget);
        OptionsCheck.ThrowIfAny(options.Validate(), nameof(options));
        if (budget.MaxBytesInFlight < options.MaxBodyBytes)
            throw new ArgumentException("The byte budget must hold at least one body of MaxBodyBytes.", nameof(budget));
        _http = http;
        _options = options;
        _pipelines = pipelines;
        _rules = pipelines.Options.Network.ToRules();
        _bodies = new BodyReader(options.MaxBodyBytes, budget);
        _optOuts = optOuts ?? new ResponseOptOuts(new PolitenessOptions(), timeProvider);
        _timeProvider = timeProvider;
    }

    /// <inheritdoc/>
    public async ValueTask<Download> DownloadAsync(DownloadRequest request, IAttemptObserver observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.FirstAttempt, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.FirstAttempt, _pipelines.Options.Network.MaxAttempts);
        cancellationToken.ThrowIfCancellationRequested();
        var url = CrawlUrl.Parse(request.Url);
        _http.Policy.Gate(url);
        return await _pipelines.RunAsync(
            ResiliencePipelines.Network,
            new AttemptLog(url.Host, request.FirstAttempt, observer, cancellationToken, new UrlClock(_options.UrlTimeout, _timeProvider)),
            (Downloader: this, Url: url),
            static (state, call, token) => state.Downloader.AttemptAsync(state.Url, call, token));
    }

    internal async ValueTask<Download> AttemptAsync(CrawlUrl url, AttemptLog call, CancellationToken cancellationToken)
    {
        using var deadline = new AttemptDeadline(_options, call.Clock!, _timeProvider, cancellationToken);
        var inBody = false;
        try
        {
            for (var redirects = 0; ; redirects++)
            {
                using var turn = await RequestTurn.BeginAsync(call, url, deadline, _timeProvider);
                deadline.AwaitAnswer();
                using var response = await AskAsync(url, turn, deadline.Token);
                ThrowIfTooManyHeaders(response, url);
                if (Redirects.Target(response, url) is { } target)
                {
                    if (redirects == _options.MaxRedirects)
                        throw new PermanentException(FailureReasons.TooManyRedirects, $"{url.Host} redirects more than {_options.MaxRedirects} times.");
                    // What is forbidden by what is written in it needs no leave.
                    _http.Policy.Gate(target);
                    url = target;
                    continue;
                }

                ThrowIfNoSuccess(response, url);
                _optOuts.ThrowIfAny(response, url);
                inBody = true;
                var (buffer, length, lease) = await _bodies.ReadAsync(response.Content, url.Host, deadline, cancellationToken);
                var finalUrl = redirects == 0 ? null : SafeUrl.Redact(url.Uri.AbsoluteUri);
                var contentType = response.Content.Headers.ContentType?.MediaType;
                return new Download(buffer, length, lease, (int)response.StatusCode, finalUrl, contentType, call.Current);
            }
        }
        catch (Exception) when (call.Caller.IsCancellationRequested)
        {
            throw new OperationCanceledException(call.Caller);
        }
        catch (Exception error) when (deadline.Expired is not null && !FatalErrors.IsFatal(error))
        {
            throw deadline.ErrorOf(deadline.Expired, url.Host, error);
        }
        catch (Exception error) when (TransportErrors.Translate(error, url.Host, inBody) is { } translated && translated != error)
        {
            throw translated;
        }
    }

    private async ValueTask<HttpResponseMessage> AskAsync(CrawlUrl url, RequestTurn turn, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _http.GetAsync(url, AcceptImages, cancellationToken);
            turn.Answered(response);
            return response;
        }
        catch (Exception error)
        {
            turn.Failed(error);
            throw;
        }
    }

    private void ThrowIfTooManyHeaders(HttpResponseMessage response, CrawlUrl url)
    {
        var fields = response.Headers.NonValidated.Count + response.Content.Headers.NonValidated.Count;
        if (fields > _options.MaxHeaderFields)
        {
            throw new PermanentException(
                FailureReasons.HeadersTooLarge, $"{url.Host} sends {fields:N0} header fields; at most {_options.MaxHeaderFields:N0} are taken.")
            {
                HttpStatus = (int)response.StatusCode,
            };
        }
    }

    private void ThrowIfNoSuccess(HttpResponseMessage response, CrawlUrl url)
    {
        var status = (int)response.StatusCode;
        if (!response.IsSuccessStatusCode)
        {
            var retryAfter = RetryAfterHeader.Read(response, _timeProvider.GetUtcNow());
            throw _rules.ErrorOf(new ErrorAnswer(status, url.Host, retryAfter));
        }

        if (response.Content.Headers.ContentEncoding.Any(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)))
            throw new PermanentException(FailureReasons.EncodedBody, $"{url.Host} sends a compressed body although plain bytes were asked for.") { HttpStatus = status };
    }
}
