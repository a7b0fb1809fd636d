using Akka.Actor;
using Akka.Hosting;
using Akka.Logger.Serilog;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PixCrawler.Actors.Datasets;
using PixCrawler.Actors.Observability;
using PixCrawler.Actors.Politeness;
using PixCrawler.Actors.Validation;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Operations;
using PixCrawler.Datasets;
using PixCrawler.Net.Downloads;
using PixCrawler.Net.Dns;
using PixCrawler.Net.Http;
using PixCrawler.Net.Politeness;
using PixCrawler.Net.Resilience;
using PixCrawler.Net.Sources;
using Serilog;

namespace PixCrawler.Actors.Hosting;

/// <summary>Puts PixCrawler into a host app.</summary>
public static class PixCrawlerHosting
{
    internal const string SystemName = "pixcrawler";

    /// <summary>
    /// Registers the crawler: <see cref="IPixCrawlerClient"/> for those who don't speak actor, and the jobs actor behind it, which
    /// starts and stops with the host; <see cref="IOperationsClient"/> for stand-alone operations, <see cref="IDatasetExports"/> for exports of datasets without a job. Services registered before (<see cref="TimeProvider"/>, <see cref="ILogger"/>,
    /// <see cref="IAddressResolver"/>, <see cref="IDownloader"/>, <see cref="IDatasetStore"/>) are used instead of the usual ones.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">How the process works; defaults when left out.</param>
    /// <returns>The services.</returns>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is out of its range.</exception>
    public static IServiceCollection AddPixCrawler(this IServiceCollection services, PixCrawlerOptions? options = null)
    {
        options ??= new PixCrawlerOptions();
        services.AddCrawlerServices(options);
        return services.AddAkka(SystemName, (builder, provider) => builder
            .WithEngine(provider)
            .AddHocon(
                $"akka.coordinated-shutdown.phases.{CoordinatedShutdown.PhaseServiceRequestsDone}.timeout = {options.RestTime.TotalSeconds} s",
                HoconAddMode.Prepend)
            .ConfigureLoggers(loggers => loggers.ClearLoggers().AddLogger<SerilogLogger>())
            .WithActors((system, registry) => ProcessActors.Start(system, registry, provider))
            .WithJobs(provider));
    }

    /// <summary>Registers everything but the actors.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">How the process works.</param>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is out of its range.</exception>
    internal static void AddCrawlerServices(this IServiceCollection services, PixCrawlerOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Log.Logger);
        services.TryAddSingleton(options);
        services.TryAddSingleton<CrawlMetrics>();
        AddNet(services, options);
        services.TryAddSingleton<IDiskSpace, DiskSpace>();
        services.AddDatasets(options);
        services.TryAddSingleton<IPixCrawlerClient, PixCrawlerClient>();
        services.TryAddSingleton<IOperationsClient, OperationsClient>();
        services.TryAddSingleton(ActorSystemSetup.MembersOf);
        services.TryAddSingleton<IHostGates, HostGates>();
    }

    private static void AddNet(IServiceCollection services, PixCrawlerOptions options)
    {
        services.TryAddSingleton<IAddressResolver, SystemAddressResolver>();
        services.TryAddSingleton(provider => new DnsHealth(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new CachingAddressResolver(
            provider.GetRequiredService<IAddressResolver>(),
            options.Dns,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<DnsHealth>()));
        services.TryAddSingleton(provider =>
            new GuardedHttp(
                options.Http,
                options.Access,
                provider.GetRequiredService<CachingAddressResolver>(),
                provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(new ByteBudget(options.Http.MaxBytesInFlight));
        services.TryAddSingleton(provider =>
            new ResiliencePipelines(
                options.Retry,
                provider.GetRequiredService<TimeProvider>(),
                new Random(),
                new ResilienceLog(provider.GetRequiredService<ILogger>())));
        services.TryAddSingleton<IDownloader>(provider => new HttpDownloader(
            provider.GetRequiredService<GuardedHttp>(),
            options.Http,
            provider.GetRequiredService<ResiliencePipelines>(),
            provider.GetRequiredService<ByteBudget>(),
            provider.GetRequiredService<TimeProvider>(),
            new ResponseOptOuts(options.Politeness, provider.GetRequiredService<TimeProvider>())));
        services.TryAddSingleton<ISiteFiles>(provider => new SiteFiles(
            provider.GetRequiredService<GuardedHttp>(),
            provider.GetRequiredService<ResiliencePipelines>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IOwnHosts>(provider => new OwnHosts(options.Access, provider.GetRequiredService<IAddressResolver>()));
        services.TryAddSingleton<IUrlListReader>(_ => new UrlListReader(options.Lists));
    }
}
