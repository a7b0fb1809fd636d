using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Net.Dns;

/// <summary>How names are looked up (section <c>Dns</c>).</summary>
public sealed record DnsOptions
{
    /// <summary>Look-ups at once, 1 to 1,024. Default 32.</summary>
    public int MaxConcurrentLookups { get; init; } = 32;

    /// <summary>How long a look-up may take, its wait for others included, 100 ms to 60 s. Default 4 s.</summary>
    public TimeSpan LookupTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>
    /// How long an answer is used again, 1 s to 10 min. Default 30 s. The system's resolver does not tell how long answers are
    /// valid. Every address is judged anew at every connection, however old it is.
    /// </summary>
    public TimeSpan CacheTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a failed look-up is not repeated, 100 ms to 1 min. Default 1 s: shorter than the wait before a retry.</summary>
    public TimeSpan NegativeCacheTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many names are remembered, 16 to 1,000,000. Default 10,000.</summary>
    public int MaxCachedNames { get; init; } = 10_000;

    /// <summary>Finds everything that is wrong with the options.</summary>
    /// <returns>One entry per problem; empty when they are in order.</returns>
    public IReadOnlyList<FieldError> Validate()
    {
        var check = new OptionsCheck();
        check.Range(nameof(MaxConcurrentLookups), MaxConcurrentLookups, 1, 1_024);
        check.Range(nameof(LookupTimeout), LookupTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(60));
        check.Range(nameof(CacheTime), CacheTime, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        check.Range(nameof(NegativeCacheTime), NegativeCacheTime, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        check.Range(nameof(MaxCachedNames), MaxCachedNames, 16, 1_000_000);
        return check.Errors;
    }
}
