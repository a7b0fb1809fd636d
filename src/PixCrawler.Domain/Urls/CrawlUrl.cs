using System.Globalization;
using System.Net;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Domain.Urls;

/// <summary>
/// A URL, parsed once by one parser; everything after uses this value, so that no two parsers can disagree on the host. It has no
/// useful text form on purpose: URLs carry secrets. See <see cref="SafeUrl"/>.
/// </summary>
public sealed class CrawlUrl
{
    /// <summary>The longest URL, in characters.</summary>
    public const int MaxLength = 2_048;

    private CrawlUrl(Uri uri, string host, IPAddress? address)
    {
        Uri = uri;
        Host = host;
        Address = address;
    }

    /// <summary>The canonical form to request: host in ASCII without a trailing dot, no user info, no fragment.</summary>
    public Uri Uri { get; }

    /// <summary>The host: lower-case ASCII without a trailing dot, or an address without brackets.</summary>
    public string Host { get; }

    /// <summary>The address, where the host is one in any notation; null for a name.</summary>
    public IPAddress? Address { get; }

    /// <summary>The port, the scheme's own where the URL names none.</summary>
    public int Port => Uri.Port;

    /// <summary>Whether the scheme is https.</summary>
    public bool IsHttps => Uri.Scheme == Uri.UriSchemeHttps;

    /// <summary>Parses a URL as a list wrote it.</summary>
    /// <param name="text">The URL.</param>
    /// <returns>The parsed URL. Whether it may be fetched is for <see cref="AccessPolicy"/> to say.</returns>
    /// <exception cref="InvalidInputException">It is no URL, no http(s) URL, or carries a user name.</exception>
    public static CrawlUrl Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        if (trimmed.Length > MaxLength)
            throw Invalid($"The URL has {trimmed.Length:N0} characters; at most {MaxLength:N0} are read.");
        if (trimmed.Any(char.IsControl) || !Uri.TryCreate(trimmed, UriKind.Absolute, out var uri))
            throw Invalid("This is no absolute URL; it must look like https://example.com/picture.jpg.");
        return From(uri);
    }

    /// <summary>Resolves the target of a redirect.</summary>
    /// <param name="location">The <c>Location</c> header, absolute or relative (RFC 9110, 10.2.2).</param>
    /// <returns>The target, judged like any other URL.</returns>
    /// <exception cref="InvalidInputException">As for <see cref="Parse"/>.</exception>
    public CrawlUrl Redirect(string location)
    {
        ArgumentNullException.ThrowIfNull(location);
        if (location.Length > MaxLength || location.Any(char.IsControl) || !Uri.TryCreate(Uri, location.Trim(), out var target))
            throw new InvalidInputException(FailureReasons.RedirectInvalid, $"{Host} redirects to something that is no URL.");
        return From(target);
    }

    private static CrawlUrl From(Uri uri)
    {
        if (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            throw new InvalidInputException(FailureReasons.UrlSchemeForbidden, $"Only http and https URLs are fetched, not {uri.Scheme}.");
        if (uri.UserInfo.Length > 0)
            throw new InvalidInputException(FailureReasons.UrlUserinfoForbidden, "The URL carries a user name; take it out.");
        var host = AsciiHost(uri);
        // A scope id names an interface of this machine; no such address is a public one.
        if (host.Contains('%', StringComparison.Ordinal))
            throw new InvalidInputException(FailureReasons.AddressForbidden, AccessPolicy.AddressForbiddenMessage);
        var address = IPAddress.TryParse(host, out var literal) ? literal : null;
        if (address is null && HasLookalikes(uri.Host))
            throw new InvalidInputException(FailureReasons.UrlHostForbidden, "The host name is written in characters that stand for others; write it plainly.");
        if (address is not null)
            host = address.ToString();
        var authority = host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
        var canonical = string.Create(CultureInfo.InvariantCulture, $"{uri.Scheme}://{authority}:{uri.Port}{uri.PathAndQuery}");
        return new CrawlUrl(new Uri(canonical), host, address);
    }

    private static string AsciiHost(Uri uri)
    {
        string host;
        try
        {
            host = uri.IdnHost.ToLowerInvariant();
        }
        catch (UriFormatException exception)
        {
            throw Invalid("The URL's host is no host name.", exception);
        }

        host = host.EndsWith('.') ? host[..^1] : host;
        return host.Length is > 0 and <= 253 ? host : throw Invalid("The URL's host is empty or longer than 253 characters.");
    }

    /// <summary>Circled, full-width and similar forms, which other software reads as the plain character (Unicode NFKC).</summary>
    private static bool HasLookalikes(string host) => host.Any(character =>
        character is >= '\uFF00' and <= '\uFFEF'
        || (!char.IsAscii(character) && character != '\u3002' && !char.IsSurrogate(character)
            && char.GetUnicodeCategory(character) is not (UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber)));

    private static InvalidInputException Invalid(string message, Exception? cause = null) => new(FailureReasons.UrlInvalid, message, cause);
}
