using System.Net.Sockets;
using System.Security.Authentication;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Net.Downloads;

/// <summary>Turns what the HTTP stack throws into the product's errors, by type and code, never by text (failure-semantics C3, C4).</summary>
internal static class TransportErrors
{
    /// <summary>
    /// Whether a request ended before anything could be sent: the guard refused its target, or the name has no address. Such an end
    /// says nothing of the host.
    /// </summary>
    /// <param name="error">What ended it, as it was thrown.</param>
    /// <returns>Whether nothing was sent.</returns>
    public static bool NothingWasSent(Exception error) => error switch
    {
        InvalidInputException => true,
        CrawlException crawl => crawl.Reason is FailureReasons.DnsFailed or FailureReasons.DnsTimeout,
        HttpRequestException { InnerException: CrawlException crawl } => NothingWasSent(crawl),
        _ => false,
    };

    /// <summary>Translates an error.</summary>
    /// <param name="error">What was thrown; not the caller's cancellation.</param>
    /// <param name="host">The host asked, for the message.</param>
    /// <param name="inBody">Whether the headers had come.</param>
    /// <returns>The product's error; null for what is no matter of the network.</returns>
    public static CrawlException? Translate(Exception error, string host, bool inBody) => error switch
    {
        // Memory that has run out is no matter of the network, however it is wrapped.
        _ when FatalErrors.IsFatal(error) => null,
        CrawlException crawl => crawl,
        OperationCanceledException => new RequestTimeoutException(FailureReasons.Timeout, $"{host} did not answer in time.", error),
        HttpRequestException { InnerException: CrawlException crawl } => crawl,
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }
            => new PermanentException(FailureReasons.HeadersTooLarge, $"{host} sent larger headers than allowed.", error),
        HttpRequestException { InnerException: AuthenticationException }
            => new PermanentException(FailureReasons.TlsInvalid, $"{host} has no valid certificate.", error),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }
            => new NetworkFailureException(FailureReasons.ResponseInvalid, $"{host} did not answer in HTTP.", error),
        HttpRequestException or IOException or SocketException => inBody
            ? new NetworkFailureException(FailureReasons.BodyBroken, $"{host} broke off in the middle of the body.", error)
            : new NetworkFailureException(FailureReasons.ConnectionFailed, $"The connection to {host} failed.", error),
        _ => null,
    };
}
