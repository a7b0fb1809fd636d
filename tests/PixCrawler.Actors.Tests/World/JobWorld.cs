using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Snapshots;
using Akka.TestKit;
using PixCrawler.Actors.Datasets;
using PixCrawler.Actors.Downloads;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Jobs;
using PixCrawler.Actors.Observability;
using PixCrawler.Actors.Politeness;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Datasets;
using Serilog;
using PixCrawler.Net.Http;

namespace PixCrawler.Actors.Tests.World;

/// <summary>The real actors over a scripted web, store and list, in virtual time.</summary>
public abstract class JobWorld : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private const string Settings = """
        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        akka.actor.debug.unhandled = on
        # On Akka.NET a journal is a plugin; this one is what PersistenceSetup names.
        akka.persistence.journal.inmem.class = "Akka.Persistence.SetupJournal, PixCrawler.ActorEngine.AkkaTestKit"
        akka.persistence.snapshot-store.local.class = "Akka.Persistence.SetupSnapshotStore, PixCrawler.ActorEngine.AkkaTestKit"
        """;

    private readonly List<IActorRef> _process = [];
    private IActorRef? _jobs;
    private int _lives;

    protected JobWorld()
        : this(new CrashJournal(), new InMemorySnapshotStorage())
    {
    }

    private JobWorld(CrashJournal journal, InMemorySnapshotStorage snapshots)
        : base(Akka.Actor.Setup.ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(Settings)),
            new PersistenceSetup { Journal = _ => journal, Snapshots = _ => snapshots }))
    {
        (Journal, Snapshots, Datasets) = (journal, snapshots, Store);
        Journal.OnDeath = () => Store.IsFrozen = Web.IsFrozen = true;
        Time = new SchedulerTime(Sys.Scheduler);
        Web.Now = Sites.Now = Time.GetUtcNow;
    }

    internal CrashJournal Journal { get; }

    internal InMemorySnapshotStorage Snapshots { get; }

    internal TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    internal SchedulerTime Time { get; }

    internal FakeWeb Web { get; } = new();

    internal MemoryStore Store { get; } = new();

    /// <summary>What jobs put their datasets into: <see cref="Store"/>, unless a test needs a real disk.</summary>
    internal IDatasetStore Datasets { get; set; }

    internal FakeDisk Disk { get; } = new();

    /// <summary>What exports do: <see cref="FakeExports"/>, unless a test wants the real thing.</summary>
    internal IDatasetExports Exports { get; set; } = new FakeExports();

    internal FakeLists Lists { get; } = new();

    internal FakeValidators Validators { get; } = new();

    internal FakeSites Sites { get; } = new();

    internal LogCollector Logs { get; } = new();

    internal CrawlMetrics Metrics { get; } = new();

    internal PixCrawlerOptions Options { get; } = new()
    {
        Validators = 2,
        MaxConcurrentDownloads = 8,
        Http = new HttpOptions { Contact = "https://crawler.example" },
    };

    /// <summary>What jobs are sent to: the jobs of a process, unless a test has something else in mind.</summary>
    internal Func<JobServices, Props> Arrange { get; set; } = services => Props.Create(() => new JobsActor(services));

    /// <summary>What is wrong with the process's surroundings, if anything.</summary>
    internal string? Advice { get; set; }

    internal JobId JobId { get; } = new(new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));

    internal IActorRef Jobs => _jobs ??= StartJobs();

    protected override void AfterAll()
    {
        base.AfterAll();
        // A download that is cancelled ends on a thread of its own.
        SpinWait.SpinUntil(() => Web.InFlight == 0, Patience);
        Web.InFlight.ShouldBe(0, "no download outlives its system");
    }

    internal static string[] Urls(int count, string host = "site") =>
        [.. Enumerable.Range(0, count).Select(number => $"http://{host}/{number}.png")];

    internal JobSpecification Specification(params string[] lists) => new()
    {
        Name = "test",
        OutputFolder = "/dataset",
        Sources = [.. (lists.Length == 0 ? ["urls.txt"] : lists).Select(path => new UrlListSource(path))],
        // What becomes of duplicates has tests of its own.
        Deduplication = new DeduplicationSpecification { Mode = DuplicateMode.Off },
    };

    internal void Submit(JobSpecification? specification = null)
    {
        Jobs.Tell(new SubmitJob(JobId, specification ?? Specification()), TestActor);
        ExpectMsg<JobAccepted>(Patience);
    }

    internal async Task<JobReport> ReportAsync() => await Jobs.Ask<JobReport>(new GetJobStatus(JobId), Patience);

    internal async Task<JobReport> UntilAsync(Func<JobReport, bool> condition, string hint)
    {
        JobReport? report = null;
        await AwaitConditionAsync(
            async () => condition(report = await ReportAsync()), Patience, TimeSpan.FromMilliseconds(5), hint);
        return report!;
    }

    internal Task<JobReport> EndAsync() => UntilAsync(report => report.Status.IsTerminal(), "the job ends");

    internal async Task CancelAsync()
    {
        Jobs.Tell(new CancelJob(JobId), TestActor);
        ExpectMsg<CancelAccepted>(Patience);
        await EndAsync();
        await AwaitConditionAsync(() => Task.FromResult(Web.InFlight == 0), Patience, TimeSpan.FromMilliseconds(5));
    }

    internal void Advance(double seconds) => Scheduler.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Ends the process as a kill does: nothing is saved, asked or written any more; what was under way is gone.</summary>
    internal async Task CrashAsync()
    {
        Journal.Freeze();
        foreach (var actor in _process)
            await actor.GracefulStop(Patience);
        _process.Clear();
        _jobs = null;
    }

    /// <summary>Starts the next process over the same journal, folder and web; unfinished jobs go on by themselves.</summary>
    internal void Restart()
    {
        Journal.Thaw();
        Store.IsFrozen = Web.IsFrozen = false;
        _ = Jobs;
    }

    private IActorRef Own(IActorRef actor)
    {
        _process.Add(actor);
        return actor;
    }

    private string NameOf(string actor) => _lives == 1 ? actor : $"{actor}-{_lives}";

    private IActorRef StartHosts(IActorRef capacity)
    {
        var hosts = new HostServices
        {
            Options = Options.Politeness,
            SiteFiles = Sites,
            OwnHosts = Sites,
            Capacity = capacity,
            Time = Time,
            Log = new LoggerConfiguration().MinimumLevel.Debug().WriteTo.Sink(Logs).CreateLogger(),
            Metrics = Metrics,
            Chance = () => 0,
        };
        return Own(Sys.ActorOf(Props.Create(() => new HostsActor(hosts)), NameOf("hosts")));
    }

    private IActorRef StartJobs()
    {
        _lives++;
        var (log, places) = (new LoggerConfiguration().MinimumLevel.Debug().WriteTo.Sink(Logs).CreateLogger(), Options.MaxConcurrentDownloads);
        var capacity = Own(Sys.ActorOf(Props.Create(() => new DownloadCapacityActor(places, Metrics, log))));
        var services = new JobServices
        {
            Downloader = Web,
            Store = Datasets,
            Lists = Lists,
            Validators = Validators,
            Time = Time,
            Log = log,
            Metrics = Metrics,
            Disk = Disk,
            Exports = Exports,
            Advice = () => Advice,
            Options = Options,
            MaxAttempts = 3,
            Capacity = capacity,
            Hosts = StartHosts(capacity),
        };
        return Own(Sys.ActorOf(Arrange(services), NameOf("jobs")));
    }
}
