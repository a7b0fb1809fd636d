using System.ComponentModel.DataAnnotations;
using System.Net;

namespace PixCrawler.Service.Hosting;

/// <summary>How the service answers. Section <c>PixCrawler:Service</c> in the configuration (docs/service.md).</summary>
public sealed class ServiceOptions
{
    private const string DefaultUrl = "http://127.0.0.1:8080";

    /// <summary>Where it listens, as <c>http://address:port</c>; port 0 takes a free one. TLS is the business of a proxy in front.</summary>
    /// <value>Default, when none is named: <c>http://127.0.0.1:8080</c>.</value>
    public IList<string> Urls { get; set; } = [];

    /// <summary>The folder of everything it keeps: journal, read model, lists, datasets.</summary>
    /// <value>Default <c>pixcrawl-data</c> in the working directory.</value>
    [Required]
    public string Data { get; set; } = "pixcrawl-data";

    /// <summary>The largest request body, in bytes.</summary>
    /// <value>Default 10 MiB; 1 KiB to 1 GiB.</value>
    [Range(1024, 1024 * 1024 * 1024)]
    public long MaxRequestBodyBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>The most URLs one job may bring along.</summary>
    /// <value>Default 100,000; 1 to 10,000,000.</value>
    [Range(1, 10_000_000)]
    public int MaxUrlsPerJob { get; set; } = 100_000;

    /// <summary>Requests that each key may make a minute, on average.</summary>
    /// <value>Default 600; 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>Requests that a key which was quiet for a while may make at once.</summary>
    /// <value>Default 200; 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int RequestBurst { get; set; } = 200;

    /// <summary>Live streams of events that are open at once, over all keys.</summary>
    /// <value>Default 1,000; 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int MaxWatchers { get; set; } = 1000;

    /// <summary>How often the journal is looked into for what is new, in milliseconds.</summary>
    /// <value>Default 200; 10 to 60,000.</value>
    [Range(10, 60_000)]
    public int PollIntervalMilliseconds { get; set; } = 200;

    /// <summary>How often a watched job's figures are sent, where they have changed, in milliseconds.</summary>
    /// <value>Default 500; 50 to 60,000.</value>
    [Range(50, 60_000)]
    public int ProgressIntervalMilliseconds { get; set; } = 500;

    /// <summary>After how much silence a stream of events shows that it lives, in seconds.</summary>
    /// <value>Default 15; 1 to 300.</value>
    [Range(1, 300)]
    public int HeartbeatSeconds { get; set; } = 15;

    /// <summary>How long a watcher may take to read what was sent to it before it is dropped, in seconds.</summary>
    /// <value>Default 15; 1 to 300.</value>
    [Range(1, 300)]
    public int SlowClientSeconds { get; set; } = 15;

    /// <summary>How long a browser that signed in with a key stays signed in, in hours.</summary>
    /// <value>Default 12; 1 to 168.</value>
    [Range(1, 168)]
    public int SessionHours { get; set; } = 12;

    internal IReadOnlyList<string> ListenUrls => Urls.Count > 0 ? [.. Urls] : [DefaultUrl];

    internal string DataFolder => Path.GetFullPath(Data);

    /// <summary>Whether it can be reached from this machine only.</summary>
    internal bool IsLoopbackOnly => ListenUrls.All(url => IsLoopback(new Uri(url).Host));

    /// <summary>Judges the options.</summary>
    /// <exception cref="ValidationException">One is missing or out of its range; the message names it.</exception>
    public void Validate()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        foreach (var url in ListenUrls)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.PathAndQuery != "/")
                throw new ValidationException($"Service:{nameof(Urls)}: '{url}' must look like http://127.0.0.1:8080 (0.0.0.0 for all addresses); for https put a proxy in front");
        }
    }

    internal static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
