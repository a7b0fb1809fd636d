using PixCrawler.Contracts.Errors;
using PixCrawler.Net.Downloads;
using Polly;

namespace PixCrawler.Net.Resilience;

/// <summary>Where one call stands: its number goes on counting from what earlier runs have used. Never shared between calls (E7).</summary>
internal sealed class AttemptLog(string key, int firstAttempt, IAttemptObserver? observer, CancellationToken caller, UrlClock? clock = null)
{
    public static readonly ResiliencePropertyKey<AttemptLog> Property = new("call");

    /// <summary>The host, or provider and credential.</summary>
    public string Key { get; } = key;

    /// <summary>The caller's token, to tell its cancellation from our own deadlines.</summary>
    public CancellationToken Caller { get; } = caller;

    /// <summary>The time that is left for all attempts together, where it is limited.</summary>
    public UrlClock? Clock { get; } = clock;

    public IAttemptObserver Observer { get; } = observer ?? Nobody.Instance;

    public int FirstAttempt { get; } = firstAttempt;

    /// <summary>The number of the attempt being made, from 1.</summary>
    public int Current { get; set; } = firstAttempt - 1;

    /// <summary>The wait before the next attempt, drawn once.</summary>
    public TimeSpan NextDelay { get; set; }

    public static AttemptLog Of(ResilienceContext context) => context.Properties.GetValue(Property, null!);

    public ValueTask RetryScheduledAsync(TransientException error, int maxAttempts, CancellationToken cancellationToken) =>
        Observer.RetryScheduledAsync(
            new RetryNotice(Current + 1, maxAttempts, NextDelay, error.Reason, error.HttpStatus, Key, error.GetType().Name), cancellationToken);

    private sealed class Nobody : IAttemptObserver
    {
        public static readonly Nobody Instance = new();

        public ValueTask RetryScheduledAsync(RetryNotice retry, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
