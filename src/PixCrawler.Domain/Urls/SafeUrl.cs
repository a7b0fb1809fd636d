using System.Text.RegularExpressions;

namespace PixCrawler.Domain.Urls;

/// <summary>Makes URLs fit to be shown, logged and stored: no passwords, no keys, no signatures (failure-semantics D6).</summary>
public static partial class SafeUrl
{
    /// <summary>Blots out secrets.</summary>
    /// <param name="url">A URL, or something meant to be one.</param>
    /// <returns>The same with user info and the values of secret-looking query keys replaced by <c>***</c>.</returns>
    public static string Redact(string url) => SecretQuery().Replace(UserInfo().Replace(url, "$1***@"), "$1***");

    [GeneratedRegex(@"^([a-z][a-z0-9+.-]*://)[^/?#]*@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();

    [GeneratedRegex(
        @"([?&;](?:[^=&#;]*(?:token|key|sig|signature|secret|password|code)|x-amz-[^=&#;]*|x-goog-[^=&#;]*|sv|se|sp)=)[^&#;]*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretQuery();
}
