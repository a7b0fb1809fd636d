using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;
using Polly;
using Polly.CircuitBreaker;

namespace PixCrawler.Net.Resilience;

/// <summary>
/// The pipeline of one credential of a provider: circuit breakers outside, the profile's retries inside, so that a
/// circuit sees calls and not attempts (failure-semantics B9).
/// </summary>
internal sealed class Circuit
{
    private readonly string _profile;
    private readonly CircuitBreakerOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly Action<CircuitChange> _changed;
    private readonly CircuitBreakerStateProvider _failures = new();
    private readonly CircuitBreakerStateProvider? _refusals;
    private readonly ResiliencePipeline? _refusalBreaker;
    private long _openedAt;

    public Circuit(
        string profile, string key, CircuitBreakerOptions options, ResiliencePipeline retries, TimeProvider timeProvider, Action<CircuitChange> changed)
    {
        (_profile, Key, _options, _timeProvider, _changed) = (profile, key, options, timeProvider, changed);
        var builder = new ResiliencePipelineBuilder { TimeProvider = timeProvider };
        if (options.OpensOnRefusal)
        {
            // Any refusal in the window is one too many; Polly's breaker wants two calls for it, see RunAsync.
            _refusals = new CircuitBreakerStateProvider();
            _refusalBreaker = new ResiliencePipelineBuilder { TimeProvider = timeProvider }
                .AddCircuitBreaker(Breaker(ratio: 0, minThroughput: 2, _refusals, IsRefusal))
                .Build();
            builder.AddPipeline(_refusalBreaker);
        }

        Pipeline = builder
            .AddCircuitBreaker(Breaker(options.FailureRatio, options.MinThroughput, _failures, error => error is TransientException))
            .AddPipeline(retries)
            .Build();
    }

    public string Key { get; }

    public ResiliencePipeline Pipeline { get; }

    public CircuitStatus Status
    {
        get
        {
            var phase = PhaseOf(_refusals) is var refused and not CircuitPhase.Closed ? refused : PhaseOf(_failures);
            if (phase != CircuitPhase.Open)
                return new CircuitStatus(phase, phase == CircuitPhase.Closed ? TimeSpan.Zero : _options.BreakDuration);
            var left = _options.BreakDuration - _timeProvider.GetElapsedTime(Interlocked.Read(ref _openedAt));
            return new CircuitStatus(phase, left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
    }

    /// <summary>Counts a refusal a second time, so that the first one opens the circuit at once.</summary>
    public async ValueTask CountRefusalAsync(CrawlException error)
    {
        if (_refusalBreaker is not null && IsRefusal(error) && _refusals!.CircuitState == CircuitState.Closed)
        {
            var context = ResilienceContextPool.Shared.Get();
            await _refusalBreaker.ExecuteOutcomeAsync(
                static (_, error) => ValueTask.FromResult(Outcome.FromException<bool>(error)), context, error);
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static bool IsRefusal(Exception? error) => error is AuthenticationFailedException or QuotaExhaustedException;

    private static CircuitPhase PhaseOf(CircuitBreakerStateProvider? provider) => provider?.CircuitState switch
    {
        null or CircuitState.Closed => CircuitPhase.Closed,
        CircuitState.HalfOpen => CircuitPhase.HalfOpen,
        _ => CircuitPhase.Open,
    };

    private CircuitBreakerStrategyOptions Breaker(
        double ratio, int minThroughput, CircuitBreakerStateProvider state, Func<Exception?, bool> isFailure) => new()
        {
            FailureRatio = ratio,
            MinimumThroughput = minThroughput,
            SamplingDuration = _options.Window,
            StateProvider = state,
            // A trial that was cancelled, or that our own foundations ended, has shown nothing.
            ShouldHandle = arguments => ValueTask.FromResult(
                isFailure(arguments.Outcome.Exception)
                || (state.CircuitState == CircuitState.HalfOpen && arguments.Outcome.Exception is not (null or PermanentException))),
            BreakDurationGenerator = _ =>
            {
                Interlocked.Exchange(ref _openedAt, _timeProvider.GetTimestamp());
                return ValueTask.FromResult(_options.BreakDuration);
            },
            OnOpened = arguments => Tell(
                CircuitPhase.Open, arguments.BreakDuration, (arguments.Outcome.Exception as CrawlException)?.Reason ?? FailureCauses.UnexpectedError),
            OnClosed = _ => Tell(CircuitPhase.Closed),
            OnHalfOpened = _ => Tell(CircuitPhase.HalfOpen),
        };

    private ValueTask Tell(CircuitPhase phase, TimeSpan? breakDuration = null, string? reason = null)
    {
        _changed(new CircuitChange(_profile, Key, phase, breakDuration, reason));
        return ValueTask.CompletedTask;
    }
}
