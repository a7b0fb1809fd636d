namespace PixCrawler.Net.Downloads;

/// <summary>Hears of retries early enough to record them before they are made (failure-semantics B5, B11).</summary>
public interface IAttemptObserver
{
    /// <summary>
    /// Awaited before the back-off wait begins, so that the next attempt is recorded durably before it is made. An exception
    /// from here ends the download as it is: what cannot be recorded is not done.
    /// </summary>
    /// <param name="retry">The retry to come.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <returns>Done when the retry is recorded.</returns>
    ValueTask RetryScheduledAsync(RetryNotice retry, CancellationToken cancellationToken);
}

/// <summary>A retry to come.</summary>
/// <param name="NextAttempt">The number of the attempt that will be made, from 2.</param>
/// <param name="MaxAttempts">How many attempts there are in all.</param>
/// <param name="Delay">How long the wait before it is.</param>
/// <param name="Reason">The stable code of what ended the last attempt.</param>
/// <param name="HttpStatus">The status code of the last attempt, where the server answered.</param>
/// <param name="Host">The host of the URL.</param>
public sealed record RetryNotice(int NextAttempt, int MaxAttempts, TimeSpan Delay, string Reason, int? HttpStatus, string Host);
