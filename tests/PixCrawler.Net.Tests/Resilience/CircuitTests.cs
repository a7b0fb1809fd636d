using PixCrawler.Contracts.Errors;
using PixCrawler.Net.Resilience;
using PixCrawler.Net.Tests.Support;

namespace PixCrawler.Net.Tests.Resilience;

/// <summary>B9, C5: circuits outside the retries, per provider and credential. Those of hosts are their gates'.</summary>
public sealed class CircuitTests
{
    private static readonly TimeSpan Break = TimeSpan.FromSeconds(30);
    private static readonly RetryOptions Single = new() { MaxAttempts = 1 };

    private static ResilienceOptions SingleAttempts => new()
    {
        GenAi = Single with { Circuit = new CircuitBreakerOptions() },
        Upload = Single with { Circuit = new CircuitBreakerOptions { FailureRatio = 0.9, OpensOnRefusal = false } },
    };

    [Fact]
    public async Task Execute_WhenCallsKeepFailing_IsHeldBackAndUsesUpNoAttempt()
    {
        using var calls = new Calls(SingleAttempts);
        for (var call = 0; call < 5; call++)
        {
            calls.Registry.CircuitOf("upload", "a.example").Phase.ShouldBe(CircuitPhase.Closed);
            await calls.FailAsync("upload", "a.example", Calls.Unavailable());
        }

        calls.Registry.CircuitOf("upload", "a.example").ShouldBe(new CircuitStatus(CircuitPhase.Open, Break));
        calls.Clock.Advance(TimeSpan.FromSeconds(10));
        var error = await Should.ThrowAsync<CircuitOpenException>(() => calls.CallAsync("upload", "a.example", _ => null));

        (error.Reason, error.Attempts, error.RetryAfter, calls.Made).ShouldBe(("circuit-open", 0, TimeSpan.FromSeconds(20), 5));
        calls.Registry.CircuitOf("upload", "a.example").RetryAfter.ShouldBe(TimeSpan.FromSeconds(20));
        calls.Ends[^1].ShouldBe(new CallEnd("upload", "a.example", "circuit-open", 0, error));
        (await calls.CallAsync("upload", "b.example", _ => null)).ShouldBe(1);
    }

    [Fact]
    public async Task Execute_OfDownloads_HasNoCircuitForTheHostsGateHasIt()
    {
        using var calls = new Calls(new ResilienceOptions { Network = Single });
        for (var call = 0; call < 100; call++)
            await calls.FailAsync("network", "a.example", Calls.Unavailable());

        calls.Made.ShouldBe(100);
        (calls.Registry.CircuitOf("network", "a.example").Phase, calls.Registry.CircuitCount("network")).ShouldBe((CircuitPhase.Closed, 0));
        calls.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Execute_WhenEarlierRunsUsedAttempts_KeepsTheirNumberWhileOpen()
    {
        using var calls = new Calls();
        await OpenGenAiAsync(calls);
        var error = await Should.ThrowAsync<CircuitOpenException>(
            () => calls.Registry.ExecuteAsync(new OutsideCall("genai", "key", FirstAttempt: 3), (_, _) => ValueTask.FromResult(0), default).AsTask());
        error.Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task Execute_WhenAttemptsFailButCallsSucceed_StaysClosed()
    {
        var options = Calls.WithoutJitter();
        using var calls = new Calls(options with { Upload = options.Upload with { Delays = [Rig.OneMillisecond] } });
        for (var number = 0; number < 20; number++)
        {
            var observer = new RecordingObserver();
            var call = calls.CallAsync("upload", "a.example", attempt => attempt == 1 ? Calls.Unavailable() : null, observer);
            await observer.NextAsync();
            await calls.Clock.UntilTimerDueInAsync(Rig.OneMillisecond);
            calls.Clock.Advance(Rig.OneMillisecond);
            (await call).ShouldBe(2);
        }

        calls.Registry.CircuitOf("upload", "a.example").Phase.ShouldBe(CircuitPhase.Closed);
    }

    [Fact]
    public async Task Execute_WhenUrlsAreMissingOrForbidden_DoesNotBlameTheHost()
    {
        using var calls = new Calls(SingleAttempts);
        for (var call = 0; call < 20; call++)
        {
            await calls.FailAsync("upload", "a.example", new NotFoundException("http-404", "scripted"));
            await calls.FailAsync("upload", "a.example", new AuthenticationFailedException("http-403", "scripted"));
        }

        calls.Registry.CircuitOf("upload", "a.example").Phase.ShouldBe(CircuitPhase.Closed);
        calls.Made.ShouldBe(40);
    }

    [Fact]
    public async Task Execute_WhenOneInTenSucceeds_KeepsAHostThatStillAnswers()
    {
        using var calls = new Calls(SingleAttempts);
        for (var call = 0; call < 40; call++)
        {
            if (call % 9 == 0)
                await calls.CallAsync("upload", "a.example", _ => null);
            else
                await calls.FailAsync("upload", "a.example", Calls.Unavailable());
        }

        calls.Registry.CircuitOf("upload", "a.example").Phase.ShouldBe(CircuitPhase.Closed);
    }

    [Fact]
    public async Task Execute_WhenTheBreakIsOver_LetsOneTrialThrough()
    {
        using var calls = new Calls();
        await OpenGenAiAsync(calls);
        calls.Clock.Advance(Break - Rig.OneMillisecond);
        await Should.ThrowAsync<CircuitOpenException>(() => calls.CallAsync("genai", "key", _ => null));
        calls.Clock.Advance(Rig.OneMillisecond);
        calls.Registry.CircuitOf("genai", "key").ShouldBe(new CircuitStatus(CircuitPhase.Open, TimeSpan.Zero));

        var hold = new TaskCompletionSource<int>();
        var trial = calls.Registry.ExecuteAsync(new OutsideCall("genai", "key"), (_, _) => new ValueTask<int>(hold.Task), default).AsTask();
        calls.Registry.CircuitOf("genai", "key").Phase.ShouldBe(CircuitPhase.HalfOpen);
        await Should.ThrowAsync<CircuitOpenException>(() => calls.CallAsync("genai", "key", _ => null));
        hold.SetResult(7);
        (await trial).ShouldBe(7);
        calls.Registry.CircuitOf("genai", "key").Phase.ShouldBe(CircuitPhase.Closed);
        (await calls.CallAsync("genai", "key", _ => null)).ShouldBe(1);
        await UntilAsync(calls, changes => changes.SequenceEqual([CircuitPhase.Open, CircuitPhase.HalfOpen, CircuitPhase.Closed]));
    }

    [Fact]
    public async Task Execute_WhenTheTrialFails_OpensAgain()
    {
        using var calls = new Calls();
        await OpenGenAiAsync(calls);
        calls.Clock.Advance(Break);
        await calls.FailAsync("genai", "key", new AuthenticationFailedException("http-401", "scripted"));
        calls.Registry.CircuitOf("genai", "key").ShouldBe(new CircuitStatus(CircuitPhase.Open, Break));
    }

    [Fact]
    public async Task Execute_WhenTheTrialIsCancelled_ShowsNothingAndOpensAgain()
    {
        using var calls = new Calls();
        await OpenGenAiAsync(calls);
        calls.Clock.Advance(Break);
        using var cancel = new CancellationTokenSource();
        var trial = calls.Registry.ExecuteAsync(
            new OutsideCall("genai", "key"),
            async (_, token) =>
            {
                await new TaskCompletionSource().Task.WaitAsync(token);
                return 0;
            },
            cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => trial);
        calls.Registry.CircuitOf("genai", "key").Phase.ShouldBe(CircuitPhase.Open);
    }

    [Theory]
    [InlineData("image-generation")]
    [InlineData("genai")]
    [InlineData("upload")]
    public async Task Execute_WhenACredentialIsRefused_OpensItsCircuitAtOnce(string profile)
    {
        using var calls = new Calls();
        for (var call = 0; call < 50; call++)
            await calls.CallAsync(profile, "provider/key-1", _ => null);
        await calls.FailAsync(profile, "provider/key-1", new AuthenticationFailedException("http-401", "scripted"));
        calls.Registry.CircuitOf(profile, "provider/key-1").Phase.ShouldBe(CircuitPhase.Open);
        await Should.ThrowAsync<CircuitOpenException>(() => calls.CallAsync(profile, "provider/key-1", _ => null));
        (await calls.CallAsync(profile, "provider/key-2", _ => null)).ShouldBe(1);
    }

    [Fact]
    public async Task Execute_WhenTheQuotaIsGone_OpensTheCredentialsCircuitAtOnce()
    {
        using var calls = new Calls();
        await calls.FailAsync("genai", "key", new QuotaExhaustedException("quota-exhausted", "scripted"));
        (await Should.ThrowAsync<CircuitOpenException>(() => calls.CallAsync("genai", "key", _ => null))).RetryAfter.ShouldBe(Break);
        await UntilAsync(calls, changes => changes.SequenceEqual([CircuitPhase.Open]));
        calls.Changes.ShouldHaveSingleItem().ShouldBe(new CircuitChange("genai", "key", CircuitPhase.Open, Break, "quota-exhausted"));
    }

    [Fact]
    public async Task CircuitChanged_WhenACircuitOpens_IsRaised()
    {
        using var calls = new Calls();
        var seen = new TaskCompletionSource<CircuitChange>(TaskCreationOptions.RunContinuationsAsynchronously);
        calls.Registry.CircuitChanged += change => seen.TrySetResult(change);
        await OpenGenAiAsync(calls);
        (await seen.Task).Phase.ShouldBe(CircuitPhase.Open);
    }

    [Fact]
    public async Task Get_WhenThereAreMoreKeysThanAllowed_ForgetsThoseUnusedForLongestButKeepsOpenOnes()
    {
        using var calls = new Calls(new ResilienceOptions { GenAi = Single with { Circuit = new CircuitBreakerOptions { MaxCircuits = 16 } } });
        await calls.FailAsync("genai", "refused", new AuthenticationFailedException("http-401", "scripted"));
        for (var key = 0; key < 1_000; key++)
            await calls.CallAsync("genai", $"key-{key}", _ => null);
        calls.Registry.CircuitOf("genai", "refused").Phase.ShouldBe(CircuitPhase.Open);
        calls.Registry.CircuitCount("genai").ShouldBe(16);

        calls.Clock.Advance(TimeSpan.FromMinutes(10));
        await calls.CallAsync("genai", "new", _ => null);
        calls.Registry.CircuitCount("genai").ShouldBe(1);
    }

    private static Task OpenGenAiAsync(Calls calls) => calls.FailAsync("genai", "key", new AuthenticationFailedException("http-401", "scripted"));

    private static async Task UntilAsync(Calls calls, Func<IEnumerable<CircuitPhase>, bool> reached)
    {
        while (true)
        {
            lock (calls.Changes)
            {
                if (reached(calls.Changes.Select(change => change.Phase)))
                    return;
            }

            await Task.Yield();
        }
    }
}
