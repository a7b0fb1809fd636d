using System.Collections.Frozen;
using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Failures;
using PixCrawler.Net.Downloads;
using Polly;
using Polly.CircuitBreaker;

namespace PixCrawler.Net.Resilience;

/// <summary>
/// The one registry of pipelines: every outside call runs in exactly one of them, and none is nested in another
/// (failure-semantics B1). A pipeline belongs to a profile and a key; its circuit is the outermost part, the retries are inside. Downloads
/// have no circuit here: their host's gate has it, outside the retries too (docs/adr/0006).
/// </summary>
public sealed class ResiliencePipelines : IDisposable
{
    /// <summary>The profile of downloads; its keys are hosts.</summary>
    public const string Network = "network";

    /// <summary>The profile of image generation; its keys are provider and credential.</summary>
    public const string ImageGeneration = "image-generation";

    /// <summary>The profile of language models; its keys are provider and credential.</summary>
    public const string GenAi = "genai";

    /// <summary>The profile of uploads; its keys are provider and credential.</summary>
    public const string Upload = "upload";

    private readonly FrozenDictionary<string, Profile> _profiles;
    private readonly ResilienceMetrics _metrics;
    private readonly IResilienceTelemetry? _telemetry;
    private readonly TimeProvider _timeProvider;
    private readonly Random _random;

    /// <summary>Builds the registry.</summary>
    /// <param name="options">The profiles.</param>
    /// <param name="timeProvider">The clock that waits are made by.</param>
    /// <param name="random">The source of jitter; used under a lock.</param>
    /// <param name="telemetry">Hears of what happens, for logs.</param>
    /// <exception cref="ArgumentException">The options are not in order.</exception>
    public ResiliencePipelines(ResilienceOptions options, TimeProvider timeProvider, Random random, IResilienceTelemetry? telemetry = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionsCheck.ThrowIfAny(options.Validate(), nameof(options));
        (Options, _timeProvider, _random, _telemetry) = (options, timeProvider, random, telemetry);
        _profiles = options.Profiles().ToFrozenDictionary(
            profile => profile.Key, profile => new Profile(profile.Key, profile.Value, timeProvider, Chance, Changed));
        _metrics = new ResilienceMetrics(_profiles.Values);
    }

    /// <summary>Raised when a circuit opened, closed, or lets a trial through; on any thread.</summary>
    public event Action<CircuitChange>? CircuitChanged;

    /// <summary>The profiles.</summary>
    public ResilienceOptions Options { get; }

    /// <summary>How a circuit stands now. Asking changes nothing.</summary>
    /// <param name="profile">The profile, for example <see cref="Network"/>.</param>
    /// <param name="key">The host, or provider and credential.</param>
    /// <returns>Its phase and how long it stays so; closed where nothing is known of it.</returns>
    public CircuitStatus CircuitOf(string profile, string key) => ProfileOf(profile).Circuits?.Find(key)?.Status ?? default;

    /// <summary>The meter of this registry's figures.</summary>
    internal System.Diagnostics.Metrics.Meter Meter => _metrics.Meter;

    /// <summary>How many circuits a profile keeps now.</summary>
    internal int CircuitCount(string profile) => ProfileOf(profile).Circuits?.Count ?? 0;

    /// <summary>
    /// Makes a call to the outside: exactly <see cref="RetryOptions.MaxAttempts"/> attempts at most, each in its time limit.
    /// </summary>
    /// <typeparam name="T">What the call gives.</typeparam>
    /// <param name="call">Which pipeline it goes through.</param>
    /// <param name="operation">
    /// One attempt: reads its answer to the end. It throws the product's errors (see <see cref="OutsideAttempt.ErrorOf"/>) or lets
    /// those of the HTTP stack through, which are translated by type (failure-semantics C3). It must not retry by itself (B10).
    /// </param>
    /// <param name="cancellationToken">Ends the call at once.</param>
    /// <returns>What the attempt that succeeded gave.</returns>
    /// <exception cref="CircuitOpenException">Nothing was sent and no attempt is used up; to be given back until RetryAfter.</exception>
    /// <exception cref="TransientException">The attempts are used up; type, status and reason are those of the last one.</exception>
    /// <exception cref="PermanentException">Trying again cannot mend it.</exception>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public ValueTask<T> ExecuteAsync<T>(
        OutsideCall call, Func<OutsideAttempt, CancellationToken, ValueTask<T>> operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(operation);
        var profile = ProfileOf(call.Profile);
        ArgumentOutOfRangeException.ThrowIfLessThan(call.FirstAttempt, 1, nameof(call));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(call.FirstAttempt, profile.MaxAttempts, nameof(call));
        return RunAsync(
            profile.Name,
            new AttemptLog(call.Key, call.FirstAttempt, call.Observer, cancellationToken),
            (Registry: this, Profile: profile, Operation: operation),
            static (state, call, token) => state.Registry.AttemptAsync(state.Profile, state.Operation, call, token));
    }

    /// <summary>Runs one call, attempt by attempt.</summary>
    internal async ValueTask<T> RunAsync<TState, T>(
        string profileName, AttemptLog call, TState state, Func<TState, AttemptLog, CancellationToken, ValueTask<T>> attempt)
    {
        var profile = ProfileOf(profileName);
        var circuit = profile.Circuits?.Get(call.Key);
        var context = ResilienceContextPool.Shared.Get(call.Caller);
        context.Properties.Set(AttemptLog.Property, call);
        try
        {
            var result = await (circuit?.Pipeline ?? profile.Retries).ExecuteAsync(
                static (context, run) => run.Registry.CountedAsync(run.Profile, AttemptLog.Of(context), run.State, run.Attempt, context.CancellationToken),
                context,
                (Registry: this, Profile: profile, State: state, Attempt: attempt));
            Ended(profile, call, CallOutcomes.Succeeded, null);
            return result;
        }
        catch (BrokenCircuitException exception)
        {
            var error = new CircuitOpenException(FailureReasons.CircuitOpen, $"{call.Key} failed so often that no calls are made for now.", exception)
            {
                RetryAfter = exception.RetryAfter,
                Attempts = call.Current,
            };
            Ended(profile, call, CallOutcomes.CircuitOpen, error);
            throw error;
        }
        catch (Exception exception)
        {
            if (exception is CrawlException error and not InfrastructureException)
            {
                error.Attempts = call.Current;
                if (circuit is not null)
                    await circuit.CountRefusalAsync(error);
            }

            Ended(profile, call, OutcomeOf(exception), exception);
            throw;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _metrics.Dispose();

    private static string OutcomeOf(Exception error) => FailureClassifier.Classify(error) switch
    {
        FailureClass.Transient => CallOutcomes.Exhausted,
        FailureClass.Permanent => CallOutcomes.Permanent,
        FailureClass.Cancelled => CallOutcomes.Cancelled,
        _ => CallOutcomes.Broken,
    };

    private async ValueTask<T> CountedAsync<TState, T>(
        Profile profile, AttemptLog call, TState state, Func<TState, AttemptLog, CancellationToken, ValueTask<T>> attempt, CancellationToken cancellationToken)
    {
        call.Current++;
        var startedAt = _timeProvider.GetTimestamp();
        try
        {
            var result = await attempt(state, call, cancellationToken);
            _metrics.AttemptEnded(profile, null, _timeProvider.GetElapsedTime(startedAt));
            return result;
        }
        catch (Exception exception)
        {
            _metrics.AttemptEnded(profile, exception, _timeProvider.GetElapsedTime(startedAt));
            throw;
        }
    }

    private async ValueTask<T> AttemptAsync<T>(
        Profile profile, Func<OutsideAttempt, CancellationToken, ValueTask<T>> operation, AttemptLog call, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(profile.AttemptTimeout, _timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await operation(new OutsideAttempt(call.Current, profile.Rules), either.Token);
        }
        catch (Exception) when (call.Caller.IsCancellationRequested)
        {
            throw new OperationCanceledException(call.Caller);
        }
        catch (Exception error) when (TransportErrors.Translate(error, call.Key, inBody: false) is { } translated && translated != error)
        {
            throw translated;
        }
    }

    private Profile ProfileOf(string name) =>
        _profiles.TryGetValue(name, out var profile)
            ? profile
            : throw new ArgumentException($"There is no profile '{name}'; there are {string.Join(", ", _profiles.Keys.Order())}.", nameof(name));

    private void Ended(Profile profile, AttemptLog call, string outcome, Exception? error)
    {
        _metrics.CallEnded(profile, outcome, call.Current - call.FirstAttempt + 1);
        _telemetry?.CallEnded(new CallEnd(profile.Name, call.Key, outcome, call.Current, error));
    }

    private void Changed(CircuitChange change)
    {
        _metrics.CircuitChanged(change);
        _telemetry?.CircuitChanged(change);
        CircuitChanged?.Invoke(change);
    }

    private double Chance()
    {
        lock (_random)
            return _random.NextDouble();
    }
}
