using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Politeness;
using PixCrawler.Net.Downloads;
using PixCrawler.Net.Tests.Support;

namespace PixCrawler.Net.Tests.Politeness;

/// <summary>Every request asks for leave and tells how it went; the headers' opt-outs are judged before the body is read.</summary>
public sealed class RequestTurnTests
{
    [Fact]
    public async Task Request_WhenItIsRedirectedAndRetried_AsksForLeaveEachTimeAndTellsEachOutcome()
    {
        var asked = 0;
        await using var server = LoopbackServer.Answering(request => request.Target switch
        {
            "/from" => LoopbackServer.Answer(302, [], "Location: /to", "Retry-After: 3"),
            _ when ++asked == 1 => LoopbackServer.Answer(503, [], "Retry-After: 7"),
            _ => LoopbackServer.Answer(200, [1, 2, 3]),
        });
        await using var rig = new Rig();
        var observer = new TurnObserver();
        var download = rig.Downloader.DownloadAsync(new DownloadRequest(server.Url("/from")), observer, default).AsTask();
        await rig.Clock.UntilTimerDueInAsync(TimeSpan.FromSeconds(7));
        rig.Clock.Advance(TimeSpan.FromSeconds(7));
        (await download).Dispose();

        observer.Due.Select(request => (new Uri(request.Url).AbsolutePath, request.Attempt, request.Host)).ShouldBe(
            [("/from", 1, "127.0.0.1"), ("/to", 1, "127.0.0.1"), ("/from", 2, "127.0.0.1"), ("/to", 2, "127.0.0.1")]);
        observer.Ended.Select(outcome => (outcome!.HttpStatus, outcome.RetryAfter?.TotalSeconds)).ShouldBe(
            [(302, 3), (503, 7), (302, 3), (200, null)]);
        observer.MostAtOnce.ShouldBe(1, "a turn ends before the next begins");
    }

    [Fact]
    public async Task Request_WhenTheServerHangsUp_TellsThatThereWasNoAnswer()
    {
        await using var server = new LoopbackServer((_, _) => Task.FromResult(false));
        await using var rig = new Rig(retry: new() { MaxAttempts = 1 });
        var observer = new TurnObserver();

        await Should.ThrowAsync<NetworkFailureException>(
            rig.Downloader.DownloadAsync(new DownloadRequest(server.Url()), observer, default).AsTask());

        observer.Ended.ShouldHaveSingleItem().ShouldNotBeNull().HttpStatus.ShouldBeNull();
    }

    [Theory]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://u:p@example.com/")]
    public async Task Redirect_WhenWhatIsWrittenInItsTargetIsForbidden_AsksForNoLeave(string location)
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(302, [], $"Location: {location}"));
        await using var rig = new Rig();
        var observer = new TurnObserver();

        await Should.ThrowAsync<InvalidInputException>(
            rig.Downloader.DownloadAsync(new DownloadRequest(server.Url()), observer, default).AsTask());

        observer.Due.ShouldHaveSingleItem().Host.ShouldBe("127.0.0.1");
        observer.Ended.ShouldHaveSingleItem().ShouldNotBeNull().HttpStatus.ShouldBe(302);
    }

    [Theory]
    [InlineData("private.example", "address-forbidden")]
    [InlineData("unknown.example", "dns-failed")]
    [InlineData("empty.example", "dns-failed")]
    public async Task Request_WhenNothingCouldBeSent_TellsNothingOfTheHost(string host, string reason)
    {
        await using var rig = new Rig(
            retry: new() { MaxAttempts = 1 }, resolver: new FakeResolver().With("private.example", ["10.0.0.1"]).With("empty.example", [[]]));
        var observer = new TurnObserver();

        var error = await Should.ThrowAsync<CrawlException>(
            rig.Downloader.DownloadAsync(new DownloadRequest($"http://{host}/"), observer, default).AsTask());

        error.Reason.ShouldBe(reason);
        observer.Ended.ShouldHaveSingleItem().ShouldBeNull();
    }

    [Fact]
    public async Task Request_WhenItWaitsForLeave_DoesNotUseUpItsTimeLimit()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(200, [1]));
        await using var rig = new Rig();
        var observer = new TurnObserver { Leave = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) };
        var download = rig.Downloader.DownloadAsync(new DownloadRequest(server.Url()), observer, default).AsTask();

        rig.Clock.Advance(TimeSpan.FromMinutes(5));
        server.Requests.ShouldBe(0);
        observer.Leave.SetResult();

        (await download).Dispose();
        server.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task Request_WhenLeaveIsRefused_IsNotMadeAndNotTriedAgain()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(200, [1]));
        await using var rig = new Rig();
        var observer = new TurnObserver { Leave = new TaskCompletionSource() };
        observer.Leave.SetException(new RefusedException("robots-disallowed", "Disallow: /"));

        (await Should.ThrowAsync<RefusedException>(
            rig.Downloader.DownloadAsync(new DownloadRequest(server.Url()), observer, default).AsTask())).Reason.ShouldBe("robots-disallowed");

        (server.Requests, observer.Due.Count, observer.Ended.Count).ShouldBe((0, 1, 0));
    }

    [Theory]
    [InlineData("X-Robots-Tag: max-snippet:-1\r\nX-Robots-Tag: noai", "opt-out-header", "X-Robots-Tag: noai")]
    [InlineData("x-robots-tag: noai, unavailable_after: Friday, 25-Jun-2060 15:00:00 GMT", "opt-out-header", "Friday, 25-Jun-2060")]
    [InlineData("TDM-Reservation: 1", "opt-out-tdmrep", "tdm-reservation: 1")]
    public async Task Answer_WhenItsHeadersOptOut_IsRefusedWithEvidenceAndItsBodyIsNotRead(string header, string reason, string evidence)
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(200, [1, 2, 3], header));
        await using var rig = new Rig();

        var error = await Should.ThrowAsync<RefusedException>(rig.GetAsync(server.Url()));

        (error.Reason, error.HttpStatus, error.Attempts).ShouldBe((reason, 200, 1));
        error.Message.ShouldContain(evidence);
        error.Message.ShouldContain("2030-01-01 12:00:00Z");
        server.Requests.ShouldBe(1);
    }

    [Theory]
    [InlineData("Content-Usage: train-ai=n")]
    [InlineData("X-Robots-Tag: otherbot: noai")]
    public async Task Answer_WhenItDoesNotOptOutByDefault_IsTaken(string header)
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(200, [1, 2, 3], header));
        await using var rig = new Rig();

        using var download = await rig.GetAsync(server.Url());

        download.Body.Length.ShouldBe(3);
    }

    private sealed class TurnObserver : IAttemptObserver
    {
        private int _now;

        public TaskCompletionSource? Leave { get; init; }

        public List<RequestNotice> Due { get; } = [];

        public List<RequestOutcome?> Ended { get; } = [];

        public int MostAtOnce { get; private set; }

        public ValueTask RetryScheduledAsync(RetryNotice retry, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public async ValueTask RequestDueAsync(RequestNotice request, CancellationToken cancellationToken)
        {
            Due.Add(request);
            if (Leave is not null)
                await Leave.Task;
            MostAtOnce = Math.Max(MostAtOnce, ++_now);
        }

        public void RequestEnded(RequestOutcome? outcome)
        {
            Ended.Add(outcome);
            _now--;
        }
    }
}
