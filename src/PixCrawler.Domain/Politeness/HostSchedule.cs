using PixCrawler.Domain.Failures;

namespace PixCrawler.Domain.Politeness;

/// <summary>What a host's schedule says about asking it now.</summary>
public enum HostTurn
{
    /// <summary>A request may be granted.</summary>
    Go,

    /// <summary>Not before a time.</summary>
    Wait,

    /// <summary>Not before one of the requests under way is begun or has ended.</summary>
    WaitForRequest,

    /// <summary>Not in this job: the wait would be too long, or the host failed too often.</summary>
    GiveUp,
}

/// <summary>What a host's schedule decides.</summary>
/// <param name="Turn">Whether it may be asked.</param>
/// <param name="Room">How many requests may be granted now.</param>
/// <param name="Until">When to ask again; set when waiting or given up.</param>
/// <param name="Reason">The stable code of a pause or of giving up; null for the ordinary gap.</param>
public sealed record HostDecision(HostTurn Turn, int Room = 0, DateTimeOffset Until = default, string? Reason = null);

/// <summary>
/// The pace of one host: requests at once, the gap between them, pauses it asked for, slowing down when it is overloaded or slow,
/// its circuit. Pure: times and chance come from outside.
/// </summary>
/// <param name="Limits">How fast it may be asked.</param>
/// <param name="Options">How all hosts are treated.</param>
public sealed record HostSchedule(HostLimits Limits, PolitenessOptions Options)
{
    /// <summary>The reason of a pause the host asked for.</summary>
    public const string RetryAfterPause = "retry-after";

    /// <summary>The reason of a pause because the host fails.</summary>
    public const string CircuitOpen = "circuit-open";

    /// <summary>The reason of a long gap that robots.txt asks for.</summary>
    public const string CrawlDelayPause = "crawl-delay";

    private const double MostSlowdown = 64;
    private const double Recovery = 0.9;
    private const double LatencyLimit = 3;

    // Below this, a threefold latency is noise.
    private static readonly TimeSpan QuickLatency = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestCrawlDelayGap = TimeSpan.FromSeconds(60);

    /// <summary>Requests granted and not ended.</summary>
    public int InFlight { get; private init; }

    /// <summary>How many times slower than usual the host is asked, from 1.</summary>
    public double Slowdown { get; private init; } = 1;

    /// <summary>The host's circuit.</summary>
    public HostCircuit Circuit { get; private init; } = new();

    /// <summary>What its robots.txt asks for.</summary>
    public TimeSpan? CrawlDelay { get; init; }

    /// <summary>Until when the host asked to be left alone; the past where it did not.</summary>
    public DateTimeOffset PausedUntil { get; init; }

    /// <summary>
    /// When this life of the process began, where an earlier one made requests: the time of its last is not known, so that the gap is
    /// counted from here. Null in a first life.
    /// </summary>
    public DateTimeOffset? ResumedAt { get; init; }

    /// <summary>The gap between two requests now, without jitter.</summary>
    public TimeSpan Gap
    {
        get
        {
            var gap = Limits.MinGap * Slowdown;
            gap = gap > Options.SlowestGap ? Max(Limits.MinGap, Options.SlowestGap) : gap;
            return Max(gap, CrawlDelay ?? TimeSpan.Zero);
        }
    }

    /// <summary>How many requests have begun; the number of the latest one.</summary>
    public long Turns { get; private init; }

    /// <summary>Whether nothing would be lost if the schedule were forgotten.</summary>
    /// <param name="now">The time.</param>
    /// <returns>Whether it is as new.</returns>
    public bool IsAtRest(DateTimeOffset now) => InFlight == 0 && EarliestNext <= now && PausedUntil <= now && Circuit.OpenUntil is null;

    // Granted, but not yet on the wire: the gap to the next can't be measured before.
    private int Unbegun { get; init; }

    private DateTimeOffset NextAt { get; init; }

    private DateTimeOffset EarliestNext => NextAt == default && ResumedAt is { } resumed ? resumed + Gap : NextAt;

    // What NextAt was before the latest request began, to take it back where nothing was sent.
    private DateTimeOffset NextAtBefore { get; init; }

    private TimeSpan? UsualLatency { get; init; }

    /// <summary>Decides whether the host may be asked.</summary>
    /// <param name="now">The time.</param>
    /// <returns>The decision.</returns>
    public HostDecision Decide(DateTimeOffset now)
    {
        if (CrawlDelay > Options.MaxHostPause)
            return new HostDecision(HostTurn.GiveUp, Until: DateTimeOffset.MaxValue, Reason: FailureReasons.CrawlDelayTooLong);
        if (PausedUntil > now)
        {
            return PausedUntil - now > Options.MaxHostPause
                ? new HostDecision(HostTurn.GiveUp, Until: PausedUntil, Reason: FailureReasons.RetryAfterTooLong)
                : new HostDecision(HostTurn.Wait, Until: PausedUntil, Reason: RetryAfterPause);
        }

        if (Circuit.OpenUntil is { } open && open > now)
        {
            return Circuit.FailedTrials >= Options.Circuit.MaxTrials
                ? new HostDecision(HostTurn.GiveUp, Until: open, Reason: FailureReasons.HostUnavailable)
                : new HostDecision(HostTurn.Wait, Until: open, Reason: CircuitOpen);
        }

        var atOnce = Circuit.OpenUntil is null ? Limits.MaxConcurrentRequests : 1;
        if (InFlight >= atOnce || (Unbegun > 0 && Gap > TimeSpan.Zero))
            return new HostDecision(HostTurn.WaitForRequest);
        if (EarliestNext > now)
            return new HostDecision(HostTurn.Wait, Until: EarliestNext, Reason: CrawlDelay > LongestCrawlDelayGap ? CrawlDelayPause : null);
        return new HostDecision(HostTurn.Go, Gap > TimeSpan.Zero ? 1 : atOnce - InFlight);
    }

    /// <summary>The schedule after a request was granted.</summary>
    /// <returns>The schedule.</returns>
    public HostSchedule Granted() => this with { InFlight = InFlight + 1, Unbegun = Unbegun + 1 };

    /// <summary>The schedule after a granted request goes on the wire: from here the gap is counted.</summary>
    /// <param name="now">The time.</param>
    /// <param name="chance">From 0 to 1: how much of the jitter is added.</param>
    /// <returns>The schedule.</returns>
    public HostSchedule Begun(DateTimeOffset now, double chance) => this with
    {
        Unbegun = Unbegun - 1,
        Turns = Turns + 1,
        NextAtBefore = NextAt,
        NextAt = now + (Gap * (1 + (Limits.MaxJitter * chance))),
    };

    /// <summary>The schedule after a grant was given back without a request.</summary>
    /// <returns>The schedule.</returns>
    public HostSchedule Unused() => this with { InFlight = InFlight - 1, Unbegun = Unbegun - 1 };

    /// <summary>
    /// The schedule after a request that was begun ended without being sent: it says nothing of the host, and no gap is owed for it.
    /// </summary>
    /// <param name="turn">Its number: <see cref="Turns"/> when it had begun.</param>
    /// <returns>The schedule.</returns>
    public HostSchedule Unsent(long turn) => this with { InFlight = InFlight - 1, NextAt = turn == Turns ? NextAtBefore : NextAt };

    /// <summary>The schedule after a request ended.</summary>
    /// <param name="outcome">How it went; null where nobody can tell, because it was given up from our side.</param>
    /// <param name="now">The time.</param>
    /// <returns>The schedule.</returns>
    public HostSchedule Ended(RequestOutcome? outcome, DateTimeOffset now)
    {
        var ended = this with { InFlight = InFlight - 1 };
        if (outcome is null)
            return ended;
        var isSlow = UsualLatency is { } usual && outcome.Latency > QuickLatency && outcome.Latency > usual * LatencyLimit;
        return ended with
        {
            PausedUntil = outcome.RetryAfter is { } pause ? Max(PausedUntil, Later(now, pause)) : PausedUntil,
            Slowdown = outcome.IsOverloaded || isSlow ? Math.Min(Slowdown * 2, MostSlowdown)
                : outcome.IsFailure ? Slowdown
                : Math.Max(1, Slowdown * Recovery),
            UsualLatency = outcome.IsFailure ? UsualLatency : UsualLatency is { } before ? (before * 0.9) + (outcome.Latency * 0.1) : outcome.Latency,
            Circuit = Circuit.After(outcome.IsFailure, Options.Circuit, now),
        };
    }

    /// <summary>How long the host is still to be left alone, by its gap or its circuit.</summary>
    /// <param name="now">The time.</param>
    /// <returns>The wait; zero where it may be asked.</returns>
    public TimeSpan Rest(DateTimeOffset now) =>
        Max(EarliestNext, Circuit.OpenUntil ?? default) is var until && until > now ? until - now : TimeSpan.Zero;

    /// <summary>The schedule after another one kept the host's pace for a while.</summary>
    /// <param name="now">The time.</param>
    /// <param name="wait">The other's <see cref="Rest"/>.</param>
    /// <param name="isUnclean">Whether it is not known what the other did: a whole gap is owed from now.</param>
    /// <param name="pausedUntil">Until when the host asked to be left alone; null where it did not.</param>
    /// <returns>The schedule.</returns>
    public HostSchedule TakenOver(DateTimeOffset now, TimeSpan wait, bool isUnclean, DateTimeOffset? pausedUntil) => this with
    {
        NextAt = Max(NextAt, Later(now, isUnclean ? Max(wait, Gap) : wait)),
        PausedUntil = pausedUntil is { } until ? Max(PausedUntil, until) : PausedUntil,
    };

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset now, TimeSpan by) =>
        by > DateTimeOffset.MaxValue - now ? DateTimeOffset.MaxValue : now + by;
}
