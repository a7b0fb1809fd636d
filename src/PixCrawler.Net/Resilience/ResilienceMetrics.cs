using System.Diagnostics;
using System.Diagnostics.Metrics;
using PixCrawler.Contracts.Errors;

namespace PixCrawler.Net.Resilience;

/// <summary>
/// The figures of the pipelines (failure-semantics D7), meter <c>PixCrawler.Net</c>. <c>operation</c> is the profile; no URL, host
/// or credential is ever a tag.
/// </summary>
internal sealed class ResilienceMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "PixCrawler.Net";

    private readonly Counter<long> _attempts;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _calls;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _changes;

    public ResilienceMetrics(IReadOnlyCollection<Profile> profiles)
    {
        _attempts = Meter.CreateCounter<long>("pixcrawler.attempts", "{attempt}", "Attempts made, by operation and outcome.");
        _retries = Meter.CreateCounter<long>("pixcrawler.retries", "{attempt}", "Attempts after the first, by operation and the call's outcome.");
        _calls = Meter.CreateCounter<long>("pixcrawler.calls", "{call}", "Calls ended, by operation and outcome.");
        _duration = Meter.CreateHistogram<double>("pixcrawler.attempt.duration", "s", "How long attempts take, by operation and outcome.");
        _changes = Meter.CreateCounter<long>("pixcrawler.circuit.changes", "{change}", "Circuits that changed, by operation and new state.");
        Meter.CreateObservableGauge("pixcrawler.circuits", () => Circuits(profiles), "{circuit}", "Circuits, by operation and state.");
    }

    public Meter Meter { get; } = new(MeterName);

    public void AttemptEnded(Profile profile, Exception? error, TimeSpan duration)
    {
        if (!_attempts.Enabled && !_duration.Enabled)
            return;
        var tags = new TagList { { "operation", profile.Name }, { "outcome", AttemptOutcome(error) } };
        _attempts.Add(1, tags);
        _duration.Record(duration.TotalSeconds, tags);
    }

    public void CallEnded(Profile profile, string outcome, int attempts)
    {
        if (!_calls.Enabled && !_retries.Enabled)
            return;
        var tags = new TagList { { "operation", profile.Name }, { "outcome", outcome } };
        _calls.Add(1, tags);
        if (attempts > 1)
            _retries.Add(attempts - 1, tags);
    }

    public void CircuitChanged(CircuitChange change) =>
        _changes.Add(1, new TagList { { "operation", change.Profile }, { "state", StateOf(change.Phase) } });

    public void Dispose() => Meter.Dispose();

    private static string AttemptOutcome(Exception? error) => error switch
    {
        null => CallOutcomes.Succeeded,
        TransientException => "transient",
        PermanentException => CallOutcomes.Permanent,
        OperationCanceledException => CallOutcomes.Cancelled,
        _ => CallOutcomes.Broken,
    };

    private static string StateOf(CircuitPhase phase) => phase switch
    {
        CircuitPhase.Closed => "closed",
        CircuitPhase.Open => "open",
        _ => "half-open",
    };

    private static IEnumerable<Measurement<long>> Circuits(IReadOnlyCollection<Profile> profiles) =>
        from profile in profiles
        from count in profile.Circuits?.CountByPhase() ?? []
        select new Measurement<long>(
            count.Value,
            new KeyValuePair<string, object?>("operation", profile.Name),
            new KeyValuePair<string, object?>("state", StateOf(count.Key)));
}
