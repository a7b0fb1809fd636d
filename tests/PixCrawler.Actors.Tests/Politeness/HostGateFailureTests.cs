using Akka.Actor;
using PixCrawler.Actors.Hosting;
using PixCrawler.Actors.Tests.World;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Politeness;
using PixCrawler.Net.Downloads;

namespace PixCrawler.Actors.Tests.Politeness;

/// <summary>A gate that fails, or is put away, loses nobody who waits there.</summary>
public sealed class HostGateFailureTests : JobWorld
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private Task<IActorRef> FirstGateAsync() => Sys.ActorSelection("/user/hosts/host-1").ResolveOne(Patience);

    [Fact]
    public async Task Gate_WhenItFailsAtOnce_FailsItsHostsUrlsAndNoOthers()
    {
        Sites.Broken.Add("broken");
        Lists.With("urls.txt", [.. Urls(20, "broken"), .. Urls(5, "good")]);
        Submit();

        var ended = await EndAsync();

        (ended.Tally.Kept, ended.Tally.Reasons["host-unavailable"], ended.Tally.Attempts).ShouldBe((5, 20, 5));
        LogCollector.Text(Logs.WithId(EventIds.HostGateFailed).First(), "Host").ShouldBe("broken");
    }

    [Fact]
    public async Task Gate_WhenItFailsWithUrlsWaiting_FailsThemAndLetsThoseInFlightEnd()
    {
        Sites.Foreign.Add("a");
        RespectNothing();
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Lists.With("urls.txt", Urls(10, "a"));
        foreach (var url in Urls(10, "a"))
        {
            Web.On(url, async visit =>
            {
                await answer.Task;
                return FakeWeb.Image(visit.Url);
            });
        }

        Submit();
        await UntilAsync(_ => Web.InFlight == 1, "the first request is under way, the others wait for their gap");

        (await FirstGateAsync()).Tell(Kill.Instance);
        await UntilAsync(
            report =>
            {
                Advance(1);
                return report.Tally.Failed == 9;
            },
            "those that waited have failed");
        answer.SetResult();

        var ended = await EndAsync();
        (ended.Tally.Kept, ended.Tally.Reasons["host-unavailable"]).ShouldBe((1, 9));
    }

    [Fact]
    public async Task B5_Gate_WhenItFailsWithARetryWaiting_EndsThatDownloadAndLogsItsReason()
    {
        RespectNothing();
        Lists.With("urls.txt", ["http://a/flaky"]);
        Web.On("http://a/flaky", async visit =>
        {
            visit.Observer.RequestEnded(new RequestOutcome(503, TimeSpan.Zero, TimeSpan.FromSeconds(60)));
            await visit.Observer.RetryScheduledAsync(new RetryNotice(2, 3, TimeSpan.FromSeconds(2), "http-503", 503, "a"), visit.Cancelled);
            await visit.Observer.RequestDueAsync(new RequestNotice(visit.Url, "a", 2), visit.Cancelled);
            return FakeWeb.Image(visit.Url);
        });
        Submit();
        await AwaitConditionAsync(
            async () =>
            {
                // The first request waits there too, for a moment.
                var isAsked = Web.CountFor("http://a/flaky") == 1;
                await Jobs.Ask<IWithJobId>(new LogState(JobId), Patience);
                return isAsked && Logs.WithId(EventIds.HostState).LastOrDefault() is { } line && LogCollector.Text(line, "Waiting") == "1";
            },
            Patience,
            TimeSpan.FromMilliseconds(5));

        (await FirstGateAsync()).Tell(Kill.Instance);

        (await EndAsync()).Tally.Reasons["host-unavailable"].ShouldBe(1);
        var line = Logs.WithId(EventIds.DownloadFailed).ShouldHaveSingleItem();
        (LogCollector.Text(line, "Outcome"), LogCollector.Text(line, "AttemptNumber")).ShouldBe(("circuit-open", "2"));
    }

    [Fact]
    public async Task Gate_WhenNothingIsAskedForAMinute_IsPutAwayAndMadeAnewWhenItIs()
    {
        Lists.With("urls.txt", Urls(3, "a"));
        Submit();
        await EndAsync();
        var gate = await FirstGateAsync();
        Watch(gate);

        Advance(59.9);
        await FirstGateAsync();
        Advance(0.2);
        ExpectTerminated(gate, Patience);

        var next = new JobId(new Guid(9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9));
        Jobs.Tell(new SubmitJob(next, Specification()), TestActor);
        await AwaitConditionAsync(
            async () => await Jobs.Ask<IWithJobId>(new GetJobStatus(next), Patience) is JobReport { Tally.Kept: 3 },
            Patience,
            TimeSpan.FromMilliseconds(5));
    }

    private void RespectNothing() =>
        Options.Politeness = new PolitenessOptions { RespectRobots = false, RespectAiTxt = false, RespectTdmRep = false };
}
