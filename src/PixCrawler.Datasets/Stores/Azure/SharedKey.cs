using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace PixCrawler.Datasets.Stores.Azure;

/// <summary>
/// Signs requests and links with an account's key (Azure Storage REST API: "Authorize with Shared Key", "Create a service SAS").
/// </summary>
internal sealed class SharedKey(string account, string key)
{
    /// <summary>The version of the service that is spoken; the first with the tier Cold.</summary>
    public const string Version = "2021-12-02";

    private static readonly string[] SignedHeaders =
    [
        "Content-Encoding", "Content-Language", "Content-Length", "Content-MD5", "Content-Type", "Date",
        "If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range",
    ];

    private readonly byte[] _key = Convert.FromBase64String(key);

    public void Sign(HttpRequestMessage request, DateTimeOffset now)
    {
        request.Headers.Add("x-ms-date", now.ToString("R", CultureInfo.InvariantCulture));
        request.Headers.Add("x-ms-version", Version);
        var text = new StringBuilder().Append(request.Method.Method).Append('\n');
        foreach (var name in SignedHeaders)
            text.Append(name == "Content-Length" ? LengthOf(request) : HeaderOf(request, name)).Append('\n');
        foreach (var header in request.Headers.Where(header => header.Key.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase))
            .OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase))
            text.Append(header.Key.ToLowerInvariant()).Append(':').Append(string.Join(',', header.Value)).Append('\n');
        text.Append('/').Append(account).Append(request.RequestUri!.AbsolutePath);
        foreach (var (name, value) in QueryOf(request.RequestUri).OrderBy(pair => pair.Name, StringComparer.Ordinal))
            text.Append('\n').Append(name.ToLowerInvariant()).Append(':').Append(value);
        request.Headers.Authorization = new AuthenticationHeaderValue("SharedKey", $"{account}:{Hmac(text.ToString())}");
    }

    /// <summary>The query of a link that may read one blob until a time.</summary>
    public string ReadLink(string container, string blob, DateTimeOffset expires, bool httpsOnly)
    {
        var expiry = expires.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var protocol = httpsOnly ? "https" : "https,http";
        string[] fields = ["r", "", expiry, $"/blob/{account}/{container}/{blob}", "", "", protocol, Version, "b", "", "", "", "", "", "", ""];
        var signature = Uri.EscapeDataString(Hmac(string.Join('\n', fields)));
        return $"sv={Version}&sr=b&sp=r&se={Uri.EscapeDataString(expiry)}&spr={Uri.EscapeDataString(protocol)}&sig={signature}";
    }

    private static string LengthOf(HttpRequestMessage request) =>
        request.Content?.Headers.ContentLength is > 0 and { } length ? length.ToString(CultureInfo.InvariantCulture) : "";

    private static string HeaderOf(HttpRequestMessage request, string name) =>
        request.Headers.TryGetValues(name, out var values) || request.Content?.Headers.TryGetValues(name, out values) == true
            ? string.Join(',', values!)
            : "";

    private static IEnumerable<(string Name, string Value)> QueryOf(Uri url) => url.Query.TrimStart('?')
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Select(pair => (Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "")));

    private string Hmac(string text) => Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
}
