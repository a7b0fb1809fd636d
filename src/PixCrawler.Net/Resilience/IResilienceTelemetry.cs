namespace PixCrawler.Net.Resilience;

/// <summary>Hears of what the pipelines do, for logs. Called on the thread that it happens on: quick, and never throwing.</summary>
public interface IResilienceTelemetry
{
    /// <summary>A circuit opened, closed, or lets a trial through (failure-semantics B9).</summary>
    /// <param name="change">What changed.</param>
    void CircuitChanged(CircuitChange change);

    /// <summary>A call has ended (failure-semantics B5).</summary>
    /// <param name="end">How.</param>
    void CallEnded(CallEnd end);
}

/// <summary>How a call ended.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Key">The host, or provider and credential. For logs, not for metrics.</param>
/// <param name="Outcome">One of <see cref="CallOutcomes"/>.</param>
/// <param name="Attempts">The number of the last attempt made, earlier runs included.</param>
/// <param name="Error">What ended it; null for success.</param>
public sealed record CallEnd(string Profile, string Key, string Outcome, int Attempts, Exception? Error);

/// <summary>The ways a call ends; also the values of the metrics' <c>outcome</c>.</summary>
public static class CallOutcomes
{
    /// <summary>It succeeded.</summary>
    public const string Succeeded = "succeeded";

    /// <summary>The attempts, or the time for them, are used up.</summary>
    public const string Exhausted = "exhausted";

    /// <summary>Trying again cannot mend it.</summary>
    public const string Permanent = "permanent";

    /// <summary>The caller gave up.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>It was not made: the circuit is open.</summary>
    public const string CircuitOpen = "circuit-open";

    /// <summary>The product's own foundations failed, or an error nobody foresaw.</summary>
    public const string Broken = "broken";
}
