using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Urls;
using PixCrawler.Net.Downloads;
using Polly;

namespace PixCrawler.Net.Resilience;

/// <summary>Where one download stands: its number goes on counting from what earlier runs have used.</summary>
internal sealed class AttemptLog(CrawlUrl url, int firstAttempt, IAttemptObserver observer, CancellationToken caller)
{
    public static readonly ResiliencePropertyKey<AttemptLog> Key = new("attempts");

    public CrawlUrl Url { get; } = url;

    /// <summary>The caller's token, to tell its cancellation from our own deadlines.</summary>
    public CancellationToken Caller { get; } = caller;

    /// <summary>The number of the attempt being made, from 1.</summary>
    public int Current { get; set; } = firstAttempt - 1;

    public IAttemptObserver Observer { get; } = observer;

    public static AttemptLog Of(ResilienceContext context) => context.Properties.GetValue(Key, null!);

    public ValueTask RetryScheduledAsync(TransientException error, int maxAttempts, TimeSpan delay, CancellationToken cancellationToken) =>
        Observer.RetryScheduledAsync(
            new RetryNotice(Current + 1, maxAttempts, delay, error.Reason, error.HttpStatus, Url.Host), cancellationToken);
}
