namespace PixCrawler.Net.Resilience;

/// <summary>What a circuit does with calls.</summary>
public enum CircuitPhase
{
    /// <summary>All calls are made.</summary>
    Closed,

    /// <summary>No call is made.</summary>
    Open,

    /// <summary>One trial is being made, no other call.</summary>
    HalfOpen,
}

/// <summary>How a circuit stands.</summary>
/// <param name="Phase">What it does with calls.</param>
/// <param name="RetryAfter">
/// How long no call will be made, at most (a trial may end sooner); zero when the next call is made, as a trial where it is open.
/// </param>
public readonly record struct CircuitStatus(CircuitPhase Phase, TimeSpan RetryAfter);

/// <summary>A circuit has changed its phase.</summary>
/// <param name="Profile">The profile, for example <c>network</c>.</param>
/// <param name="Key">The host, or provider and credential. For logs, not for metrics.</param>
/// <param name="Phase">What it does with calls from now on.</param>
/// <param name="BreakDuration">How long it stays open; null when it is not.</param>
/// <param name="Reason">The stable code of the failure that opened it; null when it is not open.</param>
public sealed record CircuitChange(string Profile, string Key, CircuitPhase Phase, TimeSpan? BreakDuration, string? Reason);
