namespace PixCrawler.Domain.Politeness;

/// <summary>
/// Whether a host is left alone because nearly everything it is asked fails (failure-semantics B9). While it is open nothing is
/// sent; then one trial at a time; a trial that succeeds closes it, one that fails opens it for twice as long.
/// </summary>
public sealed record HostCircuit
{
    /// <summary>Until when nothing is sent; null when the circuit is closed.</summary>
    public DateTimeOffset? OpenUntil { get; private init; }

    /// <summary>Trials that failed in a row.</summary>
    public int FailedTrials { get; private init; }

    private Bucket Latest { get; init; }

    private Bucket Before { get; init; }

    /// <summary>The circuit after a request.</summary>
    /// <param name="isFailure">Whether the request failed.</param>
    /// <param name="options">When it opens.</param>
    /// <param name="now">The time.</param>
    /// <returns>The circuit.</returns>
    public HostCircuit After(bool isFailure, CircuitOptions options, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (OpenUntil is { } until)
        {
            // What was under way when it opened tells nothing new.
            if (now < until)
                return this;
            return isFailure
                ? this with { OpenUntil = now + (options.Break * Math.Pow(2, FailedTrials + 1)), FailedTrials = FailedTrials + 1 }
                : new HostCircuit();
        }

        var turned = Turned(options.Window, now);
        var counted = turned with { Latest = turned.Latest.Count(isFailure) };
        var (failed, all) = (counted.Latest.Failed + counted.Before.Failed, counted.Latest.All + counted.Before.All);
        return isFailure && all >= options.MinRequests && failed >= options.FailureRatio * all
            ? new HostCircuit { OpenUntil = now + options.Break }
            : counted;
    }

    private HostCircuit Turned(TimeSpan window, DateTimeOffset now)
    {
        if (Latest.All > 0 && now - Latest.Since < window)
            return this;
        var isFresh = Latest.All > 0 && now - Latest.Since < 2 * window;
        return this with { Before = isFresh ? Latest : default, Latest = new Bucket(now, 0, 0) };
    }

    private readonly record struct Bucket(DateTimeOffset Since, int Failed, int All)
    {
        public Bucket Count(bool isFailure) => this with { Failed = Failed + (isFailure ? 1 : 0), All = All + 1 };
    }
}
