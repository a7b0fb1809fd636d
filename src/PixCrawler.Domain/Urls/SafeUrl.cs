using System.Collections.Frozen;
using System.Text;

namespace PixCrawler.Domain.Urls;

/// <summary>Makes URLs fit to be shown, logged and stored: no passwords, no keys, no signatures (failure-semantics D6).</summary>
public static class SafeUrl
{
    private const string Placeholder = "***";

    private static readonly FrozenSet<string> SecretNames =
        FrozenSet.ToFrozenSet(["auth", "jwt", "pass", "policy", "pwd", "sas", "se", "sid", "sp", "sv"]);

    private static readonly string[] SecretBeginnings = ["xamz", "xgoog"];
    private static readonly string[] SecretEndings = ["code", "key", "sig", "sign"];
    private static readonly string[] SecretParts =
        ["accesskey", "authorization", "credential", "keypair", "passwd", "password", "secret", "session", "signature", "token"];

    /// <summary>
    /// Replaces user info, and the values of query and fragment parameters whose names say that they are secret (signatures, keys,
    /// tokens, passwords) by <c>***</c>. Text that is no URL passes through the same rules, so that a bad URL gives nothing away
    /// either. It takes time in proportion to the length, whatever the text.
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
        return SecretNames.Contains(name)
            || SecretBeginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal))
            || SecretEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal))
            || SecretParts.Any(part => name.Contains(part, StringComparison.Ordinal));
    }
}
