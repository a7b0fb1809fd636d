using PixCrawler.Domain.Politeness;

namespace PixCrawler.Domain.Tests.Politeness;

/// <summary>The pace of one host, figure by figure (B4, B9).</summary>
public sealed class HostScheduleTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RequestOutcome Good = new(200, TimeSpan.FromMilliseconds(50));

    private static HostSchedule New(HostLimits? limits = null, PolitenessOptions? options = null) =>
        new(limits ?? new HostLimits(), options ?? new PolitenessOptions());

    private static HostSchedule Asked(HostSchedule schedule, RequestOutcome outcome, DateTimeOffset at) =>
        schedule.Granted().Begun(at, 0).Ended(outcome, at);

    [Theory]
    [InlineData(0, 500)]
    [InlineData(0.5, 550)]
    [InlineData(1, 600)]
    public void Decide_AfterARequest_WaitsTheGapWithItsJitter(double chance, int milliseconds)
    {
        var schedule = New().Granted().Begun(Start, chance);
        var due = Start.AddMilliseconds(milliseconds);

        schedule.Decide(due.AddTicks(-1)).ShouldBe(new HostDecision(HostTurn.Wait, Until: due));
        schedule.Decide(due).ShouldBe(new HostDecision(HostTurn.Go, 1));
    }

    [Fact]
    public void Decide_WhileAGrantIsNotOnTheWire_WaitsForItForTheGapBeginsThere()
    {
        New().Granted().Decide(Start.AddHours(1)).Turn.ShouldBe(HostTurn.WaitForRequest);
        New().Granted().Unused().Decide(Start).Turn.ShouldBe(HostTurn.Go);
    }

    [Fact]
    public void Rest_IsWhatIsLeftOfTheGapOrOfAnOpenCircuit()
    {
        New().Rest(Start).ShouldBe(TimeSpan.Zero);
        var asked = New().Granted().Begun(Start, 0);
        asked.Rest(Start.AddMilliseconds(100)).ShouldBe(TimeSpan.FromMilliseconds(400));
        asked.Rest(Start.AddMilliseconds(500)).ShouldBe(TimeSpan.Zero);
        var failing = New(options: new PolitenessOptions { Circuit = new CircuitOptions { MinRequests = 2, Break = TimeSpan.FromSeconds(30) } });
        for (var request = 0; request < 2; request++)
            failing = Asked(failing, new RequestOutcome(500, TimeSpan.Zero), Start);
        failing.Rest(Start.AddSeconds(10)).ShouldBe(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void TakenOver_OwesWhatTheOtherOneOwedAndAWholeGapWhereThatIsNotKnown()
    {
        New().TakenOver(Start, TimeSpan.Zero, isUnclean: false, pausedUntil: null).Decide(Start).Turn.ShouldBe(HostTurn.Go);
        New().TakenOver(Start, TimeSpan.FromSeconds(7), isUnclean: false, pausedUntil: null).Decide(Start).Until.ShouldBe(Start.AddSeconds(7));
        New().TakenOver(Start, TimeSpan.Zero, isUnclean: true, pausedUntil: null).Decide(Start).Until.ShouldBe(Start.AddMilliseconds(500));
        var own = New().Granted().Begun(Start, 0).Ended(Good, Start);
        own.TakenOver(Start, TimeSpan.Zero, isUnclean: false, pausedUntil: null).Decide(Start).Until.ShouldBe(Start.AddMilliseconds(500), "what it owes itself");
        var paused = New().TakenOver(Start, TimeSpan.Zero, isUnclean: false, Start.AddMinutes(5)).Decide(Start);
        (paused.Until, paused.Reason).ShouldBe((Start.AddMinutes(5), HostSchedule.RetryAfterPause));
    }

    [Fact]
    public void Unsent_WhenNothingWasSent_OwesNoGapAndCountsNothing()
    {
        var options = new PolitenessOptions { Circuit = new CircuitOptions { MinRequests = 2 } };
        var schedule = New(options: options);
        for (var request = 0; request < 100; request++)
        {
            schedule = schedule.Granted().Begun(Start, 0);
            schedule = schedule.Unsent(schedule.Turns);
        }

        schedule.Decide(Start).ShouldBe(new HostDecision(HostTurn.Go, 1));
        (schedule.Circuit, schedule.Slowdown, schedule.IsAtRest(Start)).ShouldBe((new HostCircuit(), 1, true));
    }

    [Fact]
    public void Unsent_WhenAnotherRequestHasBegunSince_KeepsTheGapAfterThat()
    {
        var first = New().Granted().Begun(Start, 0);
        var second = first.Granted().Begun(Start.AddSeconds(1), 0);

        second.Unsent(first.Turns).Decide(Start.AddSeconds(1.4)).Until.ShouldBe(Start.AddSeconds(1.5));
    }

    [Fact]
    public void Decide_WhenAsManyAreInFlightAsMayBe_WaitsForOneToEnd()
    {
        var full = New().Granted().Begun(Start, 0).Granted().Begun(Start.AddSeconds(1), 0);

        full.Decide(Start.AddHours(1)).Turn.ShouldBe(HostTurn.WaitForRequest);
        full.Ended(Good, Start.AddSeconds(2)).Decide(Start.AddHours(1)).Turn.ShouldBe(HostTurn.Go);
    }

    [Fact]
    public void Decide_OfOnesOwnHost_LetsSixtyFourGoAtOnce()
    {
        New(HostLimits.Own).Decide(Start).ShouldBe(new HostDecision(HostTurn.Go, 64));
        New(HostLimits.Own).Granted().Decide(Start).ShouldBe(new HostDecision(HostTurn.Go, 63));
        Asked(New(HostLimits.Own), new RequestOutcome(503, default), Start).Gap.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(302)]
    [InlineData(403)]
    [InlineData(429)]
    [InlineData(503)]
    public void RetryAfter_OnAnyStatus_PausesTheHost(int status)
    {
        var schedule = Asked(New(), new RequestOutcome(status, default, TimeSpan.FromSeconds(120)), Start);

        schedule.Decide(Start.AddSeconds(119.9)).ShouldBe(new HostDecision(HostTurn.Wait, Until: Start.AddSeconds(120), Reason: "retry-after"));
        schedule.Decide(Start.AddSeconds(120)).Turn.ShouldBe(HostTurn.Go);
    }

    [Fact]
    public void RetryAfter_WhenAShorterOneFollows_IsNotShortened()
    {
        var schedule = Asked(New(), new RequestOutcome(503, default, TimeSpan.FromSeconds(120)), Start);
        Asked(schedule, new RequestOutcome(503, default, TimeSpan.FromSeconds(1)), Start).Decide(Start.AddSeconds(60)).Until
            .ShouldBe(Start.AddSeconds(120));
    }

    [Fact]
    public void RetryAfter_AboveTheLongestPause_GivesTheHostUp()
    {
        Asked(New(), new RequestOutcome(503, default, TimeSpan.FromHours(1)), Start).Decide(Start).Turn.ShouldBe(HostTurn.Wait);
        var decision = Asked(New(), new RequestOutcome(503, default, TimeSpan.FromSeconds(int.MaxValue)), Start).Decide(Start);
        (decision.Turn, decision.Reason).ShouldBe((HostTurn.GiveUp, "retry-after-too-long"));
        Asked(New(), new RequestOutcome(503, default, TimeSpan.MaxValue), Start).Decide(Start).Turn.ShouldBe(HostTurn.GiveUp);
    }

    [Fact]
    public void Gap_WhenTheHostIsOverloaded_DoublesUpToTheSlowestAndComesBackSlowly()
    {
        var schedule = Asked(New(), new RequestOutcome(429, default), Start);
        schedule.Gap.ShouldBe(TimeSpan.FromSeconds(1));
        schedule = Asked(schedule, new RequestOutcome(503, default), Start);
        schedule.Gap.ShouldBe(TimeSpan.FromSeconds(2));
        Asked(schedule, Good, Start).Gap.ShouldBe(TimeSpan.FromSeconds(1.8));
        for (var i = 0; i < 8; i++)
            schedule = Asked(schedule, new RequestOutcome(503, default), Start);
        schedule.Gap.ShouldBe(TimeSpan.FromSeconds(32), "64 times slower is the most");
        (schedule with { Limits = new HostLimits { MinGap = TimeSpan.FromSeconds(5) } }).Gap.ShouldBe(TimeSpan.FromSeconds(60), "nor more than the slowest gap");
        for (var i = 0; i < 60; i++)
            schedule = Asked(schedule, Good, Start);
        schedule.Gap.ShouldBe(TimeSpan.FromMilliseconds(500));
    }

    [Theory]
    [InlineData(100, 300, 500)]
    [InlineData(100, 301, 1_000)]
    [InlineData(10, 199, 500)]
    public void Gap_WhenAnswersTakeThreeTimesAsLong_Doubles(int usual, int latency, int gap)
    {
        var schedule = Asked(New(), new RequestOutcome(200, TimeSpan.FromMilliseconds(usual)), Start);
        Asked(schedule, new RequestOutcome(200, TimeSpan.FromMilliseconds(latency)), Start).Gap.ShouldBe(TimeSpan.FromMilliseconds(gap));
    }

    [Theory]
    [InlineData(60, HostTurn.Wait, null)]
    [InlineData(61, HostTurn.Wait, "crawl-delay")]
    [InlineData(3_600, HostTurn.Wait, "crawl-delay")]
    [InlineData(3_601, HostTurn.GiveUp, "crawl-delay-too-long")]
    public void CrawlDelay_IsTheGapAndALongOneIsAPause(int seconds, HostTurn turn, string? reason)
    {
        var schedule = New(HostLimits.Own) with { CrawlDelay = TimeSpan.FromSeconds(seconds) };
        var decision = schedule.Granted().Begun(Start, 0).Ended(Good, Start).Decide(Start);
        (decision.Turn, decision.Reason).ShouldBe((turn, reason));
        if (turn == HostTurn.Wait)
            decision.Until.ShouldBe(Start.AddSeconds(seconds));
    }

    [Fact]
    public void B9_Circuit_OpensTriesOneAtATimeDoublesItsBreakAndGivesUp()
    {
        var schedule = New(HostLimits.Own);
        for (var i = 0; i < 9; i++)
            schedule = Asked(schedule, new RequestOutcome(null, default), Start);
        schedule.Decide(Start).Turn.ShouldBe(HostTurn.Go, "nine failures are too few to judge by");
        schedule = Asked(schedule, new RequestOutcome(null, default), Start);

        var at = Start;
        foreach (var pause in new[] { 30, 60, 120 })
        {
            schedule.Decide(at).ShouldBe(new HostDecision(HostTurn.Wait, Until: at.AddSeconds(pause), Reason: "circuit-open"));
            at = at.AddSeconds(pause);
            schedule.Decide(at).ShouldBe(new HostDecision(HostTurn.Go, 1));
            schedule.Granted().Decide(at).Turn.ShouldBe(HostTurn.WaitForRequest, "one trial at a time");
            Asked(schedule, Good, at).Decide(at).ShouldBe(new HostDecision(HostTurn.Go, 64));
            schedule = Asked(schedule, new RequestOutcome(504, default), at);
        }

        (schedule.Decide(at).Turn, schedule.Decide(at).Reason).ShouldBe((HostTurn.GiveUp, "host-unavailable"));
    }

    [Fact]
    public void B9_Circuit_WhenOneInFiveIsAnswered_StaysClosed()
    {
        var schedule = New(HostLimits.Own);
        for (var i = 0; i < 200; i++)
            schedule = Asked(schedule, i % 5 == 0 ? new RequestOutcome(404, default) : new RequestOutcome(503, default), Start.AddSeconds(i));
        schedule.Circuit.OpenUntil.ShouldBeNull();
    }

    [Theory]
    [InlineData("a.example.com", 7)]
    [InlineData("cdn.example.com", 3)]
    [InlineData("example.com", 2)]
    [InlineData("badexample.com", 2)]
    public void LimitsOf_TakesTheLongestPatternThatFits(string host, int expected)
    {
        var options = new PolitenessOptions
        {
            PerHost =
            [
                new HostRule("*.example.com", new HostLimits { MaxConcurrentRequests = 7 }),
                new HostRule("cdn.example.com", new HostLimits { MaxConcurrentRequests = 3 }),
            ],
        };

        options.LimitsOf(host, isOwn: false).MaxConcurrentRequests.ShouldBe(expected);
        options.Validate().ShouldBeEmpty();
    }

    [Fact]
    public void Validate_WhenFiguresAreOutOfRange_NamesEach()
    {
        var wrong = new PolitenessOptions
        {
            Default = new HostLimits { MaxConcurrentRequests = 0, MinGap = TimeSpan.FromHours(2), MaxJitter = 2 },
            OwnNetwork = new HostLimits { MaxConcurrentRequests = 257 },
            PerHost = [new HostRule("a*b", new HostLimits())],
            SlowestGap = TimeSpan.Zero,
            MaxHostPause = TimeSpan.FromDays(2),
            Circuit = new CircuitOptions { FailureRatio = 0, MinRequests = 1, Window = default, Break = default, MaxTrials = 0 },
        };

        wrong.Validate().Select(error => error.Field).ShouldBe(
        [
            "Default:MaxConcurrentRequests", "Default:MinGap", "Default:MaxJitter", "OwnNetwork:MaxConcurrentRequests", "PerHost",
            "SlowestGap", "MaxHostPause", "Circuit:FailureRatio", "Circuit:MinRequests", "Circuit:Window", "Circuit:Break", "Circuit:MaxTrials",
        ]);
    }
}
