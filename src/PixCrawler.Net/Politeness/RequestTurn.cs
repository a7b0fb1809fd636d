using PixCrawler.Domain.Politeness;
using PixCrawler.Domain.Urls;
using PixCrawler.Net.Downloads;
using PixCrawler.Net.Resilience;

namespace PixCrawler.Net.Politeness;

/// <summary>One request's turn at its host: begun with leave, and ended with an account of how it went, whatever happens.</summary>
internal sealed class RequestTurn : IDisposable
{
    private readonly IAttemptObserver _observer;
    private readonly TimeProvider _timeProvider;
    private readonly long _begun;
    private RequestOutcome? _answered;
    private bool _isUnsent;

    private RequestTurn(IAttemptObserver observer, TimeProvider timeProvider) =>
        (_observer, _timeProvider, _begun) = (observer, timeProvider, timeProvider.GetTimestamp());

    /// <summary>Waits for leave; the attempt's limit stands still meanwhile.</summary>
    public static async ValueTask<RequestTurn> BeginAsync(
        AttemptLog attempts, CrawlUrl url, AttemptDeadline deadline, TimeProvider timeProvider)
    {
        var leave = attempts.Observer.RequestDueAsync(
            new RequestNotice(url.Uri.AbsoluteUri, url.Host, attempts.Current), attempts.Caller);
        if (!leave.IsCompletedSuccessfully)
        {
            deadline.Pause();
            await leave;
            deadline.Resume();
        }

        return new RequestTurn(attempts.Observer, timeProvider);
    }

    public void Answered(HttpResponseMessage response) => _answered = new RequestOutcome(
        (int)response.StatusCode,
        _timeProvider.GetElapsedTime(_begun),
        RetryAfterHeader.Read(response, _timeProvider.GetUtcNow()));

    /// <summary>The request could not be made.</summary>
    public void Failed(Exception error) => _isUnsent = TransportErrors.NothingWasSent(error);

    public void Dispose() => _observer.RequestEnded(
        _answered ?? (_isUnsent ? null : new RequestOutcome(null, _timeProvider.GetElapsedTime(_begun))));
}
