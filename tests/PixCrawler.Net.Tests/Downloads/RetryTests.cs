using PixCrawler.Contracts.Errors;
using PixCrawler.Net.Http;
using PixCrawler.Net.Resilience;
using PixCrawler.Net.Tests.Support;

namespace PixCrawler.Net.Tests.Downloads;

public sealed class RetryTests
{
    private static readonly TimeSpan TwoSeconds = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FourSeconds = TimeSpan.FromSeconds(4);

    [Theory]
    [InlineData(503, typeof(ServiceUnavailableException))]
    [InlineData(504, typeof(ServiceUnavailableException))]
    [InlineData(429, typeof(RateLimitedException))]
    public async Task Download_WhenServerAlwaysFailsForNow_AsksExactlyThreeTimesTwoAndFourSecondsApart(int status, Type type)
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(status));
        await using var rig = new Rig();
        var download = rig.GetAsync(server.Url());

        await rig.PassBackOffAsync(TwoSeconds, server);
        await rig.PassBackOffAsync(FourSeconds, server);
        var error = (CrawlException)await Should.ThrowAsync(() => download, type);

        error.Attempts.ShouldBe(3);
        error.HttpStatus.ShouldBe(status);
        error.Reason.ShouldBe($"http-{status}");
        server.Requests.ShouldBe(3);
        rig.Clock.Advance(TimeSpan.FromHours(1));
        server.Requests.ShouldBe(3);
        rig.Observer.All.Select(notice => (notice.NextAttempt, notice.MaxAttempts, notice.HttpStatus, notice.Host))
            .ShouldBe([(2, 3, status, "127.0.0.1"), (3, 3, status, "127.0.0.1")]);
    }

    [Theory]
    [InlineData(404, typeof(NotFoundException))]
    [InlineData(400, typeof(BadRequestException))]
    [InlineData(401, typeof(AuthenticationFailedException))]
    [InlineData(403, typeof(AuthenticationFailedException))]
    [InlineData(500, typeof(PermanentException))]
    [InlineData(304, typeof(PermanentException))]
    public async Task Download_WhenErrorIsPermanent_AsksOnce(int status, Type type)
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(status));
        await using var rig = new Rig();

        var error = (CrawlException)await Should.ThrowAsync(() => rig.GetAsync(server.Url()), type);

        (error.Reason, error.HttpStatus, error.Attempts, server.Requests).ShouldBe(($"http-{status}", status, 1, 1));
        rig.Observer.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Download_WhenEarlierRunsUsedTwoAttempts_MakesTheLastOneOnly()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(503));
        await using var rig = new Rig();

        var error = await Should.ThrowAsync<ServiceUnavailableException>(() => rig.GetAsync(server.Url(), firstAttempt: 3));

        (error.Attempts, server.Requests, rig.Observer.All.Count).ShouldBe((3, 1, 0));
    }

    [Fact]
    public async Task Download_WhenEarlierRunUsedOneAttempt_WaitsAsAfterTheSecond()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(503));
        await using var rig = new Rig();
        var download = rig.GetAsync(server.Url(), firstAttempt: 2);

        await rig.PassBackOffAsync(FourSeconds, server);

        (await Should.ThrowAsync<ServiceUnavailableException>(() => download)).Attempts.ShouldBe(3);
        server.Requests.ShouldBe(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public async Task Download_WhenFirstAttemptIsOutOfRange_IsRefused(int firstAttempt)
    {
        await using var rig = new Rig();
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => rig.GetAsync("http://127.0.0.1/", firstAttempt));
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("1", 2)]
    [InlineData("0", 2)]
    [InlineData("60", 60)]
    [InlineData("-1", 2)]
    [InlineData("soon", 2)]
    [InlineData("Tue, 01 Jan 2030 12:00:30 GMT", 30)]
    [InlineData("Tue, 01 Jan 2030 11:00:00 GMT", 2)]
    [InlineData("Wed, 01 Jan 2030 12:00:30 GMT", 2)]
    public async Task Download_WhenServerSaysRetryAfter_WaitsForTheLongerOfItAndTheScheduleOnce(string header, int seconds)
    {
        await using var server = LoopbackServer.Answering(request =>
            request.Number == 1 ? LoopbackServer.Answer(503, null, $"Retry-After: {header}") : LoopbackServer.Answer(200, [1]));
        await using var rig = new Rig();
        var download = rig.GetAsync(server.Url());

        await rig.PassBackOffAsync(TimeSpan.FromSeconds(seconds), server);

        using var result = await download;
        (result.Attempts, server.Requests).ShouldBe((2, 2));
    }

    [Theory]
    [InlineData("61")]
    [InlineData("2147483647")]
    [InlineData("Tue, 01 Jan 2030 12:01:01 GMT")]
    public async Task Download_WhenRetryAfterIsLongerThanAllowed_FailsNowAsTransient(string header)
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(429, null, $"Retry-After: {header}"));
        await using var rig = new Rig();

        var error = await Should.ThrowAsync<RateLimitedException>(() => rig.GetAsync(server.Url()));

        (error.Reason, error.HttpStatus, error.Attempts, server.Requests).ShouldBe(("retry-after-too-long", 429, 1, 1));
    }

    [Fact]
    public async Task Download_WhenBodyIsCutOnce_SucceedsWithTheSecondAttempt()
    {
        await using var server = new LoopbackServer(async (request, stream) =>
        {
            await stream.WriteAsync(LoopbackServer.Answer(200, [1, 2, 3], request.Number == 1 ? "Content-Length: 9" : "Content-Length: 3"));
            return request.Number > 1;
        });
        await using var rig = new Rig();
        var download = rig.GetAsync(server.Url());

        (await rig.Observer.NextAsync()).Reason.ShouldBe("body-broken");
        rig.Budget.AvailableBytes.ShouldBe(rig.Budget.MaxBytesInFlight);
        await rig.Clock.UntilTimerDueInAsync(TwoSeconds);
        rig.Clock.Advance(TwoSeconds);

        using var result = await download;
        result.Body.ToArray().ShouldBe([1, 2, 3]);
        (result.Attempts, server.Requests).ShouldBe((2, 2));
    }

    [Theory]
    [InlineData(10, 30, 10)]
    [InlineData(60, 30, 30)]
    public async Task Download_WhenServerNeverAnswers_TimesOutThreeTimes(double firstByte, double request, double each)
    {
        var limit = TimeSpan.FromSeconds(each);
        await using var server = new LoopbackServer((_, _) => new TaskCompletionSource<bool>().Task);
        await using var rig = new Rig(new HttpOptions { FirstByteTimeout = TimeSpan.FromSeconds(firstByte), RequestTimeout = TimeSpan.FromSeconds(request) });
        var download = rig.GetAsync(server.Url());

        await rig.Clock.UntilTimerDueInAsync(limit);
        rig.Clock.Advance(limit - Rig.OneMillisecond);
        rig.Observer.All.ShouldBeEmpty();
        rig.Clock.Advance(Rig.OneMillisecond);
        await rig.PassBackOffAsync(TwoSeconds, server);
        await rig.Clock.UntilTimerDueInAsync(limit);
        rig.Clock.Advance(limit);
        await rig.PassBackOffAsync(FourSeconds, server);
        await rig.Clock.UntilTimerDueInAsync(limit);
        rig.Clock.Advance(limit);

        var error = await Should.ThrowAsync<RequestTimeoutException>(() => download);
        (error.Reason, error.Attempts, error.HttpStatus).ShouldBe(("timeout", 3, null));
    }

    [Fact]
    public async Task Download_WhenTheUrlsTimeIsUp_EndsInTheMiddleOfTheAttempt()
    {
        await using var server = new LoopbackServer((_, _) => new TaskCompletionSource<bool>().Task);
        await using var rig = new Rig(new HttpOptions { UrlTimeout = TimeSpan.FromSeconds(30) });
        var download = rig.GetAsync(server.Url());
        await PassFirstByteAsync(rig);
        await rig.PassBackOffAsync(TwoSeconds, server);
        await PassFirstByteAsync(rig);
        await rig.PassBackOffAsync(FourSeconds, server);
        await rig.Clock.UntilTimerDueInAsync(FourSeconds);
        rig.Clock.Advance(FourSeconds - Rig.OneMillisecond);
        download.IsCompleted.ShouldBeFalse();
        rig.Clock.Advance(Rig.OneMillisecond);

        var error = await Should.ThrowAsync<RequestTimeoutException>(() => download);
        (error.Reason, error.Attempts).ShouldBe(("url-timeout", 3));
    }

    [Fact]
    public async Task Download_WhenTheNextWaitWouldOutlastTheUrlsTime_EndsNowWithItsOwnError()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(503, null, "Retry-After: 29"));
        await using var rig = new Rig(new HttpOptions { UrlTimeout = TimeSpan.FromSeconds(30) });
        var download = rig.GetAsync(server.Url());
        await rig.PassBackOffAsync(TimeSpan.FromSeconds(29), server);

        var error = await Should.ThrowAsync<ServiceUnavailableException>(() => download);
        (error.Reason, error.Attempts, server.Requests).ShouldBe(("http-503", 2, 2));
    }

    [Fact]
    public async Task Download_WhenBodyStops_IsTransientAndGivesTheBudgetBack()
    {
        await using var server = new LoopbackServer(async (_, stream) =>
        {
            await stream.WriteAsync(LoopbackServer.Answer(200, [1], "Content-Length: 2"));
            return await new TaskCompletionSource<bool>().Task;
        });
        await using var rig = new Rig(new HttpOptions { FirstByteTimeout = TimeSpan.FromSeconds(20) }, new RetryOptions { MaxAttempts = 1 });
        var download = rig.GetAsync(server.Url());

        await rig.Clock.UntilTimerDueInAsync(TimeSpan.FromSeconds(10));
        rig.Clock.Advance(TimeSpan.FromSeconds(10));

        var error = await Should.ThrowAsync<RequestTimeoutException>(() => download);
        (error.Reason, error.Attempts).ShouldBeOneOf(("stalled", 1), ("too-slow", 1));
        rig.Budget.AvailableBytes.ShouldBe(rig.Budget.MaxBytesInFlight);
    }

    [Fact]
    public async Task Download_WhenServerHangsUpOnReusedConnections_IsNotRepeatedBehindOurBack()
    {
        await using var server = new LoopbackServer(async (request, stream) =>
        {
            if (request.Target != "/warm")
                return false;
            await stream.WriteAsync(LoopbackServer.Answer(200, [1]));
            return true;
        });
        await using var rig = new Rig();
        var warm = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => rig.GetAsync(server.Url("/warm"))));
        Array.ForEach(warm, download => download.Dispose());

        var download = rig.GetAsync(server.Url("/hang-up"));
        await rig.PassBackOffAsync(TwoSeconds, server);
        await rig.PassBackOffAsync(FourSeconds, server);

        (await Should.ThrowAsync<NetworkFailureException>(() => download)).Reason.ShouldBe("connection-failed");
        server.Seen.Count(request => request.Target == "/hang-up").ShouldBe(3);
    }

    [Fact]
    public async Task Download_WhenErrorTurnsPermanent_StopsThere()
    {
        await using var server = LoopbackServer.Answering(request => LoopbackServer.Answer(request.Number == 1 ? 503 : 401));
        await using var rig = new Rig();
        var download = rig.GetAsync(server.Url());

        await rig.PassBackOffAsync(TwoSeconds, server);

        (await Should.ThrowAsync<AuthenticationFailedException>(() => download)).Attempts.ShouldBe(2);
        server.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task Download_WhenRetryCannotBeRecorded_IsNotRetried()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(503));
        await using var rig = new Rig();

        var error = await Should.ThrowAsync<InfrastructureException>(
            () => rig.Downloader.DownloadAsync(new(server.Url()), new BrokenObserver(), default).AsTask());

        (error.Kind, server.Requests).ShouldBe((InfrastructureKind.Journal, 1));
    }

    [Fact]
    public async Task Download_WhenPortIsClosed_IsAConnectionFailure()
    {
        await using var rig = new Rig(retry: new RetryOptions { MaxAttempts = 1 });
        int port;
        await using (var server = LoopbackServer.Answering([]))
            port = server.Port;

        (await Should.ThrowAsync<NetworkFailureException>(() => rig.GetAsync($"http://127.0.0.1:{port}/"))).Reason.ShouldBe("connection-failed");
    }

    private static async Task PassFirstByteAsync(Rig rig)
    {
        await rig.Clock.UntilTimerDueInAsync(TimeSpan.FromSeconds(10));
        rig.Clock.Advance(TimeSpan.FromSeconds(10));
    }

    private sealed class BrokenObserver : PixCrawler.Net.Downloads.IAttemptObserver
    {
        public ValueTask RetryScheduledAsync(PixCrawler.Net.Downloads.RetryNotice retry, CancellationToken cancellationToken) =>
            throw new InfrastructureException(InfrastructureKind.Journal, "gone");
    }
}
