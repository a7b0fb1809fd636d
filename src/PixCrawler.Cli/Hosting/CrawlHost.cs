using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PixCrawler.Actors.Datasets;
using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Datasets;
using PixCrawler.Service.Hosting;
using Serilog;

namespace PixCrawler.Cli.Hosting;

/// <summary>The crawler inside this process: everything is put together here and nowhere else.</summary>
internal sealed class CrawlHost : ICrawler, IAsyncDisposable
{
    private readonly IHost _host;
    private Task? _stopping;

    private CrawlHost(IHost host) => _host = host;

    /// <inheritdoc/>
    public IPixCrawlerClient Client => _host.Services.GetRequiredService<IPixCrawlerClient>();

    /// <inheritdoc/>
    public IDatasetExports Exports => _host.Services.GetRequiredService<IDatasetExports>();

    /// <summary>Puts the crawler together and starts it.</summary>
    /// <param name="options">How the process works.</param>
    /// <param name="output">The dataset's folder as it lies now; its job may have been given another, before somebody moved it.</param>
    /// <param name="log">The log.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<CrawlHost> StartAsync(
        PixCrawlerOptions options, string output, Serilog.ILogger log, TimeProvider time, CancellationToken cancellationToken)
    {
        // The actor system's own log goes where Serilog's static logger points.
        Log.Logger = log;
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Logging.AddSerilog(log);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.StopTime);
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(log);
        // One folder, one job: whatever it was called when the job was accepted, it is this one.
        builder.Services.AddSingleton<IDatasetStore>(provider =>
            new MovedDatasetStore(provider.GetRequiredService<DatasetStore>(), _ => output));
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

    /// <inheritdoc/>
    public Task StopAsync() => _stopping ??= _host.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _host.Dispose();
    }
}
