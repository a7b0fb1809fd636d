using System.Text;
using PixCrawler.Contracts.Errors;
using PixCrawler.Net.Downloads;
using PixCrawler.Net.Http;
using PixCrawler.Net.Resilience;
using PixCrawler.Net.Tests.Support;

namespace PixCrawler.Net.Tests.Downloads;

public sealed class HttpDownloaderTests
{
    private const int TwentyMebibytes = 20 * 1024 * 1024;

    private static readonly RetryOptions Once = new() { MaxAttempts = 1 };

    [Fact]
    public async Task Download_WhenServerAnswers_GivesBodyTypeAndNoFinalUrl()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(200, [1, 2, 3], "Content-Type: image/png; x=y"));
        await using var rig = new Rig();

        using var download = await rig.GetAsync(server.Url());

        download.Body.ToArray().ShouldBe([1, 2, 3]);
        (download.HttpStatus, download.FinalUrl, download.ContentType, download.Attempts).ShouldBe((200, null, "image/png", 1));
    }

    [Fact]
    public async Task Download_WhenSent_IsHonestAndPlain()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(200, [1]));
        await using var rig = new Rig(new HttpOptions { Contact = "https://example.com/bot", ProductVersion = "1.2.3" });

        using var download = await rig.GetAsync(server.Url("/a.jpg?q=1#fragment"));

        var request = server.Seen.Single();
        request.Target.ShouldBe("/a.jpg?q=1");
        request.Header("User-Agent").ShouldBe("PixCrawler/1.2.3 (+https://example.com/bot)");
        request.Header("Accept-Encoding").ShouldBe("identity");
        request.Header("Accept")!.ShouldStartWith("image/*");
        request.HeaderLines.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Download_WhenBodyIsExactlyTheLimit_Passes(bool declared)
    {
        await using var server = LoopbackServer.Answering(Body(TwentyMebibytes, declared));
        await using var rig = new Rig();

        using (var download = await rig.GetAsync(server.Url()))
        {
            download.Body.Length.ShouldBe(TwentyMebibytes);
            rig.Budget.AvailableBytes.ShouldBe(rig.Budget.MaxBytesInFlight - TwentyMebibytes);
        }

        rig.Budget.AvailableBytes.ShouldBe(rig.Budget.MaxBytesInFlight);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Download_WhenBodyIsOneByteLarger_IsRefusedForGood(bool declared)
    {
        await using var server = LoopbackServer.Answering(Body(TwentyMebibytes + 1, declared));
        await using var rig = new Rig();

        var error = await Should.ThrowAsync<PermanentException>(() => rig.GetAsync(server.Url()));

        (error.Reason, error.Attempts, server.Requests).ShouldBe(("body-too-large", 1, 1));
        rig.Budget.AvailableBytes.ShouldBe(rig.Budget.MaxBytesInFlight);
    }

    [Fact]
    public async Task Download_WhenBodyIsEndlessAndChunked_IsCutAtTheLimit()
    {
        await using var server = new LoopbackServer(async (_, stream) =>
        {
            await stream.WriteAsync(LoopbackServer.Answer(200, null, "Transfer-Encoding: chunked"));
            var chunk = Encoding.ASCII.GetBytes("400\r\n" + new string('x', 1024) + "\r\n");
            while (true)
                await stream.WriteAsync(chunk);
        });
        await using var rig = new Rig(new HttpOptions { MaxBodyBytes = 100_000, MaxBytesInFlight = 100_000 });

        (await Should.ThrowAsync<PermanentException>(() => rig.GetAsync(server.Url()))).Reason.ShouldBe("body-too-large");
        rig.Budget.AvailableBytes.ShouldBe(100_000);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    [InlineData("gzip, gzip")]
    [InlineData("identity, gzip")]
    public async Task Download_WhenBodyIsEncoded_IsRefusedForGood(string encoding)
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(200, [1], $"Content-Encoding: {encoding}"));
        await using var rig = new Rig();

        (await Should.ThrowAsync<PermanentException>(() => rig.GetAsync(server.Url()))).Reason.ShouldBe("encoded-body");
        server.Requests.ShouldBe(1);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("Identity")]
    public async Task Download_WhenEncodingIsIdentity_Passes(string encoding)
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(200, [1], $"Content-Encoding: {encoding}"));
        await using var rig = new Rig();
        using var download = await rig.GetAsync(server.Url());
        download.Body.Length.ShouldBe(1);
    }

    [Theory]
    [InlineData(1, 31 * 1024, true)]
    [InlineData(1, 33 * 1024, false)]
    [InlineData(1_000, 40, false)]
    [InlineData(99, 40, true)]
    [InlineData(100, 40, false)]
    public async Task Download_WhenHeadersAreLargeOrMany_StopsAt32KiBAnd100Fields(int count, int length, bool passes)
    {
        var headers = Enumerable.Range(0, count).Select(index => $"X-{index}: {new string('h', length)}").ToArray();
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(200, [1], headers));
        await using var rig = new Rig();

        if (passes)
            (await rig.GetAsync(server.Url())).Dispose();
        else
            (await Should.ThrowAsync<PermanentException>(() => rig.GetAsync(server.Url()))).Reason.ShouldBe("headers-too-large");
        server.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task Download_WhenAnswerIsNotHttp_IsTransient()
    {
        await using var server = LoopbackServer.Answering("SSH-2.0-OpenSSH_9.2\r\n\r\n"u8.ToArray());
        await using var rig = new Rig(retry: Once);
        (await Should.ThrowAsync<NetworkFailureException>(() => rig.GetAsync(server.Url()))).Reason.ShouldBe("response-invalid");
    }

    [Fact]
    public async Task Download_WhenBodyIsEmpty_GivesAnEmptyBody()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(200));
        await using var rig = new Rig();
        using var download = await rig.GetAsync(server.Url());
        download.Body.IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData("nothing", "url-invalid")]
    [InlineData("ftp://example.com/", "url-scheme-forbidden")]
    [InlineData("http://u@example.com/", "url-userinfo-forbidden")]
    [InlineData("http://10.0.0.1/", "address-forbidden")]
    public async Task Download_WhenUrlIsForbidden_MakesNoAttempt(string url, string reason)
    {
        await using var rig = new Rig();
        var error = await Should.ThrowAsync<InvalidInputException>(() => rig.GetAsync(url));
        (error.Reason, error.Attempts).ShouldBe((reason, 0));
    }

    [Fact]
    public async Task Download_WhenAbandoned_GivesTheBudgetBackOnce()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(200, new byte[1_000]));
        await using var rig = new Rig();
        var download = await rig.GetAsync(server.Url());
        rig.Budget.AvailableBytes.ShouldBe(rig.Budget.MaxBytesInFlight - 1_000);

        download.Abandon();
        download.Dispose();
        download.Abandon();

        rig.Budget.AvailableBytes.ShouldBe(rig.Budget.MaxBytesInFlight);
    }

    [Fact]
    public async Task Download_WhenBudgetIsUsedUp_WaitsWithoutItsTimeRunning()
    {
        await using var server = LoopbackServer.Answering(LoopbackServer.Answer(200, new byte[1_000]));
        await using var rig = new Rig(new HttpOptions { MaxBodyBytes = 1_024, MaxBytesInFlight = 1_500 });
        var first = await rig.GetAsync(server.Url());
        var second = rig.GetAsync(server.Url());
        await rig.Budget.UntilWaitingAsync();

        rig.Clock.Advance(TimeSpan.FromMinutes(5));
        second.IsCompleted.ShouldBeFalse();
        first.Dispose();

        (await second).Dispose();
        rig.Budget.AvailableBytes.ShouldBe(1_500);
    }

    [Fact]
    public async Task Download_WhenCallerCancels_EndsAtOnceInEveryState()
    {
        var never = new TaskCompletionSource<bool>();
        await using var silent = new LoopbackServer((_, _) => never.Task);
        await using var failing = LoopbackServer.Answering(LoopbackServer.Answer(503));
        await using var rig = new Rig(new HttpOptions { MaxBodyBytes = 1_024, MaxBytesInFlight = 1_024 });

        using (var cancel = new CancellationTokenSource())
        {
            var inHeaders = rig.GetAsync(silent.Url(), cancellationToken: cancel.Token);
            await rig.Clock.UntilTimerDueInAsync(TimeSpan.FromSeconds(10));
            await CancelsAsync(inHeaders, cancel);
        }

        using (var cancel = new CancellationTokenSource())
        {
            var inBackOff = rig.GetAsync(failing.Url(), cancellationToken: cancel.Token);
            await rig.Clock.UntilTimerDueInAsync(TimeSpan.FromSeconds(2));
            await CancelsAsync(inBackOff, cancel);
        }

        await using var full = LoopbackServer.Answering(LoopbackServer.Answer(200, new byte[1_024]));
        using (var holder = await rig.GetAsync(full.Url()))
        using (var cancel = new CancellationTokenSource())
        {
            var inBudget = rig.GetAsync(full.Url(), cancellationToken: cancel.Token);
            await rig.Budget.UntilWaitingAsync();
            await CancelsAsync(inBudget, cancel);
        }

        await Should.ThrowAsync<OperationCanceledException>(() => rig.GetAsync(full.Url(), cancellationToken: new CancellationToken(true)));
        rig.Budget.AvailableBytes.ShouldBe(1_024);
        rig.Clock.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task Download_WhenManyRunAtOnce_LeavesTheBudgetWhole()
    {
        await using var server = LoopbackServer.Answering(request =>
            LoopbackServer.Answer(request.Number % 3 == 0 ? 404 : 200, new byte[request.Number % 50 * 1_000]));
        await using var rig = new Rig(new HttpOptions { MaxBodyBytes = 50_000, MaxBytesInFlight = 60_000 });

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
        {
            try
            {
                using var download = await rig.GetAsync(server.Url());
                rig.Budget.AvailableBytes.ShouldBeInRange(0, 60_000 - download.Body.Length);
            }
            catch (NotFoundException)
            {
                // A third of them.
            }
        }));

        rig.Budget.AvailableBytes.ShouldBe(60_000);
        server.Requests.ShouldBe(200);
    }

    [Fact]
    public async Task Create_WhenBudgetCannotHoldOneBody_IsRefused()
    {
        await using var rig = new Rig();
        var options = new HttpOptions();
        using var http = new GuardedHttp(options, new NetworkAccessOptions(), new FakeResolver(), rig.Clock);
        using var pipelines = new ResiliencePipelines(new ResilienceOptions(), rig.Clock, new Random(1));
        Should.Throw<ArgumentException>(() => new HttpDownloader(http, options, pipelines, new ByteBudget(options.MaxBodyBytes - 1), rig.Clock));
    }

    private static async Task CancelsAsync(Task<Download> download, CancellationTokenSource cancel)
    {
        await cancel.CancelAsync();
        var error = await Should.ThrowAsync<OperationCanceledException>(() => download.WaitAsync(TimeSpan.FromSeconds(5)));
        error.CancellationToken.ShouldBe(cancel.Token);
    }

    private static byte[] Body(int length, bool declared)
    {
        var body = new byte[length];
        if (declared)
            return LoopbackServer.Answer(200, body);
        return LoopbackServer.Answer(
            200, [.. Encoding.ASCII.GetBytes($"{length:x}\r\n"), .. body, .. "\r\n0\r\n\r\n"u8], "Transfer-Encoding: chunked");
    }
}
