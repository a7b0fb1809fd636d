using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Jobs;
using Serilog;

namespace PixCrawler.Cli.Hosting;

/// <summary>The crawler inside this process: everything is put together here and nowhere else.</summary>
internal sealed class CrawlHost : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(3);

    private readonly IHost _host;

    private CrawlHost(IHost host) => _host = host;

    /// <summary>How the crawler is spoken to.</summary>
    public IPixCrawlerClient Client => _host.Services.GetRequiredService<IPixCrawlerClient>();

    /// <summary>Puts the crawler together and starts it.</summary>
    public static async Task<CrawlHost> StartAsync(
        PixCrawlerOptions options, Serilog.ILogger log, TimeProvider time, CancellationToken cancellationToken)
    {
        // The actor system's own log goes where Serilog's static logger points.
        Log.Logger = log;
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Logging.AddSerilog(log);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(log);
        builder.Services.AddPixCrawler(options);
        var host = new CrawlHost(builder.Build());
        try
        {
            await host._host.StartAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
