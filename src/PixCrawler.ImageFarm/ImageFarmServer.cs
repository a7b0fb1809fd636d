using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PixCrawler.ImageFarm.Pictures;

namespace PixCrawler.ImageFarm;

/// <summary>
/// A web server on loopback with scripted behaviours by path and a log of every request. It is a bare Kestrel without a host, so it
/// reads no configuration and takes no signals of the process it runs in.
/// </summary>
public sealed class ImageFarmServer : IAsyncDisposable, IHttpApplication<HttpContext>
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(1);

    private readonly ImageFarmOptions _options;
    private readonly ImageLibrary _library;
    private readonly FarmRouter _router = new();
    private readonly ConcurrentDictionary<string, int> _attempts = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly KestrelServer _kestrel;

    private ImageFarmServer(ImageFarmOptions options)
    {
        _options = options;
        _library = new ImageLibrary(options.ImageFolder);
        _kestrel = CreateKestrel(options);
    }

    /// <summary>The roots of the farm's addresses, in the order of <see cref="ImageFarmOptions.Addresses"/>.</summary>
    public IReadOnlyList<Uri> Roots { get; private set; } = [];

    /// <summary>Every request so far.</summary>
    public FarmLog Log { get; } = new();

    /// <summary>The names of the images under <c>/img/</c>, sorted.</summary>
    public IReadOnlyList<string> ImageNames => _library.Names;

    /// <summary>Starts a farm; it listens when the task completes.</summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="ArgumentException">An option is out of its range; the message says which.</exception>
    /// <exception cref="IOException">A port is taken, or an address does not exist on this machine.</exception>
    public static async Task<ImageFarmServer> StartAsync(ImageFarmOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ImageFarmOptions();
        options.Validate();
        var farm = new ImageFarmServer(options);
        try
        {
            await farm._kestrel.StartAsync(farm, cancellationToken);
        }
        catch
        {
            await farm.DisposeAsync();
            throw;
        }
        var bound = farm._kestrel.Features.GetRequiredFeature<IServerAddressesFeature>();
        farm.Roots = [.. bound.Addresses.Select(address => new Uri(address))];
        return farm;
    }

    /// <summary>A URL of the farm.</summary>
    /// <param name="pathAndQuery">The path, with its leading slash.</param>
    /// <param name="host">The index of the address in <see cref="Roots"/>.</param>
    public Uri Url(string pathAndQuery, int host = 0) => new(Roots[host], pathAndQuery);

    /// <summary>Stops the farm within two seconds: hanging answers are cut, connections closed. May be called again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        using var hurry = new CancellationTokenSource(StopTimeout);
        await _kestrel.StopAsync(hurry.Token);
        _kestrel.Dispose();
        _stopping.Dispose();
    }

    HttpContext IHttpApplication<HttpContext>.CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    void IHttpApplication<HttpContext>.DisposeContext(HttpContext context, Exception? exception)
    {
    }

    async Task IHttpApplication<HttpContext>.ProcessRequestAsync(HttpContext context)
    {
        int entry = Log.Begin(context, _options.TimeProvider.GetUtcNow());
        int attempt = _attempts.AddOrUpdate(Log[entry].Host + Log[entry].PathAndQuery, 1, (_, count) => count + 1);
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        var exchange = new FarmExchange(context, _options, _library, _router, attempt, cancelled.Token);
        try
        {
            await _router.AnswerAsync(exchange, context.Request.Path.Value ?? "/");
            await context.Response.CompleteAsync();
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            exchange.Aborted = true;
            context.Abort();
        }
        finally
        {
            int status = exchange.Status != 0 ? exchange.Status : context.Response.HasStarted ? context.Response.StatusCode : 0;
            Log.End(entry, _options.TimeProvider.GetUtcNow(), status, exchange.BytesSent, exchange.Aborted);
        }
    }

    private static KestrelServer CreateKestrel(ImageFarmOptions options)
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        // A slow reader is the client's business, and a hanging answer is the farm's.
        kestrel.Limits.MinResponseDataRate = null;
        foreach (var address in options.Addresses)
            kestrel.Listen(new IPEndPoint(address, options.Port), listen => listen.Protocols = HttpProtocols.Http1);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        return new KestrelServer(Options.Create(kestrel), transport, NullLoggerFactory.Instance);
    }
}
