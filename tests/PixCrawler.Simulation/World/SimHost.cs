using Akka.Actor;
using Akka.Cells;
using Akka.Configuration;
using Akka.Persistence;
using PixCrawler.Actors.Downloads;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Jobs;
using PixCrawler.Actors.Observability;
using PixCrawler.Actors.Politeness;
using PixCrawler.Net.Downloads;
using PixCrawler.Net.Http;
using PixCrawler.Net.Politeness;
using PixCrawler.Net.Resilience;
using PixCrawler.Simulation.Engine;
using Serilog;

namespace PixCrawler.Simulation.World;

/// <summary>One start of the program: the real actors and the real network code in one simulated process.</summary>
internal sealed class SimHost : IDisposable
{
    private static readonly Config Settings = ConfigurationFactory.ParseString(
        """
        akka.loggers = []
        akka.loglevel = OFF
        akka.log-dead-letters = off
        akka.actor.default-dispatcher.throughput = 1
        """);

    private readonly ResiliencePipelines _pipelines;
    private readonly GuardedHttp _http;
    private readonly CrawlMetrics _metrics = new();

    public SimHost(SimUniverse universe, string name)
    {
        (Process, StartedAt) = (new SimProcess(universe.Loop, name), universe.Loop.Elapsed);
        var log = universe.LogOf(Process);
        var options = universe.Options;
        var chance = universe.Chance.Split(name);
        _pipelines = new ResiliencePipelines(options.Retry, Process.Time, new SeededRandom(chance.Split("jitter")), new ResilienceLog(log));
        _http = new GuardedHttp(options.Http, options.Access, _ => new SimHandler(universe.Web, Process));
        Budget = new ByteBudget(options.Http.MaxBytesInFlight);
        var downloader = new HttpDownloader(
            _http, options.Http, _pipelines, Budget, Process.Time, new ResponseOptOuts(options.Politeness, Process.Time));
        var sites = new SimSites(new SiteFiles(_http, _pipelines, Process.Time), Process, universe.ForeignHosts);
        var journal = new SimJournal(universe.Database, Process);
        System = (ActorSystemImpl)ActorSystem.Create("sim", Akka.Actor.Setup.ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(Settings),
            new EngineSetup { Executor = Process, Clock = Process.Time, Continuations = Process.Continuations },
            new PersistenceSetup { Journal = _ => journal, Snapshots = _ => journal, WriterPrefix = _ => name }));
        var (places, metrics) = (options.MaxConcurrentDownloads, _metrics);
        var capacity = System.ActorOf(Props.Create(() => new DownloadCapacityActor(places, metrics, log)), "download-capacity");
        var gate = chance.Split("gate");
        var hostServices = new HostServices
        {
            Options = options.Politeness,
            SiteFiles = sites,
            OwnHosts = sites,
            Capacity = capacity,
            Time = Process.Time,
            Log = log,
            Chance = gate.Fraction,
        };
        var folder = new SimFolder(universe.Disk, Process);
        var services = new JobServices
        {
            Downloader = new SimDownloader(downloader, Process),
            Store = folder,
            Lists = new SimLists(universe.Disk, universe.Rows, universe.Swarm, Process),
            Validators = new SimValidators(chance.Split("validators"), Process),
            Time = Process.Time,
            Log = log,
            Metrics = metrics,
            Disk = folder,
            Exports = new SimExports(),
            Options = options,
            MaxAttempts = options.Retry.Network.MaxAttempts,
            Capacity = capacity,
            Hosts = System.ActorOf(Props.Create(() => new HostsActor(hostServices)), "hosts"),
        };
        Jobs = System.ActorOf(Props.Create(() => new JobsActor(services)), "jobs");
    }

    public SimProcess Process { get; }

    public TimeSpan StartedAt { get; }

    public ActorSystemImpl System { get; }

    public IActorRef Jobs { get; }

    public ByteBudget Budget { get; }

    /// <summary>Every actor that lives now, by path.</summary>
    public IEnumerable<string> LiveActors() => Below((LocalActorRef)System.Guardian);

    public void Dispose()
    {
        _pipelines.Dispose();
        _http.Dispose();
        _metrics.Dispose();
    }

    private static IEnumerable<string> Below(IInternalActorRef actor) => actor.ListChildren()
        .SelectMany(child => Below(child).Prepend(child.Path.ToStringWithoutAddress()));

    private sealed class SeededRandom(SimRandom chance) : Random
    {
        public override double NextDouble() => chance.Fraction();
    }
}
