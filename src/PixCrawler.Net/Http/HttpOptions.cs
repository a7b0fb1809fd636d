using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Net.Http;

/// <summary>Limits and manners of outgoing HTTP (section <c>Http</c>).</summary>
public sealed record HttpOptions
{
    /// <summary>What to do about a crawl that may not leave the private network.</summary>
    public const string ContactMissingMessage =
        "Say who is crawling: name a URL or an e-mail address that site owners can turn to (Http:Contact, --contact), "
        + "or allow the private network that the crawl is meant for (NetworkAccess:AllowedNetworks, --allow-network).";

    /// <summary>How long one attempt may take in all: redirects, headers and body. 1 s to 10 min, default 30 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long all attempts for one URL and the waits between them may take together, from <see cref="RequestTimeout"/> to 1 h.
    /// Default 180 s. What an item waits for our own budget or for its host's turn does not count.
    /// </summary>
    public TimeSpan UrlTimeout { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>
    /// How long a request waits for its answer's headers, connecting included, from <see cref="ConnectTimeout"/> to 10 min. Default 10 s.
    /// </summary>
    public TimeSpan FirstByteTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a body may send nothing at all, 100 ms to 10 min. Default 10 s.</summary>
    public TimeSpan IdleReadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The least a body must send on average over <see cref="RateWindow"/>, in bytes a second, 1 to 1 GiB. Default 1,024.</summary>
    public int MinBytesPerSecond { get; init; } = 1_024;

    /// <summary>What <see cref="MinBytesPerSecond"/> is averaged over, 1 s to 10 min. Default 10 s.</summary>
    public TimeSpan RateWindow { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long name look-up, connection and TLS may take together. 50 ms to 60 s, default 5 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection may be used before it is made (and its address judged) anew. 1 s to 1 h, default 2 min.</summary>
    public TimeSpan PooledConnectionLifetime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The largest body, in bytes, 1 KiB to 1 GiB. Default 20 MiB.</summary>
    public long MaxBodyBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>The bytes of all bodies in memory at a time, from <see cref="MaxBodyBytes"/> to 64 GiB. Default 128 MiB.</summary>
    public long MaxBytesInFlight { get; init; } = 128 * 1024 * 1024;

    /// <summary>The largest response header, in KiB, 1 to 1,024. Default 32.</summary>
    public int MaxHeaderKibibytes { get; init; } = 32;

    /// <summary>The most header fields an answer may have.</summary>
    /// <value>Default 100; 10 to 10,000.</value>
    public int MaxHeaderFields { get; init; } = 100;

    /// <summary>How many redirects are followed, 0 to 20. Default 5.</summary>
    public int MaxRedirects { get; init; } = 5;

    /// <summary>
    /// Where a site's owner finds out who is crawling: a URL or an e-mail address, 1 to 200 visible ASCII characters. There is no
    /// default: without a contact only explicitly allowed networks can be reached.
    /// </summary>
    public string? Contact { get; init; }

    /// <summary>The version that the user agent names.</summary>
    public string ProductVersion { get; init; } = typeof(HttpOptions).Assembly.GetName().Version!.ToString(3);

    /// <summary>The honest name requests are sent under.</summary>
    public string UserAgent => Contact is null ? $"PixCrawler/{ProductVersion}" : $"PixCrawler/{ProductVersion} (+{Contact})";

    /// <summary>Finds everything that is wrong with the options.</summary>
    /// <returns>One entry per problem; empty when they are in order.</returns>
    public IReadOnlyList<FieldError> Validate()
    {
        var check = new OptionsCheck();
        check.Range(nameof(RequestTimeout), RequestTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        check.Range(nameof(UrlTimeout), UrlTimeout, RequestTimeout, TimeSpan.FromHours(1));
        check.Range(nameof(FirstByteTimeout), FirstByteTimeout, ConnectTimeout, TimeSpan.FromMinutes(10));
        check.Range(nameof(IdleReadTimeout), IdleReadTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        check.Range(nameof(MinBytesPerSecond), MinBytesPerSecond, 1, 1024 * 1024 * 1024);
        check.Range(nameof(RateWindow), RateWindow, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        check.Range(nameof(ConnectTimeout), ConnectTimeout, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(60));
        check.Range(nameof(PooledConnectionLifetime), PooledConnectionLifetime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        check.Range(nameof(MaxBodyBytes), MaxBodyBytes, 1_024, 1024L * 1024 * 1024);
        check.Range(nameof(MaxBytesInFlight), MaxBytesInFlight, MaxBodyBytes, 64L * 1024 * 1024 * 1024);
        check.Range(nameof(MaxHeaderKibibytes), MaxHeaderKibibytes, 1, 1_024);
        check.Range(nameof(MaxHeaderFields), MaxHeaderFields, 10, 10_000);
        check.Range(nameof(MaxRedirects), MaxRedirects, 0, 20);
        check.That(Contact is null || IsHeaderText(Contact, 200, "()"), nameof(Contact), "name a URL or an e-mail address of 1 to 200 visible ASCII characters, without brackets");
        check.That(IsHeaderText(ProductVersion, 50, "()/"), nameof(ProductVersion), "must be a version such as 1.2.3");
        return check.Errors;
    }

    private static bool IsHeaderText(string text, int maxLength, string without) =>
        text is { Length: > 0 } && text.Length <= maxLength
        && text.All(character => character is > ' ' and < '\u007F' && !without.Contains(character, StringComparison.Ordinal));
}
