namespace PixCrawler.Net.Resilience;

/// <summary>When a profile stops calling a provider with a credential that keeps failing (section <c>Retry:{profile}:Circuit</c>).</summary>
public sealed record CircuitBreakerOptions
{
    /// <summary>The part of the calls in the window that must fail, above 0 to 1. Default 0.5.</summary>
    public double FailureRatio { get; init; } = 0.5;

    /// <summary>How many calls the window must hold before the ratio counts, 2 to 10,000. Default 5.</summary>
    public int MinThroughput { get; init; } = 5;

    /// <summary>The window that calls are counted in, 1 s to 1 h. Default 2 min.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long no call is made before one trial is let through, 1 s to 1 h. Default 30 s.</summary>
    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether a refused credential (401, 403, quota gone) opens the circuit at once. Default true.
    /// </summary>
    public bool OpensOnRefusal { get; init; } = true;

    /// <summary>How many circuits are kept; beyond, those unused for longest are forgotten. 16 to 100,000, default 4,096.</summary>
    public int MaxCircuits { get; init; } = 4_096;

    /// <summary>How long a circuit is kept that nobody uses, from <see cref="BreakDuration"/> to 24 h. Default 10 min.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(10);

    internal void Validate(OptionsCheck check)
    {
        var hour = TimeSpan.FromHours(1);
        var second = TimeSpan.FromSeconds(1);
        check.That(FailureRatio is > 0 and <= 1, nameof(FailureRatio), $"must be above 0 and at most 1, not {FailureRatio}");
        check.Range(nameof(MinThroughput), MinThroughput, 2, 10_000);
        check.Range(nameof(Window), Window, second, hour);
        check.Range(nameof(BreakDuration), BreakDuration, second, hour);
        check.Range(nameof(MaxCircuits), MaxCircuits, 16, 100_000);
        check.Range(nameof(IdleTimeout), IdleTimeout, BreakDuration, TimeSpan.FromHours(24));
    }
}
