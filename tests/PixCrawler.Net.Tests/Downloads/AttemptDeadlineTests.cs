using PixCrawler.Net.Downloads;
using PixCrawler.Net.Http;
using PixCrawler.TestKit;

namespace PixCrawler.Net.Tests.Downloads;

/// <summary>The time limits of an attempt to the millisecond; nothing here waits.</summary>
public sealed class AttemptDeadlineTests : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly ManualTimeProvider _clock = new();
    private readonly AttemptDeadline _deadline;

    public AttemptDeadlineTests() => _deadline = Begin(new HttpOptions());

    public void Dispose() => _deadline.Dispose();

    [Fact]
    public void Answer_WhenItsFirstByteDoesNotCome_TimesOutAfterTenSeconds()
    {
        _deadline.AwaitAnswer();
        PassesUntil(10, "timeout");
    }

    [Fact]
    public void Answer_AfterARedirect_HasTenSecondsOfItsOwn()
    {
        _deadline.AwaitAnswer();
        _clock.Advance(Seconds(9));
        _deadline.AwaitAnswer();
        PassesUntil(10, "timeout");
    }

    [Fact]
    public void Body_WhenNothingComes_IsStalledAfterTenSeconds()
    {
        _deadline.AwaitAnswer();
        _clock.Advance(Seconds(9));
        _deadline.AwaitBody();
        PassesUntil(10, "stalled");
    }

    [Fact]
    public void Body_WhenOneByteComesEveryNineSeconds_IsTooSlowAfterTen()
    {
        _deadline.AwaitBody();
        _clock.Advance(Seconds(9));
        _deadline.Received(1);
        PassesUntil(1, "too-slow");
    }

    [Theory]
    [InlineData(1_024, null)]
    [InlineData(1_023, "too-slow")]
    public void Body_WhenItComesAtTheLeastRate_Passes(int bytesEachSecond, string? reason)
    {
        _deadline.AwaitBody();
        for (var second = 0; second < 19; second++)
        {
            _deadline.Received(bytesEachSecond);
            _clock.Advance(Seconds(1));
        }

        _deadline.Expired.ShouldBe(reason);
    }

    [Fact]
    public void Body_WhenAQuickOneTurnsSlow_IsTooSlowInTheNextWindow()
    {
        _deadline.AwaitBody();
        _deadline.Received(10_000_000);
        _clock.Advance(Seconds(9));
        _deadline.Received(1);
        _clock.Advance(Seconds(9));
        _deadline.Received(1);
        PassesUntil(2, "too-slow");
    }

    [Fact]
    public void Attempt_WhenEverythingComesSlowlyEnough_EndsAfterThirtySeconds()
    {
        _deadline.AwaitBody();
        for (var second = 0; second < 29; second++)
        {
            _deadline.Received(2_000);
            _clock.Advance(Seconds(1));
        }

        PassesUntil(1, "timeout");
    }

    [Fact]
    public void Attempt_WhileItWaitsForUs_HasAllTheTimeInTheWorld()
    {
        var url = new UrlClock(Seconds(180), _clock);
        using var deadline = new AttemptDeadline(new HttpOptions(), url, _clock, default);
        deadline.AwaitAnswer();
        _clock.Advance(Seconds(9));
        deadline.Pause();
        _clock.Advance(TimeSpan.FromHours(1));
        deadline.Expired.ShouldBeNull();
        deadline.Resume();
        url.Left.ShouldBe(Seconds(171));
        _clock.Advance(Seconds(1) - Tick);
        deadline.Expired.ShouldBeNull();
        _clock.Advance(Tick);
        deadline.Expired.ShouldBe("timeout");
    }

    [Fact]
    public void Attempt_WhenTheUrlsTimeIsUpAlready_NeverBegins()
    {
        var url = new UrlClock(Seconds(30), _clock);
        _clock.Advance(Seconds(30));
        using var deadline = new AttemptDeadline(new HttpOptions(), url, _clock, default);
        (deadline.Expired, deadline.Token.IsCancellationRequested).ShouldBe(("url-timeout", true));
    }

    [Fact]
    public void Attempt_WhenTheCallerCancels_IsNoTimeout()
    {
        using var caller = new CancellationTokenSource();
        using var deadline = new AttemptDeadline(new HttpOptions(), new UrlClock(Seconds(180), _clock), _clock, caller.Token);
        caller.Cancel();
        (deadline.Token.IsCancellationRequested, deadline.Expired).ShouldBe((true, null));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private AttemptDeadline Begin(HttpOptions options) => new(options, new UrlClock(Seconds(180), _clock), _clock, default);

    private void PassesUntil(double seconds, string reason)
    {
        _clock.Advance(Seconds(seconds) - Tick);
        (_deadline.Expired, _deadline.Token.IsCancellationRequested).ShouldBe((null, false));
        _clock.Advance(Tick);
        (_deadline.Expired, _deadline.Token.IsCancellationRequested).ShouldBe((reason, true));
    }
}
