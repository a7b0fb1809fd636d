using PixCrawler.Actors.Observability;
using Serilog.Events;

namespace PixCrawler.Actors.Tests.Observability;

/// <summary>How many lines a failing host makes.</summary>
public sealed class HostFailuresTests
{
    [Fact]
    public void LevelOf_OverAMillionFailures_StandsOutSevenTimes() =>
        Enumerable.Range(1, 1_000_000).Where(count => HostFailures.LevelOf(count, LogEventLevel.Warning) == LogEventLevel.Warning)
            .ShouldBe([1, 10, 100, 1_000, 10_000, 100_000, 1_000_000]);

    [Fact]
    public void Count_ByHostAndReason_CountsEachByItself()
    {
        var failures = new HostFailures();

        failures.Count("a", "timeout").ShouldBe(1);
        failures.Count("a", "timeout").ShouldBe(2);
        failures.Count("a", "http-503").ShouldBe(1);
        failures.Count("b", "timeout").ShouldBe(1);
    }

    [Fact]
    public void Count_OfMoreHostsThanItHolds_CountsTheRestTogether()
    {
        var failures = new HostFailures();
        for (var host = 0; host < 10_000; host++)
            failures.Count($"h{host}", "timeout").ShouldBe(1);

        failures.Count("one-more", "timeout").ShouldBe(1);
        failures.Count("two-more", "timeout").ShouldBe(2);
        failures.Count("h0", "timeout").ShouldBe(2);
    }
}
