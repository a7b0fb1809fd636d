using Akka.Actor;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Politeness;
using PixCrawler.Net.Downloads;
using PixCrawler.Net.Politeness;

namespace PixCrawler.Actors.Tests.Politeness;

/// <summary>B4, B9 and the pace of hosts, over the real actors in virtual time.</summary>
public sealed class HostGateTests : JobWorld
{
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task Host_OfTheOpenWeb_IsAskedWithItsGapAndNoFasterSiteFilesIncluded()
    {
        Sites.Foreign.Add("slow");
        Lists.With("urls.txt", Urls(10, "slow"));
        Submit();

        var ended = await PassUntilEndAsync(0.05);

        ended.Tally.Kept.ShouldBe(10);
        var times = Web.Visits.Select(visit => visit.At).Concat(Sites.Reads.Select(read => read.At)).Order().ToArray();
        times.Length.ShouldBe(13, "three site files and ten images");
        times.Zip(times.Skip(1), (one, next) => next - one).ShouldAllBe(gap => gap >= Gap);
        Sites.Reads.Select(read => new Uri(read.Url).AbsolutePath).ShouldBe(["/robots.txt", "/.well-known/tdmrep.json", "/ai.txt"]);
    }

    [Fact]
    public async Task Host_WhenRequestsAreLong_HasTwoInFlightAndNoMore()
    {
        Sites.Foreign.Add("slow");
        Lists.With("urls.txt", Urls(6, "slow"));
        foreach (var url in Urls(6, "slow"))
        {
            Web.On(url, async visit =>
            {
                await Task.Delay(TimeSpan.FromSeconds(5), Time, visit.Cancelled);
                return FakeWeb.Image(url);
            });
        }

        Submit();
        await PassUntilEndAsync(0.1);

        Web.MostInFlight.ShouldBe(2);
    }

    [Fact]
    public async Task Job_WhenOneHostHangs_GoesOnWithAllOthersAndHoldsNoPlaceForWhatWaits()
    {
        Options.MaxConcurrentDownloads = 3;
        Sites.Foreign.Add("stuck");
        Lists.With("urls.txt", [.. Urls(40, "stuck"), .. Urls(200, "quick")]);
        foreach (var url in Urls(40, "stuck"))
            Web.Hangs(url);
        Submit();

        var report = await UntilAsync(
            seen =>
            {
                Advance(0.2);
                return seen.Tally.Kept == 200 && Web.InFlight == 2;
            },
            "the quick host is done");

        report.Tally.Settled.ShouldBe(200);
        Web.InFlight.ShouldBe(2);
        Jobs.Tell(new CancelJob(JobId), TestActor);
        ExpectMsg<CancelAccepted>();
        (await EndAsync()).Tally.Cancelled.ShouldBe(40);
        Store.Entries.Where(entry => entry.Settlement.Attempts > 0 && entry.Settlement.Status == SettlementStatus.Cancelled)
            .Count().ShouldBe(2, "waiting at the gate is no attempt");
    }

    [Fact]
    public async Task B4_RetryAfterAboveTheMaximum_GivesTheItemBackPausesTheHostAndGoesOnWithTheAttemptsLeft()
    {
        Lists.With("urls.txt", ["http://a/busy", "http://a/1", "http://b/1"]);
        var answers = 0;
        Web.On("http://a/busy", _ => ++answers == 1
            ? throw new ServiceUnavailableException("retry-after-too-long", "later") { HttpStatus = 503, Attempts = 1, RetryAfter = TimeSpan.FromSeconds(300) }
            : Task.FromResult(FakeWeb.Image("http://a/busy")));
        Options.MaxConcurrentDownloads = 1;
        Submit();

        var waiting = await UntilAsync(
            report =>
            {
                Advance(0.02);
                return report.HostPauses.Length == 1 && report.Tally.Kept >= 1 && report.Retries.Length == 1;
            },
            "the host is paused");
        waiting.HostPauses[0].Host.ShouldBe("a");
        waiting.HostPauses[0].Reason.ShouldBe("retry-after");
        var first = Web.Visits.Single(visit => visit.Url == "http://a/busy").At;
        var until = waiting.HostPauses[0].Until;
        until.ShouldBeInRange(first + TimeSpan.FromSeconds(300), first + TimeSpan.FromSeconds(301));
        Web.InFlight.ShouldBe(0, "nothing is held meanwhile");
        Advance((until - Time.GetUtcNow()).TotalSeconds - 0.1);
        (await ReportAsync()).Status.ShouldBe(JobStatus.Running);
        Web.CountFor("http://a/busy").ShouldBe(1, "299.9 s: not yet");
        var ended = await PassUntilEndAsync(0.05);

        ended.Tally.Kept.ShouldBe(3);
        Web.Visits.Last(visit => visit.Url == "http://a/busy").At.ShouldBeGreaterThanOrEqualTo(until);
        Web.Visits.Where(visit => visit.Url == "http://a/busy").Select(visit => visit.Attempt).ShouldBe([1, 2]);
        Store.Entries.Single(entry => entry.Candidate.Url == "http://a/busy").Settlement.Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task RetryAfter_AboveWhatAJobWaits_EndsTheHostsUrlsAtOnceAndNoOthers()
    {
        Options.MaxConcurrentDownloads = 1;
        Lists.With("urls.txt", ["http://a/busy", "http://a/1", "http://b/1"]);
        Web.Throws("http://a/busy", () => new ServiceUnavailableException("retry-after-too-long", "later")
        {
            HttpStatus = 503,
            Attempts = 1,
            RetryAfter = TimeSpan.FromDays(24_855),
        });
        Submit();

        var ended = await EndAsync();

        (ended.Tally.Kept, ended.Tally.Failed, ended.Tally.Reasons["retry-after-too-long"]).ShouldBe((1, 2, 2));
        Web.CountFor("http://a/1").ShouldBe(0);
    }

    [Fact]
    public async Task Robots_WhenTheyDisallow_RefuseTheUrlWithTheLineAndNeverAskForIt()
    {
        Lists.With("urls.txt", ["http://a/private/1", "http://a/public/1"]);
        Sites.Robots("a", "User-agent: *\nDisallow: /private/\n");
        Submit();

        var ended = await EndAsync();

        (ended.Tally.Kept, ended.Tally.Refused, ended.Tally.Attempts).ShouldBe((1, 1, 1));
        var refused = Store.Entries.Single(entry => entry.Settlement.Status == SettlementStatus.Refused).Settlement;
        (refused.Reason, refused.Detail, refused.Attempts).ShouldBe(("robots-disallowed", "robots.txt, line 2: Disallow: /private/", 0));
        Web.CountFor("http://a/private/1").ShouldBe(0);
    }

    [Fact]
    public async Task Robots_WhenTheyCannotBeRead_AreAskedForThreeTimesAndNothingElseIs()
    {
        Lists.With("urls.txt", [.. Urls(5, "down"), "http://up/1"]);
        Sites.On("http://down/robots.txt", () => new SiteFile(null, new RequestOutcome(503, TimeSpan.Zero), "robots-unavailable", "down answered 503"));
        Submit();

        var ended = await PassUntilEndAsync(0.1);

        (ended.Tally.Kept, ended.Tally.Reasons["robots-unavailable"]).ShouldBe((1, 5));
        Web.Visits.ShouldAllBe(visit => visit.Url == "http://up/1");
        Sites.Reads.Count(read => read.Url == "http://down/robots.txt").ShouldBe(3);
        Store.Entries.Where(entry => entry.Settlement.Reason == "robots-unavailable").ShouldAllBe(entry =>
            entry.Settlement.Failure == FailureKind.Transient && entry.Settlement.Attempts == 0);
    }

    [Fact]
    public async Task E2_SiteFiles_WhenNobodyWaitsForThemAnyMore_AreNotAskedFor()
    {
        Sites.Foreign.Add("slow");
        Lists.With("urls.txt", Urls(3, "slow"));
        Submit();
        await UntilAsync(_ => Sites.Reads.Count == 1, "the first of three files is read, the gap holds the others up");

        await CancelAsync();
        Advance(10);
        await ReportAsync();

        Sites.Reads.Count.ShouldBe(1);
    }

    [Fact]
    public async Task CrawlDelay_IsTheGap()
    {
        Sites.Foreign.Add("slow");
        Lists.With("urls.txt", Urls(3, "slow"));
        Sites.Robots("slow", "User-agent: *\nCrawl-delay: 30\n");
        Submit();

        await PassUntilEndAsync(1);

        var times = Web.Visits.Select(visit => visit.At).ToArray();
        times.Zip(times.Skip(1), (one, next) => next - one).ShouldAllBe(gap => gap >= TimeSpan.FromSeconds(30) && gap <= TimeSpan.FromSeconds(32));
    }

    [Fact]
    public async Task B9_CircuitOfADeadHost_OpensTriesAndGivesUpWithoutUsingAttempts()
    {
        Options.Politeness = new PolitenessOptions { Circuit = new CircuitOptions { MinRequests = 3, MaxTrials = 2 } };
        Options.MaxConcurrentDownloads = 1;
        Lists.With("urls.txt", Urls(30, "dead"));
        foreach (var url in Urls(30, "dead"))
            Web.Throws(url, () => new ServiceUnavailableException("http-503", "busy") { HttpStatus = 503, Attempts = 1 });
        // The site files are requests too: without them nothing but failures is counted.
        Options.Politeness = Options.Politeness with { RespectRobots = false, RespectAiTxt = false, RespectTdmRep = false };
        Submit();
        var opened = await UntilAsync(
            report =>
            {
                Advance(0.02);
                return report.HostPauses.Any(pause => pause.Reason == "circuit-open");
            },
            "the circuit opens");
        Web.Visits.Count.ShouldBe(3);
        var until = opened.HostPauses[0].Until;
        Advance((until - Time.GetUtcNow()).TotalSeconds - 0.1);
        await ReportAsync();
        Web.Visits.Count.ShouldBe(3, "while it is open no call is sent");

        var ended = await PassUntilEndAsync(1);

        (ended.Tally.Failed, ended.Tally.Reasons["http-503"], ended.Tally.Reasons["host-unavailable"]).ShouldBe((30, 5, 25));
        Web.Visits.Count.ShouldBe(5, "three, and two trials");
        Logs.WithId(EventIds.HostCircuitChanged).Select(line => LogCollector.Text(line, "State"))
            .ShouldBe(["open", "half-open", "open", "half-open", "open"], "every change is logged");
        Store.Entries.Where(entry => entry.Settlement.Reason == "host-unavailable").ShouldAllBe(entry => entry.Settlement.Attempts == 0);
    }

    [Theory]
    [InlineData("site")]
    [InlineData("slow")]
    public async Task B9_RequestsThatOurOwnGuardRefuses_AreNoFailuresOfTheHostAndWaitForNothing(string host)
    {
        Sites.Foreign.Add("slow");
        Options.Politeness = new PolitenessOptions
        {
            Circuit = new CircuitOptions { MinRequests = 2 },
            RespectRobots = false,
            RespectAiTxt = false,
            RespectTdmRep = false,
        };
        Lists.With("urls.txt", Urls(30, host));
        foreach (var url in Urls(30, host))
        {
            Web.On(url, visit =>
            {
                visit.Observer.RequestEnded(null);
                throw new InvalidInputException("address-forbidden", "not a public address") { Attempts = 1 };
            });
        }

        Submit();
        var ended = await EndAsync();

        (ended.Tally.Failed, ended.Tally.Attempts, ended.Tally.Reasons["address-forbidden"]).ShouldBe((30, 30, 30));
        Web.Visits.Count.ShouldBe(30);
        Time.GetUtcNow().ShouldBe(ended.StartedAt!.Value, "neither a circuit nor a gap was waited for");
    }

    [Fact]
    public async Task B9_SiteFilesThatOurOwnGuardRefuses_AreNoFailuresOfTheHost()
    {
        Options.Politeness = new PolitenessOptions { Circuit = new CircuitOptions { MinRequests = 2 } };
        Lists.With("urls.txt", Urls(5));
        foreach (var file in new[] { "robots.txt", ".well-known/tdmrep.json", "ai.txt" })
            Sites.On($"http://site/{file}", () => new SiteFile(TdmReservations.Parse([])));
        Submit();

        (await EndAsync()).Tally.Kept.ShouldBe(5);
    }

    [Fact]
    public async Task Retry_WaitsAtTheGateLikeAnyOtherAndHoldsNoPlaceMeanwhile()
    {
        Options.MaxConcurrentDownloads = 1;
        Lists.With("urls.txt", ["http://a/flaky", "http://a/1"]);
        Web.On("http://a/flaky", async visit =>
        {
            visit.Observer.RequestEnded(new RequestOutcome(503, TimeSpan.Zero));
            await visit.Observer.RetryScheduledAsync(new RetryNotice(2, 3, TimeSpan.FromSeconds(2), "http-503", 503, "a"), visit.Cancelled);
            await Task.Delay(TimeSpan.FromSeconds(2), Time, visit.Cancelled);
            await visit.Observer.RequestDueAsync(new RequestNotice(visit.Url, "a", 2), visit.Cancelled);
            return FakeWeb.Image(visit.Url);
        });
        Submit();

        await UntilAsync(
            report =>
            {
                Advance(0.01);
                return report.Tally.Kept == 1;
            },
            "the other URL gets the only place during the back-off");

        (await PassUntilEndAsync(0.1)).Tally.Kept.ShouldBe(2);
    }

    private Task<JobReport> PassUntilEndAsync(double step) => UntilAsync(
        report =>
        {
            if (!report.Status.IsTerminal())
                Advance(step);
            return report.Status.IsTerminal();
        },
        "the job ends");
}
