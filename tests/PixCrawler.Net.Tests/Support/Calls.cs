using PixCrawler.Contracts.Errors;
using PixCrawler.Net.Resilience;
using PixCrawler.TestKit;

namespace PixCrawler.Net.Tests.Support;

/// <summary>Calls through the registry on a manual clock, with every attempt counted.</summary>
internal sealed class Calls : IDisposable, IResilienceTelemetry
{
    private int _made;

    public Calls(ResilienceOptions? options = null) => Registry = new ResiliencePipelines(options ?? WithoutJitter(), Clock, new Random(1), this);

    public ManualTimeProvider Clock { get; } = new();

    public ResiliencePipelines Registry { get; }

    public int Made => Volatile.Read(ref _made);

    public List<CircuitChange> Changes { get; } = [];

    public List<CallEnd> Ends { get; } = [];

    public static ResilienceOptions WithoutJitter()
    {
        var usual = new ResilienceOptions();
        return new ResilienceOptions
        {
            Network = usual.Network with { MaxJitter = 0 },
            ImageGeneration = usual.ImageGeneration with { MaxJitter = 0 },
            GenAi = usual.GenAi with { MaxJitter = 0 },
            Upload = usual.Upload with { MaxJitter = 0 },
        };
    }

    public static CrawlException Unavailable() => new ServiceUnavailableException("http-503", "scripted") { HttpStatus = 503 };

    /// <summary>Makes a call whose attempts end as the script says: null is success.</summary>
    public Task<int> CallAsync(string profile, string key, Func<int, Exception?> script, RecordingObserver? observer = null, CancellationToken cancellationToken = default) =>
        Registry.ExecuteAsync(
            new OutsideCall(profile, key) { Observer = observer },
            (attempt, _) =>
            {
                Interlocked.Increment(ref _made);
                return script(attempt.Number) is { } error ? ValueTask.FromException<int>(error) : ValueTask.FromResult(attempt.Number);
            },
            cancellationToken).AsTask();

    /// <summary>Makes a call that fails in its only attempt, by an error that is not tried again.</summary>
    public async Task FailAsync(string profile, string key, Exception error) => await Should.ThrowAsync(() => CallAsync(profile, key, _ => error), error.GetType());

    public void CircuitChanged(CircuitChange change)
    {
        lock (Changes)
            Changes.Add(change);
    }

    public void CallEnded(CallEnd end)
    {
        lock (Ends)
            Ends.Add(end);
    }

    public void Dispose() => Registry.Dispose();
}
