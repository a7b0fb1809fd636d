using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Politeness;

namespace PixCrawler.Net.Downloads;

/// <summary>
/// Hears of retries early enough to record them before they are made (failure-semantics B5, B11), and gives leave to each request.
/// </summary>
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

    /// <summary>
    /// Awaited before every request, redirects included: leave to ask that host now; given at once by default. The time limit of the attempt stands still
    /// meanwhile. An exception from here ends the download as it is.
    /// </summary>
    /// <param name="request">The request to come.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <returns>Done when the request may be made.</returns>
    /// <exception cref="RefusedException">A rule of the site forbids it.</exception>
    ValueTask RequestDueAsync(RequestNotice request, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Told at the end of every request that was given leave to, its body included.</summary>
    /// <param name="outcome">
    /// How it went; null where nothing was sent: our own guard refused it, or the host's name has no address. That says nothing of the host.
    /// </param>
    void RequestEnded(RequestOutcome? outcome)
    {
    }
}

/// <summary>A request to come.</summary>
/// <param name="Url">The URL: the one asked for, or where a redirect leads.</param>
/// <param name="Host">Its host: lower-case ASCII, or an address.</param>
/// <param name="Attempt">The attempt it belongs to, from 1.</param>
public sealed record RequestNotice(string Url, string Host, int Attempt);

/// <summary>A retry to come.</summary>
/// <param name="NextAttempt">The number of the attempt that will be made, from 2.</param>
/// <param name="MaxAttempts">How many attempts there are in all.</param>
/// <param name="Delay">How long the wait before it is.</param>
/// <param name="Reason">The stable code of what ended the last attempt.</param>
/// <param name="HttpStatus">The status code of the last attempt, where the server answered.</param>
/// <param name="Host">The host of the URL.</param>
/// <param name="ErrorType">The type of the error that ended the last attempt, for logs.</param>
public sealed record RetryNotice(
    int NextAttempt, int MaxAttempts, TimeSpan Delay, string Reason, int? HttpStatus, string Host, string ErrorType = "");
