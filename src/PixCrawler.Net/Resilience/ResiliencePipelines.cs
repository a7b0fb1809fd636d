using PixCrawler.Contracts.Errors;
using PixCrawler.Domain.Politeness;
using PixCrawler.Net.Downloads;
using Polly;
using Polly.Registry;
using Polly.Retry;

namespace PixCrawler.Net.Resilience;

/// <summary>
/// The one registry of pipelines: every outside call runs in exactly one of them, and none is nested in another
/// (failure-semantics B1). Today there is one, <see cref="Network"/>.
/// </summary>
public sealed class ResiliencePipelines : IAsyncDisposable
{
    /// <summary>The name of the pipeline around one download.</summary>
    public const string Network = "network";

    private readonly ResiliencePipelineRegistry<string> _registry;
    private readonly Random _random;

    /// <summary>Builds the pipelines.</summary>
    /// <param name="network">The profile of the <see cref="Network"/> pipeline.</param>
    /// <param name="timeProvider">The clock that waits are made by.</param>
    /// <param name="random">The source of jitter; used under a lock.</param>
    /// <exception cref="ArgumentException">The options are not in order.</exception>
    public ResiliencePipelines(RetryOptions network, TimeProvider timeProvider, Random random)
    {
        ArgumentNullException.ThrowIfNull(network);
        OptionsCheck.ThrowIfAny(network.Validate(), nameof(network));
        NetworkOptions = network;
        _random = random;
        _registry = new ResiliencePipelineRegistry<string>(new ResiliencePipelineRegistryOptions<string>
        {
            BuilderFactory = () => new ResiliencePipelineBuilder { TimeProvider = timeProvider },
        });
        _registry.TryAddBuilder(Network, (builder, _) =>
        {
            // Polly counts retries, not attempts, and has no strategy for none of them.
            if (network.MaxAttempts > 1)
                builder.AddRetry(Retry(network));
        });
    }

    /// <summary>The profile of the <see cref="Network"/> pipeline.</summary>
    public RetryOptions NetworkOptions { get; }

    /// <summary>Runs one download, attempt by attempt.</summary>
    internal async ValueTask<Download> RunAsync(
        AttemptLog attempts, Func<AttemptLog, CancellationToken, ValueTask<Download>> attempt, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(AttemptLog.Key, attempts);
        try
        {
            return await _registry.GetPipeline(Network).ExecuteAsync(
                static async (context, attempt) =>
                {
                    var attempts = AttemptLog.Of(context);
                    attempts.Current++;
                    return await attempt(attempts, context.CancellationToken);
                },
                context,
                attempt);
        }
        catch (CrawlException exception) when (exception is not InfrastructureException)
        {
            exception.Attempts = attempts.Current;
            throw;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    private RetryStrategyOptions Retry(RetryOptions options) => new()
    {
        Name = Network,
        MaxRetryAttempts = options.MaxAttempts - 1,
        ShouldHandle = arguments => ValueTask.FromResult(
            arguments.Outcome.Exception is TransientException error
            && !(error.RetryAfter > options.RetryAfterMax)
            && AttemptLog.Of(arguments.Context).Current < options.MaxAttempts),
        DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(RetrySchedule.DelayAfter(
            options.Delays,
            options.DelayCap,
            AttemptLog.Of(arguments.Context).Current,
            Jitter(options.MaxJitter),
            ((TransientException)arguments.Outcome.Exception!).RetryAfter)),
        OnRetry = arguments => AttemptLog.Of(arguments.Context).RetryScheduledAsync(
            (TransientException)arguments.Outcome.Exception!,
            options.MaxAttempts,
            arguments.RetryDelay,
            arguments.Context.CancellationToken),
    };

    private double Jitter(double max)
    {
        lock (_random)
            return max * _random.NextDouble();
    }
}
