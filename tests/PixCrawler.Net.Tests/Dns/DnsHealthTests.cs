using PixCrawler.Net.Dns;
using PixCrawler.TestKit;

namespace PixCrawler.Net.Tests.Dns;

public sealed class DnsHealthTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly DnsHealth _health;

    public DnsHealthTests() => _health = new DnsHealth(_clock);

    [Theory]
    [InlineData(10, 10, nameof(LookupOutcome.Failed), true)]
    [InlineData(10, 10, nameof(LookupOutcome.TimedOut), true)]
    [InlineData(11, 9, nameof(LookupOutcome.Failed), false)]
    [InlineData(0, 19, nameof(LookupOutcome.Failed), false)]
    [InlineData(1, 19, nameof(LookupOutcome.NotFound), true)]
    [InlineData(2, 18, nameof(LookupOutcome.NotFound), false)]
    public void Advice_WhenManyNamesFail_BlamesTheResolver(int good, int bad, string outcome, bool advises)
    {
        Report("good", good, LookupOutcome.Found);
        Report("bad", bad, Enum.Parse<LookupOutcome>(outcome));
        (_health.Advice is not null).ShouldBe(advises);
    }

    [Fact]
    public void Advice_WhenOneNameFailsOverAndOver_BlamesThatName()
    {
        for (var time = 0; time < 500; time++)
            _health.Report("dead.example", LookupOutcome.Failed);
        _health.Advice.ShouldBeNull();
    }

    [Fact]
    public void Advice_WhenTheResolverRefuses_SaysWhatToDo()
    {
        Report("bad", 15, LookupOutcome.Failed);
        Report("late", 5, LookupOutcome.TimedOut);
        _health.Advice.ShouldNotBeNull().ShouldStartWith("Your resolver is refusing or overloaded: of 20 names looked up in the last minute it refused 15 and left 5 unanswered.");
    }

    [Fact]
    public void Advice_WhenAMinuteHasPassed_IsForgotten()
    {
        Report("bad", 30, LookupOutcome.Failed);
        _clock.Advance(TimeSpan.FromMilliseconds(59_999));
        _health.Advice.ShouldNotBeNull();
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        _health.Advice.ShouldBeNull();
    }

    private void Report(string name, int count, LookupOutcome outcome)
    {
        for (var index = 0; index < count; index++)
            _health.Report($"{name}-{index}.example", outcome);
    }
}
