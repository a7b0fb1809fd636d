using Akka;
using Akka.Actor;
using Akka.Hosting;
using Akka.Logger.Serilog;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PixCrawler.Actors.Downloads;
using PixCrawler.Actors.Jobs;
using PixCrawler.Actors.Observability;
using PixCrawler.Actors.Operations;
using PixCrawler.Actors.Operations.Bodies;
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
    private const string SystemName = "pixcrawler";
    private static readonly TimeSpan SavingTime = TimeSpan.FromSeconds(4);

    /// <summary>
    /// Registers the crawler: <see cref="IPixCrawlerClient"/> for those who don't speak actor, and the jobs actor behind it, which
    /// starts and stops with the host; <see cref="IOperationsClient"/> for stand-alone operations. Services registered before (<see cref="TimeProvider"/>, <see cref="ILogger"/>,
    /// <see cref="IAddressResolver"/>, <see cref="IDownloader"/>, <see cref="IDatasetStore"/>) are used instead of the usual ones.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">How the process works; defaults when left out.</param>
    /// <returns>The services.</returns>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is out of its range.</exception>
    public static IServiceCollection AddPixCrawler(this IServiceCollection services, PixCrawlerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        options ??= new PixCrawlerOptions();
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Log.Logger);
        services.TryAddSingleton(options);
        services.TryAddSingleton<CrawlMetrics>();
        AddNet(services, options);
        services.TryAddSingleton<IDatasetStore, DatasetStore>();
        services.TryAddSingleton<IDiskSpace, DiskSpace>();
        services.TryAddSingleton<IImageValidatorFactory, ImageValidatorFactory>();
        services.TryAddSingleton<IPixCrawlerClient, PixCrawlerClient>();
        services.TryAddSingleton<IOperationsClient, OperationsClient>();
        return services.AddAkka(SystemName, (builder, provider) => builder
            .WithEngine(provider)
            .AddHocon(
                $"akka.coordinated-shutdown.phases.{CoordinatedShutdown.PhaseServiceRequestsDone}.timeout = {(options.DrainTime + SavingTime).TotalSeconds} s",
                HoconAddMode.Prepend)
            .ConfigureLoggers(loggers => loggers.ClearLoggers().AddLogger<SerilogLogger>())
            .WithActors((system, registry) => StartActors(system, registry, provider)));
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

    private static void StartActors(ActorSystem system, IActorRegistry registry, IServiceProvider provider)
    {
        var options = provider.GetRequiredService<PixCrawlerOptions>();
        var (metrics, log) = (provider.GetRequiredService<CrawlMetrics>(), provider.GetRequiredService<ILogger>());
        var capacity = system.ActorOf(
            Props.Create(() => new DownloadCapacityActor(options.MaxConcurrentDownloads, metrics, log)), "download-capacity");
        registry.Register<DownloadCapacityActor>(capacity);
        var hosts = StartHosts(system, capacity, provider);
        registry.Register<HostsActor>(hosts);
        var services = new JobServices
        {
            Downloader = provider.GetRequiredService<IDownloader>(),
            Store = provider.GetRequiredService<IDatasetStore>(),
            Lists = provider.GetRequiredService<IUrlListReader>(),
            Validators = provider.GetRequiredService<IImageValidatorFactory>(),
            Time = provider.GetRequiredService<TimeProvider>(),
            Log = log,
            Metrics = metrics,
            Disk = provider.GetRequiredService<IDiskSpace>(),
            Options = options,
            MaxAttempts = options.Retry.Network.MaxAttempts,
            Capacity = capacity,
            Hosts = hosts,
            Advice = AdviceOf(provider.GetRequiredService<DnsHealth>()),
        };
        var jobs = system.ActorOf(Props.Create(() => new JobsActor(services)), "jobs");
        registry.Register<JobsActor>(jobs);
        registry.Register<PixCrawlerJobs>(jobs);
        // What is under way has its time; saving what it came to takes a moment more.
        var patience = options.DrainTime + SavingTime;
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceRequestsDone, "drain-jobs", async () =>
        {
            await jobs.Ask<JobsDrained>(DrainJobs.Instance, patience);
            return Done.Instance;
        });
        StartOperations(system, registry, provider);
    }

    private static void StartOperations(ActorSystem system, IActorRegistry registry, IServiceProvider provider)
    {
        var options = provider.GetRequiredService<PixCrawlerOptions>();
        var validators = provider.GetRequiredService<IImageValidatorFactory>();
        var services = new OperationServices
        {
            Bodies = new OperationBodies()
                .Add(new ValidateImageFileBody(validators))
                .Add(new CheckIntegrityBody(validators))
                .Add(new CheckDuplicatesBody(validators))
                .Add(new CheckAllBody(validators))
                .Add(new GenerateLabelsBody()),
            Options = options.Operations,
            Restarts = options.Restarts,
            Time = provider.GetRequiredService<TimeProvider>(),
            Log = provider.GetRequiredService<ILogger>(),
        };
        registry.Register<OperationsActor>(system.ActorOf(Props.Create(() => new OperationsActor(services)), "operations"));
    }

    private static Func<string?> AdviceOf(DnsHealth health) => () => health.Advice;

    private static IActorRef StartHosts(ActorSystem system, IActorRef capacity, IServiceProvider provider)
    {
        var (options, log, random) = (provider.GetRequiredService<PixCrawlerOptions>().Politeness, provider.GetRequiredService<ILogger>(), new Random());
        foreach (var wish in options.Ignored)
            log.ForContext("EventId", EventIds.WishIgnored).Warning("{Wish} of sites is not respected, as the options say", wish);
        var gate = new Lock();
        var services = new HostServices
        {
            Options = options,
            SiteFiles = provider.GetRequiredService<ISiteFiles>(),
            OwnHosts = provider.GetRequiredService<IOwnHosts>(),
            Capacity = capacity,
            Time = provider.GetRequiredService<TimeProvider>(),
            Log = log,
            Metrics = provider.GetRequiredService<CrawlMetrics>(),
            Chance = () =>
            {
                lock (gate)
                    return random.NextDouble();
            },
        };
        return system.ActorOf(Props.Create(() => new HostsActor(services)), "hosts");
    }
}
