using System.Globalization;

namespace PixCrawler.Domain.Failures;

/// <summary>The stable codes of everything that can go wrong between a URL and its bytes. A code never changes its meaning.</summary>
public static class FailureReasons
{
    /// <summary>The URL cannot be parsed, is longer than 2,048 characters or holds control characters.</summary>
    public const string UrlInvalid = "url-invalid";

    /// <summary>The scheme is not http or https.</summary>
    public const string UrlSchemeForbidden = "url-scheme-forbidden";

    /// <summary>The URL carries a user name or a password.</summary>
    public const string UrlUserinfoForbidden = "url-userinfo-forbidden";

    /// <summary>The port is not one of the allowed ones.</summary>
    public const string UrlPortForbidden = "url-port-forbidden";

    /// <summary>The host name is one that only private networks know.</summary>
    public const string UrlHostForbidden = "url-host-forbidden";

    /// <summary>The host's address, or one of them, is not a public one.</summary>
    public const string AddressForbidden = "address-forbidden";

    /// <summary>The request would leave the private network, and nobody is named whom a site's owner could ask about it.</summary>
    public const string ContactMissing = "contact-missing";

    /// <summary>The host name has no address, or the resolver refused to look it up.</summary>
    public const string DnsFailed = "dns-failed";

    /// <summary>The resolver did not answer in time.</summary>
    public const string DnsTimeout = "dns-timeout";

    /// <summary>The connection could not be made, or broke before the answer's headers were complete.</summary>
    public const string ConnectionFailed = "connection-failed";

    /// <summary>The server's certificate is not valid for the host, or no secure connection could be agreed on.</summary>
    public const string TlsInvalid = "tls-invalid";

    /// <summary>The attempt, or the wait for the answer's first byte, took longer than its limit.</summary>
    public const string Timeout = "timeout";

    /// <summary>All attempts and waits of the URL together took longer than their limit.</summary>
    public const string UrlTimeout = "url-timeout";

    /// <summary>The body stopped coming for longer than allowed.</summary>
    public const string Stalled = "stalled";

    /// <summary>The body came more slowly than allowed.</summary>
    public const string TooSlow = "too-slow";

    /// <summary>The answer is not HTTP.</summary>
    public const string ResponseInvalid = "response-invalid";

    /// <summary>The answer's headers are larger than allowed.</summary>
    public const string HeadersTooLarge = "headers-too-large";

    /// <summary>The body ended early or broke off.</summary>
    public const string BodyBroken = "body-broken";

    /// <summary>The body is larger than allowed.</summary>
    public const string BodyTooLarge = "body-too-large";

    /// <summary>The body is compressed although plain bytes were asked for.</summary>
    public const string EncodedBody = "encoded-body";

    /// <summary>More redirects than allowed.</summary>
    public const string TooManyRedirects = "too-many-redirects";

    /// <summary>A redirect without a target, or with one that is no URL.</summary>
    public const string RedirectInvalid = "redirect-invalid";

    /// <summary>A redirect from https to http.</summary>
    public const string RedirectDowngrade = "redirect-downgrade";

    /// <summary>The server asks to be left alone for longer than an item may wait.</summary>
    public const string RetryAfterTooLong = "retry-after-too-long";

    /// <summary>The site's robots.txt could not be read; until it can, nothing may be fetched (RFC 9309, 2.3.1.4).</summary>
    public const string RobotsUnavailable = "robots-unavailable";

    /// <summary>The host failed again and again, and its trials too: its circuit stays open.</summary>
    public const string HostUnavailable = "host-unavailable";

    /// <summary>The site's robots.txt asks for a longer wait between requests than a job waits.</summary>
    public const string CrawlDelayTooLong = "crawl-delay-too-long";

    /// <summary>Calls to the host or provider are held back because the last ones failed; nothing was sent.</summary>
    public const string CircuitOpen = "circuit-open";

    /// <summary>The provider says that the credential's quota is used up or its billing is off.</summary>
    public const string QuotaExhausted = "quota-exhausted";

    /// <summary>The URL list does not exist.</summary>
    public const string ListNotFound = "list-not-found";

    /// <summary>The URL list cannot be read: a folder, no permission, a broken file.</summary>
    public const string ListUnreadable = "list-unreadable";

    /// <summary>The URL list holds nothing.</summary>
    public const string ListEmpty = "list-empty";

    /// <summary>The URL list has no column of the given name.</summary>
    public const string ListColumnMissing = "list-column-missing";

    /// <summary>The URL list is not written in the format it is said to be in.</summary>
    public const string ListFormatInvalid = "list-format-invalid";

    /// <summary>The reason of an answer that is no success.</summary>
    /// <param name="status">The status code.</param>
    /// <returns>For example <c>http-404</c>.</returns>
    public static string Http(int status) => string.Create(CultureInfo.InvariantCulture, $"http-{status}");
}
