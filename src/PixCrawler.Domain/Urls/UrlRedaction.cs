using System.Collections.Frozen;
using System.Text;

namespace PixCrawler.Domain.Urls;

/// <summary>Takes the secrets out of a URL before it is logged, shown or stored (failure-semantics D6).</summary>
public static class UrlRedaction
{
    private const string Placeholder = "REDACTED";

    private static readonly FrozenSet<string> SecretNames =
        FrozenSet.ToFrozenSet(["auth", "jwt", "key", "pass", "policy", "pwd", "sas", "sid", "sig", "sign"]);

    private static readonly string[] SecretParts =
        ["accesskey", "apikey", "authorization", "credential", "keypair", "passwd", "password", "secret", "session", "signature", "token"];

    /// <summary>
    /// Replaces user info, and the values of query and fragment parameters whose names say that they are secret (signatures, keys,
    /// tokens, passwords). Text that is no URL passes through the same rules, so that a bad URL gives nothing away either.
    /// </summary>
    /// <param name="url">The URL.</param>
    /// <returns>The URL without its secrets; the same instance where it has none.</returns>
    public static string Redact(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return RedactParameters(RedactUserInfo(url));
    }

    private static string RedactUserInfo(string url)
    {
        var start = url.IndexOf("//", StringComparison.Ordinal) + 2;
        if (start < 2)
            return url;
        var length = url.AsSpan(start).IndexOfAny("/?#\\");
        var authority = url.AsSpan(start, length < 0 ? url.Length - start : length);
        var at = authority.LastIndexOf('@');
        return at < 0 ? url : string.Concat(url.AsSpan(0, start), Placeholder, url.AsSpan(start + at));
    }

    private static string RedactParameters(string url)
    {
        var position = url.AsSpan().IndexOfAny('?', '#');
        if (position < 0 || !url.AsSpan(position).Contains('='))
            return url;
        var result = new StringBuilder(url.Length).Append(url, 0, position);
        var changed = false;
        while (position < url.Length)
        {
            var next = url.AsSpan(position + 1).IndexOfAny("?#&;");
            var end = next < 0 ? url.Length : position + 1 + next;
            var equals = url.IndexOf('=', position, end - position);
            if (equals > 0 && IsSecret(url[(position + 1)..equals]))
            {
                result.Append(url, position, equals + 1 - position).Append(Placeholder);
                changed = true;
            }
            else
            {
                result.Append(url, position, end - position);
            }

            position = end;
        }

        return changed ? result.ToString() : url;
    }

    private static bool IsSecret(string escapedName)
    {
        var name = string.Concat(Uri.UnescapeDataString(escapedName).Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        return SecretNames.Contains(name) || SecretParts.Any(part => name.Contains(part, StringComparison.Ordinal));
    }
}
