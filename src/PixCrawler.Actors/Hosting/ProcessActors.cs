using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using PixCrawler.Actors.Clustering;
using PixCrawler.Actors.Datasets;
using PixCrawler.Actors.Downloads;
using PixCrawler.Actors.Jobs;
using PixCrawler.Actors.Observability;
using PixCrawler.Actors.Operations;
using PixCrawler.Actors.Operations.Bodies;
using PixCrawler.Actors.Politeness;
using PixCrawler.Actors.Validation;
using PixCrawler.Datasets;
using PixCrawler.Net.Dns;
using PixCrawler.Net.Downloads;
using PixCrawler.Net.Politeness;
using PixCrawler.Net.Sources;
using Serilog;

namespace PixCrawler.Actors.Hosting;

/// <summary>The actors every process has for itself, alone or as a node of a cluster, and what they offer to its jobs.</summary>
internal static class ProcessActors
{
    /// <summary>Starts the download places, the hosts' gates and the operations.</summary>
    /// <param name="system">The actor system.</param>
    /// <param name="registry">Where they are found.</param>
    /// <param name="provider">The host's services.</param>
    public static void Start(ActorSystem system, IActorRegistry registry, IServiceProvider provider)
    {
        var options = provider.GetRequiredService<PixCrawlerOptions>();
        var (metrics, log) = (provider.GetRequiredService<CrawlMetrics>(), provider.GetRequiredService<ILogger>());
        var capacity = system.ActorOf(
            Props.Create(() => new DownloadCapacityActor(options.MaxConcurrentDownloads, metrics, log)), "download-capacity");
        registry.Register<DownloadCapacityActor>(capacity);
        registry.Register<HostsActor>(StartHosts(system, registry, capacity, provider));
        StartOperations(system, registry, provider);
    }

    /// <summary>What the process offers to each of its jobs.</summary>
    /// <param name="registry">Where the actors are that <see cref="Start"/> started.</param>
    /// <param name="provider">The host's services.</param>
    /// <returns>It.</returns>
    public static JobServices ServicesFor(IReadOnlyActorRegistry registry, IServiceProvider provider)
    {
        var options = provider.GetRequiredService<PixCrawlerOptions>();
        return new JobServices
        {
            Downloader = provider.GetRequiredService<IDownloader>(),
            Store = provider.GetRequiredService<IDatasetStore>(),
            Lists = provider.GetRequiredService<IUrlListReader>(),
            Validators = provider.GetRequiredService<IImageValidatorFactory>(),
            Time = provider.GetRequiredService<TimeProvider>(),
            Log = provider.GetRequiredService<ILogger>(),
            Metrics = provider.GetRequiredService<CrawlMetrics>(),
            Disk = provider.GetRequiredService<IDiskSpace>(),
            Exports = provider.GetRequiredService<IDatasetExports>(),
            Options = options,
            MaxAttempts = options.Retry.Network.MaxAttempts,
            Capacity = registry.Get<DownloadCapacityActor>(),
            Hosts = registry.Get<HostsActor>(),
            Advice = AdviceOf(provider.GetRequiredService<DnsHealth>()),
        };
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

    private static IActorRef StartHosts(ActorSystem system, IActorRegistry registry, IActorRef capacity, IServiceProvider provider)
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
            Turns = registry.TryGet<HostTurnActor>(out var turns) ? turns : null,
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
