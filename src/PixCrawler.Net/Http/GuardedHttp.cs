using System.Net;
using PixCrawler.Domain.Urls;

namespace PixCrawler.Net.Http;

/// <summary>
/// The one way out: the only HTTP handler of the process. Every request of the product goes through it, and it has no side doors:
/// no proxy, no cookies, no credentials, no redirects or retries of its own, no decompression, no HTTP/3.
/// </summary>
public sealed class GuardedHttp : IDisposable
{
    /// <summary>Servers close idle connections after some seconds; one that is kept longer is often dead when it is used.</summary>
    private static readonly TimeSpan IdleConnectionLifetime = TimeSpan.FromSeconds(15);

    /// <summary>What is left of an unwanted body is read up to here to keep its connection; beyond, a new one is cheaper.</summary>
    private const int MaxDrainBytes = 64 * 1024;

    private static readonly TimeSpan MaxDrainTime = TimeSpan.FromMilliseconds(500);

    private readonly HttpMessageInvoker _invoker;
    private readonly string _userAgent;

    /// <summary>Builds the handler.</summary>
    /// <param name="options">Limits and manners.</param>
    /// <param name="access">Where requests may go.</param>
    /// <param name="resolver">How names are looked up.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <exception cref="ArgumentException">The options are not in order.</exception>
    public GuardedHttp(HttpOptions options, NetworkAccessOptions access, IAddressResolver resolver, TimeProvider timeProvider)
        : this(options, access, resolver, new OwnAddresses(timeProvider, OwnAddresses.OfThisMachine))
    {
    }

    internal GuardedHttp(HttpOptions options, NetworkAccessOptions access, IAddressResolver resolver, OwnAddresses own)
        : this(options, access, policy => Sockets(options, new GuardedConnector(policy, resolver, own, options.Contact is not null)))
    {
    }

    /// <summary>Builds it over another wire; for simulations.</summary>
    internal GuardedHttp(HttpOptions options, NetworkAccessOptions access, Func<AccessPolicy, HttpMessageHandler> wire)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(access);
        OptionsCheck.ThrowIfAny(options.Validate(), nameof(options));
        OptionsCheck.ThrowIfAny(access.Validate(), nameof(access));
        Policy = access.ToPolicy();
        _userAgent = options.UserAgent;
        _invoker = new HttpMessageInvoker(wire(Policy));
    }

    /// <summary>
    /// Builds a handler for services that the operator has an account with: they know who is calling, so no contact is asked for. Where
    /// requests may go is judged as for all others.
    /// </summary>
    /// <param name="options">Limits and manners.</param>
    /// <param name="access">Where requests may go; a service in one's own network needs that network to be allowed.</param>
    /// <param name="resolver">How names are looked up.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <returns>The handler.</returns>
    /// <exception cref="ArgumentException">The options are not in order.</exception>
    public static GuardedHttp ForServices(
        HttpOptions options, NetworkAccessOptions access, IAddressResolver resolver, TimeProvider timeProvider)
    {
        var own = new OwnAddresses(timeProvider, OwnAddresses.OfThisMachine);
        return new GuardedHttp(options, access, policy => Sockets(options, new GuardedConnector(policy, resolver, own, hasContact: true)));
    }

    /// <summary>Where requests may go.</summary>
    internal AccessPolicy Policy { get; }

    /// <summary>Sends one request, once, and returns as soon as the headers are there. To be called within a pipeline only.</summary>
    /// <param name="request">The request, complete with its signature; it is the caller's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer, whatever its status; redirects are not followed.</returns>
    /// <exception cref="Contracts.Errors.InvalidInputException">The address may not be connected to.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Policy.Gate(CrawlUrl.Parse(request.RequestUri!.GetLeftPart(UriPartial.Authority)));
        (request.Version, request.VersionPolicy) = (HttpVersion.Version11, HttpVersionPolicy.RequestVersionExact);
        if (request.Headers.UserAgent.Count == 0)
            request.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        SingleSendStream.BeginRequest();
        return await _invoker.SendAsync(request, cancellationToken);
    }

    /// <summary>Sends one GET, once, and returns as soon as the headers are there.</summary>
    internal async Task<HttpResponseMessage> GetAsync(CrawlUrl url, string accept, CancellationToken cancellationToken)
    {
        Policy.Gate(url);
        using var request = new HttpRequestMessage(HttpMethod.Get, url.Uri)
        {
            // HTTP/1.1 only: with HTTP/2 the handler repeats refused streams by itself.
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        SingleSendStream.BeginRequest();
        return await _invoker.SendAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _invoker.Dispose();

    private static SocketsHttpHandler Sockets(HttpOptions options, GuardedConnector connector) => new()
    {
        ConnectCallback = connector.ConnectAsync,
        PlaintextStreamFilter = (context, _) => ValueTask.FromResult<Stream>(new SingleSendStream(context.PlaintextStream)),
        UseProxy = false,
        UseCookies = false,
        Credentials = null,
        PreAuthenticate = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = options.PooledConnectionLifetime,
        PooledConnectionIdleTimeout = IdleConnectionLifetime,
        MaxResponseHeadersLength = options.MaxHeaderKibibytes,
        MaxResponseDrainSize = MaxDrainBytes,
        ResponseDrainTimeout = MaxDrainTime,
    };
}
