using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;
using PixCrawler.Domain.Politeness;
using Polly;
using Polly.Retry;

namespace PixCrawler.Net.Resilience;

/// <summary>One profile at work: its retries, shared by all keys, and a circuit for each key where it has any.</summary>
internal sealed class Profile
{
    private readonly RetryOptions _options;
    private readonly Func<double> _chance;

    public Profile(string name, RetryOptions options, TimeProvider timeProvider, Func<double> chance, Action<CircuitChange> changed)
    {
        (Name, _options, _chance) = (name, options, chance);
        Rules = options.ToRules();
        var builder = new ResiliencePipelineBuilder { TimeProvider = timeProvider };
        // Polly counts retries, not attempts, and has no strategy for none of them.
        if (options.MaxAttempts > 1)
            builder.AddRetry(Retry());
        Retries = builder.Build();
        if (options.Circuit is { } circuit)
        {
            Circuits = new CircuitSet(
                circuit.MaxCircuits,
                circuit.IdleTimeout,
                timeProvider,
                key => new Circuit(name, key, circuit, Retries, timeProvider, changed));
        }
    }

    public string Name { get; }

    public ErrorRules Rules { get; }

    /// <summary>The pipeline of calls that no circuit holds back.</summary>
    public ResiliencePipeline Retries { get; }

    /// <summary>The circuits; null where the profile has none.</summary>
    public CircuitSet? Circuits { get; }

    public int MaxAttempts => _options.MaxAttempts;

    public TimeSpan AttemptTimeout => _options.AttemptTimeout;

    private RetryStrategyOptions Retry() => new()
    {
        Name = Name,
        MaxRetryAttempts = MaxAttempts - 1,
        ShouldHandle = arguments => ValueTask.FromResult(
            arguments.Outcome.Exception is TransientException error && MayTryAgain(AttemptLog.Of(arguments.Context), error)),
        DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(AttemptLog.Of(arguments.Context).NextDelay),
        OnRetry = arguments => AttemptLog.Of(arguments.Context).RetryScheduledAsync(
            (TransientException)arguments.Outcome.Exception!, MaxAttempts, arguments.Context.CancellationToken),
    };

    private bool MayTryAgain(AttemptLog call, TransientException error)
    {
        if (error.RetryAfter > _options.RetryAfterMax || call.Current >= MaxAttempts)
            return false;
        call.NextDelay = RetrySchedule.DelayAfter(_options.Delays, _options.DelayCap, call.Current, _options.MaxJitter * _chance(), error.RetryAfter);
        return call.Clock is null || call.NextDelay < call.Clock.Left;
    }
}
