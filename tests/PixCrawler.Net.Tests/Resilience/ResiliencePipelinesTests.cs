using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Urls;
using PixCrawler.Net.Resilience;
using PixCrawler.Net.Tests.Support;
using PixCrawler.TestKit;

namespace PixCrawler.Net.Tests.Resilience;

public sealed class ResiliencePipelinesTests
{
    private static readonly CrawlUrl Url = CrawlUrl.Parse("http://example.com/");

    [Fact]
    public async Task Run_WhenJitterIsOn_AddsAPartOfTheWaitThatTheSeedDecides()
    {
        var first = await DelaysAsync(seed: 1);
        (await DelaysAsync(seed: 1)).ShouldBe(first);
        (await DelaysAsync(seed: 2)).ShouldNotBe(first);
        first[0].ShouldBeInRange(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));
        first[1].ShouldBeInRange(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(6));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public async Task Run_WhenMaxAttemptsIsSet_MakesThatMany(int maxAttempts)
    {
        var clock = new ManualTimeProvider();
        await using var pipelines = new ResiliencePipelines(new RetryOptions { MaxAttempts = maxAttempts, MaxJitter = 0 }, clock, new Random(1));
        var attempts = 0;
        var observer = new RecordingObserver();
        var run = pipelines.RunAsync(
            new AttemptLog(Url, 1, observer, default),
            (_, _) =>
            {
                attempts++;
                throw new NetworkFailureException("body-broken", "scripted");
            },
            default).AsTask();
        await PassBackOffsAsync(maxAttempts - 1, observer, clock);

        (await Should.ThrowAsync<NetworkFailureException>(() => run)).Attempts.ShouldBe(maxAttempts);
        attempts.ShouldBe(maxAttempts);
    }

    [Fact]
    public async Task Run_WhenErrorIsUnknown_PassesItOnUntouched()
    {
        await using var pipelines = new ResiliencePipelines(new RetryOptions(), new ManualTimeProvider(), new Random(1));
        var thrown = new InvalidOperationException("scripted");
        (await Should.ThrowAsync<InvalidOperationException>(
            () => pipelines.RunAsync(new AttemptLog(Url, 1, new RecordingObserver(), default), (_, _) => throw thrown, default).AsTask())).ShouldBeSameAs(thrown);
    }

    private static async Task<List<TimeSpan>> DelaysAsync(int seed)
    {
        var clock = new ManualTimeProvider();
        await using var pipelines = new ResiliencePipelines(new RetryOptions { MaxJitter = 0.5 }, clock, new Random(seed));
        var observer = new RecordingObserver();
        var run = pipelines.RunAsync(
            new AttemptLog(Url, 1, observer, default), (_, _) => throw new NetworkFailureException("body-broken", "scripted"), default).AsTask();
        await PassBackOffsAsync(2, observer, clock);
        await Should.ThrowAsync<NetworkFailureException>(() => run);
        return [.. observer.All.Select(notice => notice.Delay)];
    }

    private static async Task PassBackOffsAsync(int count, RecordingObserver observer, ManualTimeProvider clock)
    {
        for (var passed = 0; passed < count; passed++)
        {
            var delay = (await observer.NextAsync()).Delay;
            await clock.UntilTimerDueInAsync(delay);
            clock.Advance(delay);
        }
    }
}
