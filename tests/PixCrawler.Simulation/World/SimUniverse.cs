using PixCrawler.Actors.Hosting;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Contracts.Sources;
using PixCrawler.Domain.Politeness;
using PixCrawler.Net.Http;
using PixCrawler.Net.Resilience;
using PixCrawler.Simulation.Engine;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace PixCrawler.Simulation.World;

/// <summary>Everything of one seed that outlives a process: web, database, disk, the list, the options.</summary>
internal sealed class SimUniverse
{
    public static readonly TimeSpan MinGap = TimeSpan.FromMilliseconds(500);

    private readonly Action<string, SimProcess> _logged;

    public SimUniverse(ulong seed, Swarm swarm, SimTrace trace)
    {
        Swarm = swarm;
        Chance = new SimRandom(seed);
        Loop = new SimLoop(Chance.Split("loop"), swarm.Choice, trace);
        (Scripts, Rows) = DrawList(Chance.Split("list"), swarm);
        Database = new SimDatabase(Loop, Chance.Split("database"), swarm);
        Disk = new SimDisk(Loop, Chance.Split("disk"), swarm);
        var weather = Chance.Split("weather");
        if (swarm.JournalOutage)
            Database.Outage = Window(weather, 90);
        if (swarm.DiskFull)
            Disk.Full = Window(weather, 400);
        Web = new SimWeb(Loop, Chance.Split("web"), Scripts, DrawRobots(Chance.Split("robots"), swarm));
        Options = DrawOptions(swarm);
        JobId = new JobId(new Guid((int)seed, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1));
        _logged = (line, process) => trace.Write(Loop.Elapsed, process.Name, $"log  {line}");
    }

    public Swarm Swarm { get; }

    public SimRandom Chance { get; }

    public SimLoop Loop { get; }

    public SimWeb Web { get; }

    public SimDatabase Database { get; }

    public SimDisk Disk { get; }

    public IReadOnlyList<UrlScript> Scripts { get; }

    /// <summary>The list as it is written; an empty row is a bad one.</summary>
    public IReadOnlyList<string> Rows { get; }

    public PixCrawlerOptions Options { get; }

    public JobId JobId { get; }

    public IReadOnlySet<string> ForeignHosts { get; } = new HashSet<string>(["b.example", "c.example"]);

    public JobSpecification Specification => new()
    {
        Name = "simulated",
        OutputFolder = "/dataset",
        Sources = [new UrlListSource("urls.txt")],
        ChunkSlots = Swarm.ChunkSlots,
        MaxUrls = Swarm.MaxUrls,
        Deduplication = new DeduplicationSpecification { Mode = Swarm.Duplicates, ExactOnly = true },
    };

    public ILogger LogOf(SimProcess process) => Loop.Trace.IsReadable
        ? new LoggerConfiguration().MinimumLevel.Debug().WriteTo.Sink(new Sink(line => _logged(line, process))).CreateLogger()
        : Logger.None;

    private static (TimeSpan From, TimeSpan To) Window(SimRandom chance, double most)
    {
        var from = chance.Seconds(0, 60);
        return (from, from + chance.Seconds(1, most));
    }

    private static (IReadOnlyList<UrlScript> Scripts, IReadOnlyList<string> Rows) DrawList(SimRandom chance, Swarm swarm)
    {
        var hosts = chance.Of<string[]>([["a.example"], ["a.example", "b.example"], ["a.example", "b.example", "c.example"]]);
        UrlScript[] scripts = [.. Enumerable.Range(0, swarm.Urls).Select(number =>
            UrlScript.Draw(chance, $"http://{chance.Of(hosts)}/{number}.png", swarm))];
        var rows = new List<string>();
        foreach (var script in scripts)
        {
            if (chance.Chance(0.03))
                rows.Add("");
            rows.Add(script.Url);
        }

        // The same URL twice is two slots.
        if (chance.Chance(0.1))
            rows.Add(scripts[0].Url);
        return (scripts, rows);
    }

    private static Dictionary<string, string> DrawRobots(SimRandom chance, Swarm swarm)
    {
        var robots = new Dictionary<string, string>();
        if (swarm.RobotsTrouble)
        {
            robots["http://a.example/robots.txt"] = $"User-agent: *\nDisallow: /{chance.Below(3)}.png\n";
            robots["http://b.example/robots.txt"] = $"User-agent: *\nCrawl-delay: {chance.Between(1, 4)}\n";
        }

        return robots;
    }

    private static PixCrawlerOptions DrawOptions(Swarm swarm) => new()
    {
        MaxConcurrentDownloads = swarm.Places,
        MaxConcurrentChunks = swarm.OpenChunks,
        Validators = swarm.Validators,
        ReportIntervalMilliseconds = 1000,
        SnapshotEvents = 10,
        Http = new HttpOptions { Contact = "https://crawler.example", MaxBodyBytes = 64 * 1024 },
        Politeness = new PolitenessOptions
        {
            Default = new HostLimits { MaxConcurrentRequests = 2, MinGap = MinGap },
            RespectAiTxt = swarm.RobotsTrouble,
            RespectTdmRep = swarm.RobotsTrouble,
        },
        // The pipelines' own circuits stay closed: their notices take the thread pool. The hosts' circuits are the gates' matter here.
        Retry = new ResilienceOptions
        {
            Network = new RetryOptions { Circuit = new CircuitBreakerOptions { MinThroughput = 10_000, OpensOnRefusal = false } },
        },
    };

    private sealed class Sink(Action<string> write) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) =>
            write($"{logEvent.Level.ToString()[..3]} {logEvent.RenderMessage()} {logEvent.Exception?.Message}");
    }
}
