using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;
using PixCrawler.Net.Resilience;
using PixCrawler.Net.Tests.Support;
using PixCrawler.TestKit;

namespace PixCrawler.Net.Tests.Resilience;

/// <summary>B1 to B6, B8, C3, C5, E7: the registry, for every profile.</summary>
public sealed class ResiliencePipelinesTests
{
    [Theory]
    [InlineData("network", 2.0, 4.0)]
    [InlineData("image-generation", 1.0, 2.0)]
    [InlineData("genai", 1.0, 2.0)]
    [InlineData("upload", 5.0, 10.0)]
    public async Task Execute_WhenEveryAttemptFails_MakesExactlyThreeWithTheProfilesWaits(string profile, params double[] waits)
    {
        using var calls = new Calls();
        var observer = new RecordingObserver();
        var thrown = Calls.Unavailable();
        var call = calls.CallAsync(profile, "key", _ => thrown, observer);
        foreach (var wait in waits.Select(TimeSpan.FromSeconds))
            await PassBackOffAsync(calls, observer, wait);

        var error = await Should.ThrowAsync<ServiceUnavailableException>(() => call);

        error.ShouldBeSameAs(thrown);
        (error.Attempts, error.HttpStatus, calls.Made).ShouldBe((3, 503, 3));
        calls.Clock.Advance(TimeSpan.FromHours(1));
        calls.Made.ShouldBe(3);
        calls.Ends.ShouldHaveSingleItem().ShouldBe(new CallEnd(profile, "key", "exhausted", 3, error));
    }

    [Theory]
    [InlineData("network", 2.0, 4.0, 4.0, 4.0)]
    [InlineData("image-generation", 1.0, 2.0, 4.0, 4.0)]
    [InlineData("genai", 1.0, 2.0, 4.0, 4.0)]
    [InlineData("upload", 5.0, 10.0, 20.0, 20.0)]
    public async Task Execute_WhenThereAreMoreAttempts_GoesOnByTheSchedule(string profile, params double[] waits)
    {
        var all = Calls.WithoutJitter();
        var five = new ResilienceOptions
        {
            Network = all.Network with { MaxAttempts = 5 },
            ImageGeneration = all.ImageGeneration with { MaxAttempts = 5 },
            GenAi = all.GenAi with { MaxAttempts = 5 },
            Upload = all.Upload with { MaxAttempts = 5 },
        };
        using var calls = new Calls(five);
        var observer = new RecordingObserver();
        var call = calls.CallAsync(profile, "key", _ => Calls.Unavailable(), observer);
        foreach (var wait in waits.Select(TimeSpan.FromSeconds))
            await PassBackOffAsync(calls, observer, wait);
        (await Should.ThrowAsync<ServiceUnavailableException>(() => call)).Attempts.ShouldBe(5);
    }

    [Theory]
    [InlineData("network", 10)]
    [InlineData("image-generation", 8)]
    public async Task Execute_WhenTheWaitGrowsBeyondTheCap_IsCut(string profile, double cap)
    {
        var all = Calls.WithoutJitter();
        IReadOnlyList<TimeSpan> delays = [TimeSpan.FromSeconds(100)];
        using var calls = new Calls(all with { Network = all.Network with { Delays = delays }, ImageGeneration = all.ImageGeneration with { Delays = delays } });
        var observer = new RecordingObserver();
        var call = calls.CallAsync(profile, "key", attempt => attempt == 1 ? Calls.Unavailable() : null, observer);
        await PassBackOffAsync(calls, observer, TimeSpan.FromSeconds(cap));
        (await call).ShouldBe(2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public async Task Execute_WhenMaxAttemptsIsSet_MakesThatMany(int maxAttempts)
    {
        var all = Calls.WithoutJitter();
        using var calls = new Calls(all with { Network = all.Network with { MaxAttempts = maxAttempts } });
        var observer = new RecordingObserver();
        var call = calls.CallAsync("network", "key", _ => Calls.Unavailable(), observer);
        for (var retry = 1; retry < maxAttempts; retry++)
            await PassBackOffAsync(calls, observer, TimeSpan.FromSeconds(retry == 1 ? 2 : 4));
        (await Should.ThrowAsync<ServiceUnavailableException>(() => call)).Attempts.ShouldBe(maxAttempts);
        calls.Made.ShouldBe(maxAttempts);
    }

    [Fact]
    public async Task Execute_WhenJitterIsOn_AddsAPartOfTheWaitThatTheSeedDecides()
    {
        var first = await DelaysAsync(seed: 1);
        (await DelaysAsync(seed: 1)).ShouldBe(first);
        (await DelaysAsync(seed: 2)).ShouldNotBe(first);
        first[0].ShouldBeInRange(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));
        first[1].ShouldBeInRange(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task Execute_WhenCallsRunSideBySide_NeverShareACounter()
    {
        using var calls = new Calls();
        var first = new RecordingObserver();
        var second = new RecordingObserver();
        var failing = calls.CallAsync("genai", "key", attempt => attempt < 3 ? Calls.Unavailable() : null, first);
        await first.NextAsync();
        var other = calls.CallAsync("genai", "key", attempt => attempt < 3 ? Calls.Unavailable() : null, second);
        await second.NextAsync();
        calls.Clock.Advance(TimeSpan.FromSeconds(1));
        await first.NextAsync();
        await second.NextAsync();
        await calls.Clock.UntilTimerDueInAsync(TimeSpan.FromSeconds(2));
        while (calls.Clock.ArmedTimers < 2)
            await Task.Yield();
        calls.Clock.Advance(TimeSpan.FromSeconds(2));
        (await failing, await other, calls.Made).ShouldBe((3, 3, 6));
    }

    [Fact]
    public async Task Execute_WhenATimeoutIsFollowedByARefusal_StopsAfterTwoCalls()
    {
        using var calls = new Calls();
        var observer = new RecordingObserver();
        var call = calls.CallAsync(
            "genai", "key",
            attempt => attempt == 1 ? new RequestTimeoutException("timeout", "scripted") : new AuthenticationFailedException("http-401", "scripted"),
            observer);
        await PassBackOffAsync(calls, observer, TimeSpan.FromSeconds(1));
        (await Should.ThrowAsync<AuthenticationFailedException>(() => call)).Attempts.ShouldBe(2);
        calls.Made.ShouldBe(2);
    }

    [Theory]
    [InlineData("network", 30)]
    [InlineData("image-generation", 120)]
    [InlineData("genai", 60)]
    [InlineData("upload", 300)]
    public async Task Execute_WhenAnAttemptNeverEnds_TimesOut(string profile, double seconds)
    {
        using var calls = new Calls();
        var observer = new RecordingObserver();
        var call = calls.Registry.ExecuteAsync(
            new OutsideCall(profile, "key") { Observer = observer },
            async (_, token) =>
            {
                await new TaskCompletionSource().Task.WaitAsync(token);
                return 0;
            },
            default).AsTask();
        await calls.Clock.UntilTimerDueInAsync(TimeSpan.FromSeconds(seconds));
        calls.Clock.Advance(TimeSpan.FromSeconds(seconds) - Rig.OneMillisecond);
        observer.All.ShouldBeEmpty();
        calls.Clock.Advance(Rig.OneMillisecond);
        (await observer.NextAsync()).Reason.ShouldBe("timeout");
        call.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Execute_WhenTheCallerCancels_IsCancelledAndNothingElse()
    {
        using var calls = new Calls();
        using var cancel = new CancellationTokenSource();
        var observer = new RecordingObserver();
        var call = calls.CallAsync("upload", "key", _ => Calls.Unavailable(), observer, cancel.Token);
        await observer.NextAsync();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
        calls.Made.ShouldBe(1);
        calls.Ends.ShouldHaveSingleItem().Outcome.ShouldBe("cancelled");
    }

    [Theory]
    [InlineData(typeof(TaskCanceledException), typeof(RequestTimeoutException), "timeout")]
    [InlineData(typeof(System.Net.Sockets.SocketException), typeof(NetworkFailureException), "connection-failed")]
    [InlineData(typeof(HttpRequestException), typeof(NetworkFailureException), "connection-failed")]
    [InlineData(typeof(IOException), typeof(NetworkFailureException), "connection-failed")]
    public async Task Execute_WhenTheStackThrows_TranslatesByType(Type thrown, Type expected, string reason)
    {
        using var calls = new Calls(new ResilienceOptions { Upload = new RetryOptions { MaxAttempts = 1 } });
        var error = await Should.ThrowAsync(() => calls.CallAsync("upload", "key", _ => (Exception)Activator.CreateInstance(thrown)!), expected);
        ((CrawlException)error).Reason.ShouldBe(reason);
    }

    [Fact]
    public async Task Execute_WhenErrorIsUnknown_PassesItOnUntouched()
    {
        using var calls = new Calls();
        var thrown = new InvalidOperationException("scripted");
        (await Should.ThrowAsync<InvalidOperationException>(() => calls.CallAsync("network", "key", _ => thrown))).ShouldBeSameAs(thrown);
        calls.Ends.ShouldHaveSingleItem().Outcome.ShouldBe("broken");
    }

    [Theory]
    [InlineData("network", 500, FailureClass.Permanent)]
    [InlineData("genai", 500, FailureClass.Transient)]
    [InlineData("genai", 408, FailureClass.Transient)]
    [InlineData("upload", 502, FailureClass.Permanent)]
    [InlineData("image-generation", 503, FailureClass.Transient)]
    public async Task ErrorOf_GoesByTheTableOfTheProfile(string profile, int status, FailureClass expected)
    {
        using var calls = new Calls();
        CrawlException? error = null;
        await calls.Registry.ExecuteAsync(
            new OutsideCall(profile, "key"),
            (attempt, _) =>
            {
                error = attempt.ErrorOf(new ErrorAnswer(status, "api.example"));
                return ValueTask.FromResult(0);
            },
            default);
        FailureClassifier.Classify(error!).ShouldBe(expected);
    }

    [Fact]
    public void Execute_WhenTheProfileIsUnknown_NamesThoseThereAre()
    {
        using var calls = new Calls();
        Should.Throw<ArgumentException>(() => calls.Registry.ExecuteAsync(new OutsideCall("net", "key"), (_, _) => ValueTask.FromResult(0), default).AsTask())
            .Message.ShouldContain("genai, image-generation, network, upload");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Execute_WhenFirstAttemptIsOutOfRange_IsRefused(int firstAttempt)
    {
        using var calls = new Calls();
        Should.Throw<ArgumentOutOfRangeException>(
            () => calls.Registry.ExecuteAsync(new OutsideCall("genai", "key", firstAttempt), (_, _) => ValueTask.FromResult(0), default).AsTask());
    }

    [Fact]
    public void Create_WhenAProfileIsWrong_NamesIt() =>
        Should.Throw<ArgumentException>(() => new Calls(new ResilienceOptions { Upload = new RetryOptions { MaxAttempts = 11 } }))
            .Message.ShouldContain("upload:MaxAttempts must be from 1 to 10, not 11");

    private static async Task<List<TimeSpan>> DelaysAsync(int seed)
    {
        var clock = new ManualTimeProvider();
        using var registry = new ResiliencePipelines(new ResilienceOptions { Network = new RetryOptions { MaxJitter = 0.5 } }, clock, new Random(seed));
        var observer = new RecordingObserver();
        var call = registry.ExecuteAsync<int>(
            new OutsideCall("network", "key") { Observer = observer }, (_, _) => throw Calls.Unavailable(), default).AsTask();
        for (var retry = 0; retry < 2; retry++)
        {
            var delay = (await observer.NextAsync()).Delay;
            await clock.UntilTimerDueInAsync(delay);
            clock.Advance(delay);
        }

        await Should.ThrowAsync<ServiceUnavailableException>(() => call);
        return [.. observer.All.Select(notice => notice.Delay)];
    }

    private static async Task PassBackOffAsync(Calls calls, RecordingObserver observer, TimeSpan delay)
    {
        (await observer.NextAsync()).Delay.ShouldBe(delay);
        await calls.Clock.UntilTimerDueInAsync(delay);
        var before = calls.Made;
        calls.Clock.Advance(delay - Rig.OneMillisecond);
        calls.Made.ShouldBe(before);
        calls.Clock.ArmedTimers.ShouldBe(1);
        calls.Clock.Advance(Rig.OneMillisecond);
    }
}
