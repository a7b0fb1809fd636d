using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Net.Resilience;

/// <summary>The profiles of the registry, one section each (section <c>Retry</c>; failure-semantics B3).</summary>
public sealed record ResilienceOptions
{
    private static readonly string[] GenAiTransient = ["408", "425", "429", "500", "502", "503", "504"];

    /// <summary>Downloads: 2 s, 4 s, never above 10 s; no circuit, for the hosts' gates have it. Section <c>Retry:network</c>.</summary>
    public RetryOptions Network { get; init; } = new();

    /// <summary>Image generation: 1 s, 2 s (4 s), never above 8 s. Section <c>Retry:image-generation</c>.</summary>
    public RetryOptions ImageGeneration { get; init; } = Provider(Seconds(8), Seconds(120), 1, 2, 4);

    /// <summary>Language models: 1 s, 2 s (4 s); 408, 425, 500 and 502 pass too. Section <c>Retry:genai</c>.</summary>
    public RetryOptions GenAi { get; init; } = Provider(Seconds(8), Seconds(60), 1, 2, 4) with
    {
        Statuses = GenAiTransient.ToDictionary(status => status, _ => FailureClass.Transient),
    };

    /// <summary>Uploads: 5 s, 10 s (20 s), never above 30 s. Section <c>Retry:upload</c>.</summary>
    public RetryOptions Upload { get; init; } = Provider(Seconds(30), Seconds(300), 5, 10, 20);

    /// <summary>Finds everything that is wrong with the options.</summary>
    /// <returns>One entry per problem, its field beginning with the profile's name; empty when they are in order.</returns>
    public IReadOnlyList<FieldError> Validate() =>
        [.. Profiles().SelectMany(profile => profile.Value.Validate().Select(error => error with { Field = $"{profile.Key}:{error.Field}" }))];

    /// <summary>The profiles by the names of their pipelines.</summary>
    internal IReadOnlyDictionary<string, RetryOptions> Profiles() => new Dictionary<string, RetryOptions>
    {
        [ResiliencePipelines.Network] = Network,
        [ResiliencePipelines.ImageGeneration] = ImageGeneration,
        [ResiliencePipelines.GenAi] = GenAi,
        [ResiliencePipelines.Upload] = Upload,
    };

    private static RetryOptions Provider(TimeSpan cap, TimeSpan attemptTimeout, params double[] delays) => new()
    {
        Delays = [.. delays.Select(TimeSpan.FromSeconds)],
        DelayCap = cap,
        AttemptTimeout = attemptTimeout,
        Circuit = new CircuitBreakerOptions(),
    };

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
