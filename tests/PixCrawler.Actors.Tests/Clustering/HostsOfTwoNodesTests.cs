using Akka.Actor;
using Akka.TestKit;
using PixCrawler.Actors.Clustering;
using PixCrawler.Actors.Downloads;
using PixCrawler.Actors.Observability;
using PixCrawler.Actors.Politeness;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Domain.Politeness;
using Serilog;

namespace PixCrawler.Actors.Tests.Clustering;

/// <summary>B4, B9 over several nodes: the gates of one host on two nodes keep its pace together.</summary>
public sealed class HostsOfTwoNodesTests : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private const double Step = 0.1;

    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(500);

    private readonly FakeSites _sites = new();
    private readonly List<(int Node, DateTimeOffset At)> _requests = [];
    private readonly TestProbe[] _nodes;
    private readonly SchedulerTime _time;
    private IActorRef _turns;

    public HostsOfTwoNodesTests()
        : base("""akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """)
    {
        _time = new SchedulerTime(Sys.Scheduler);
        _sites.Now = _time.GetUtcNow;
        _sites.Foreign.Add("site");
        _turns = StartTurns();
        _nodes = [CreateTestProbe(), CreateTestProbe()];
    }

    [Fact]
    public void Host_OfTheOpenWeb_IsAskedWithItsGapByAllNodesTogetherAndByEachOfThem()
    {
        var hosts = new[] { StartNode(), StartNode() };
        Ask(hosts, 30);

        Pass(seconds: 1200, until: () => _requests.Count == 60);

        _requests.Count.ShouldBe(60);
        _requests.Zip(_requests.Skip(1), (one, next) => next.At - one.At).ShouldAllBe(gap => gap >= Gap);
        _requests.Count(request => request.Node == 0).ShouldBe(30);
        _requests.Take(45).Select(request => request.Node).Distinct().Count().ShouldBe(2, "neither waits until the other is done");
    }

    [Fact]
    public void Host_WhoseEntityIsLost_IsAskedOnWithItsGap()
    {
        var hosts = new[] { StartNode(), StartNode() };
        Ask(hosts, 20);
        Pass(seconds: 1200, until: () => _requests.Count == 8);

        // The node that the entity was on is gone; the region starts it elsewhere.
        Watch(_turns);
        Sys.Stop(_turns);
        ExpectTerminated(_turns, Patience);
        _turns = StartTurns();
        Pass(seconds: 1200, until: () => _requests.Count == 40);

        _requests.Count.ShouldBe(40);
        _requests.Zip(_requests.Skip(1), (one, next) => next.At - one.At).ShouldAllBe(gap => gap >= Gap);
    }

    [Fact]
    public void Host_OfTheOperatorsOwn_NeedsNoTurn()
    {
        _sites.Foreign.Clear();
        Sys.Stop(_turns);
        Ask([StartNode(), StartNode()], 10);

        Pass(seconds: 1200, until: () => _requests.Count == 20);

        _requests.Count.ShouldBe(20);
    }

    private void Ask(IActorRef[] hosts, int each)
    {
        for (var node = 0; node < hosts.Length; node++)
        {
            for (var ticket = 0; ticket < each; ticket++)
                _nodes[node].Send(hosts[node], new RequestHostPermit("site", $"http://site/{node}/{ticket}.png", ticket));
        }
    }

    // Each permit is used at once, and its request is over at once. Actors that lag behind the clock make gaps longer, never shorter.
    private void Pass(double seconds, Func<bool> until)
    {
        for (var passed = 0.0; passed < seconds && !until(); passed += Step)
        {
            for (var node = 0; node < _nodes.Length; node++)
            {
                while (_nodes[node].ReceiveOne(TimeSpan.FromMilliseconds(1)) is { } message)
                {
                    if (message is not HostPermitGranted granted)
                        continue;
                    _requests.Add((node, _time.GetUtcNow()));
                    var permit = new HostPermit(_nodes[node].Sender, granted.Permit, granted.At);
                    permit.Begin();
                    permit.End(new RequestOutcome(200, TimeSpan.Zero));
                    permit.Return();
                }
            }

            ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(Step));
        }
    }

    private IActorRef StartTurns()
    {
        var time = _time;
        return Sys.ActorOf(Props.Create(() => new HostTurnActor("site", time)));
    }

    private IActorRef StartNode()
    {
        Func<IActorRef> turns = () => _turns;
        var log = new LoggerConfiguration().CreateLogger();
        var metrics = new CrawlMetrics();
        var services = new HostServices
        {
            Options = new PolitenessOptions { RespectRobots = false, RespectAiTxt = false, RespectTdmRep = false },
            SiteFiles = _sites,
            OwnHosts = _sites,
            Capacity = Sys.ActorOf(Props.Create(() => new DownloadCapacityActor(8, metrics, log))),
            Turns = Sys.ActorOf(Props.Create(() => new Region(turns))),
            Time = _time,
            Log = log,
            Metrics = metrics,
            Chance = () => 0,
        };
        return Sys.ActorOf(Props.Create(() => new HostsActor(services)));
    }

    /// <summary>Finds the entity wherever it is, as a region does.</summary>
    private sealed class Region : ReceiveActor
    {
        public Region(Func<IActorRef> turns) => Receive<IWithHost>(message => turns().Tell(message, Sender));
    }
}
