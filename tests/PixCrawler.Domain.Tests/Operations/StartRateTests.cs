using PixCrawler.Domain.Operations;

namespace PixCrawler.Domain.Tests.Operations;

public sealed class StartRateTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void NextStartAt_WhenTheRateIsUsedUp_IsSixtySecondsAfterTheOldestStart()
    {
        var rate = new StartRate(3);
        foreach (var second in new[] { 0, 10, 20 })
        {
            rate.NextStartAt(Begin.AddSeconds(second)).ShouldBe(Begin.AddSeconds(second));
            rate = rate.Start(Begin.AddSeconds(second));
        }

        rate.NextStartAt(Begin.AddSeconds(30)).ShouldBe(Begin.AddSeconds(60));
        rate.NextStartAt(Begin.AddSeconds(59.9)).ShouldBe(Begin.AddSeconds(60));
        rate.NextStartAt(Begin.AddSeconds(60)).ShouldBe(Begin.AddSeconds(60));
        rate.Start(Begin.AddSeconds(60)).NextStartAt(Begin.AddSeconds(60)).ShouldBe(Begin.AddSeconds(70));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void Starts_WhateverTheirTimes_AreNeverMoreThanTheRateInAnySixtySeconds(int startsPerMinute)
    {
        var random = new Random(42);
        var rate = new StartRate(startsPerMinute);
        var starts = new List<DateTimeOffset>();
        var now = Begin;
        for (var step = 0; step < 2000; step++)
        {
            now = now.AddSeconds(random.NextDouble() * 3);
            if (rate.NextStartAt(now) > now)
                continue;
            rate = rate.Start(now);
            starts.Add(now);
        }

        for (var first = 0; first + startsPerMinute < starts.Count; first++)
            (starts[first + startsPerMinute] - starts[first]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(1));
        starts.Count.ShouldBeGreaterThan(startsPerMinute);
    }

    [Fact]
    public void NoRate_NeverWaitsAndRemembersNothing()
    {
        var rate = new StartRate(null).Start(Begin).Start(Begin);

        rate.NextStartAt(Begin).ShouldBe(Begin);
        rate.IsIdle(Begin).ShouldBeTrue();
    }

    [Fact]
    public void IsIdle_WhenTheLastStartIsSixtySecondsPast_IsTrue()
    {
        var rate = new StartRate(2).Start(Begin);

        rate.IsIdle(Begin.AddSeconds(59.9)).ShouldBeFalse();
        rate.IsIdle(Begin.AddSeconds(60)).ShouldBeTrue();
    }
}
