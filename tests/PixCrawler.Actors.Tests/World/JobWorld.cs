using Akka.Actor;
using Akka.TestKit;
using PixCrawler.Actors.Downloads;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Jobs;
using PixCrawler.Actors.Observability;
using PixCrawler.Actors.Politeness;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using Serilog;
using PixCrawler.Net.Http;

namespace PixCrawler.Actors.Tests.World;

/// <summary>The real actors over a scripted web, store and list, in virtual time.</summary>
public abstract class JobWorld : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private IActorRef? _jobs;

    protected JobWorld()
        : base("""
            akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
            akka.actor.debug.unhandled = on
            """)
    {
        Time = new SchedulerTime(Sys.Scheduler);
        Web.Now = Sites.Now = Time.GetUtcNow;
    }

    internal TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    internal SchedulerTime Time { get; }

    internal FakeWeb Web { get; } = new();

    internal MemoryStore Store { get; } = new();

    internal FakeDisk Disk { get; } = new();

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
        return Sys.ActorOf(Props.Create(() => new HostsActor(hosts)), "hosts");
    }

    private IActorRef StartJobs()
    {
        var (log, places) = (new LoggerConfiguration().MinimumLevel.Debug().WriteTo.Sink(Logs).CreateLogger(), Options.MaxConcurrentDownloads);
        var capacity = Sys.ActorOf(Props.Create(() => new DownloadCapacityActor(places, Metrics, log)));
        var services = new JobServices
        {
            Downloader = Web,
            Store = Store,
            Lists = Lists,
            Validators = Validators,
            Time = Time,
            Log = log,
            Metrics = Metrics,
            Disk = Disk,
            Advice = () => Advice,
            Options = Options,
            MaxAttempts = 3,
            Capacity = capacity,
            Hosts = StartHosts(capacity),
        };
        return Sys.ActorOf(Props.Create(() => new JobsActor(services)), "jobs");
    }
}
