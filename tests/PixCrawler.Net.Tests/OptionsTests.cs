using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Failures;
using PixCrawler.Net.Dns;
using PixCrawler.Net.Http;
using PixCrawler.Net.Resilience;
using PixCrawler.Net.Sources;

namespace PixCrawler.Net.Tests;

public sealed class OptionsTests
{
    private static readonly HttpOptions Http = new();
    private static readonly RetryOptions Retry = new();

    public static TheoryData<string, IReadOnlyList<FieldError>> Wrong => new()
    {
        { "RequestTimeout", (Http with { RequestTimeout = Milliseconds(999) }).Validate() },
        { "RequestTimeout", (Http with { RequestTimeout = Milliseconds(600_001), UrlTimeout = Milliseconds(600_001) }).Validate() },
        { "ConnectTimeout", (Http with { ConnectTimeout = Milliseconds(49) }).Validate() },
        { "ConnectTimeout", (Http with { ConnectTimeout = Milliseconds(60_001), FirstByteTimeout = Milliseconds(60_001) }).Validate() },
        { "UrlTimeout", (Http with { UrlTimeout = Milliseconds(29_999) }).Validate() },
        { "UrlTimeout", (Http with { UrlTimeout = Milliseconds(3_600_001) }).Validate() },
        { "FirstByteTimeout", (Http with { FirstByteTimeout = Milliseconds(4_999) }).Validate() },
        { "FirstByteTimeout", (Http with { FirstByteTimeout = Milliseconds(600_001) }).Validate() },
        { "IdleReadTimeout", (Http with { IdleReadTimeout = Milliseconds(99) }).Validate() },
        { "IdleReadTimeout", (Http with { IdleReadTimeout = Milliseconds(600_001) }).Validate() },
        { "MinBytesPerSecond", (Http with { MinBytesPerSecond = 0 }).Validate() },
        { "MinBytesPerSecond", (Http with { MinBytesPerSecond = (1 << 30) + 1 }).Validate() },
        { "RateWindow", (Http with { RateWindow = Milliseconds(999) }).Validate() },
        { "RateWindow", (Http with { RateWindow = Milliseconds(600_001) }).Validate() },
        { "MaxHeaderFields", (Http with { MaxHeaderFields = 9 }).Validate() },
        { "MaxHeaderFields", (Http with { MaxHeaderFields = 10_001 }).Validate() },
        { "MaxConcurrentLookups", new DnsOptions { MaxConcurrentLookups = 0 }.Validate() },
        { "MaxConcurrentLookups", new DnsOptions { MaxConcurrentLookups = 1_025 }.Validate() },
        { "LookupTimeout", new DnsOptions { LookupTimeout = Milliseconds(99) }.Validate() },
        { "LookupTimeout", new DnsOptions { LookupTimeout = Milliseconds(60_001) }.Validate() },
        { "CacheTime", new DnsOptions { CacheTime = Milliseconds(999) }.Validate() },
        { "CacheTime", new DnsOptions { CacheTime = Milliseconds(600_001) }.Validate() },
        { "NegativeCacheTime", new DnsOptions { NegativeCacheTime = Milliseconds(99) }.Validate() },
        { "NegativeCacheTime", new DnsOptions { NegativeCacheTime = Milliseconds(60_001) }.Validate() },
        { "MaxCachedNames", new DnsOptions { MaxCachedNames = 15 }.Validate() },
        { "MaxCachedNames", new DnsOptions { MaxCachedNames = 1_000_001 }.Validate() },
        { "PooledConnectionLifetime", (Http with { PooledConnectionLifetime = Milliseconds(999) }).Validate() },
        { "PooledConnectionLifetime", (Http with { PooledConnectionLifetime = Milliseconds(3_600_001) }).Validate() },
        { "MaxBodyBytes", (Http with { MaxBodyBytes = 1_023 }).Validate() },
        { "MaxBodyBytes", (Http with { MaxBodyBytes = (1L << 30) + 1, MaxBytesInFlight = 1L << 31 }).Validate() },
        { "MaxBytesInFlight", (Http with { MaxBytesInFlight = Http.MaxBodyBytes - 1 }).Validate() },
        { "MaxBytesInFlight", (Http with { MaxBytesInFlight = (64L << 30) + 1 }).Validate() },
        { "MaxHeaderKibibytes", (Http with { MaxHeaderKibibytes = 0 }).Validate() },
        { "MaxHeaderKibibytes", (Http with { MaxHeaderKibibytes = 1_025 }).Validate() },
        { "MaxRedirects", (Http with { MaxRedirects = -1 }).Validate() },
        { "MaxRedirects", (Http with { MaxRedirects = 21 }).Validate() },
        { "Contact", (Http with { Contact = "" }).Validate() },
        { "Contact", (Http with { Contact = "a\r\nb" }).Validate() },
        { "Contact", (Http with { Contact = new string('a', 201) }).Validate() },
        { "ProductVersion", (Http with { ProductVersion = "1 2" }).Validate() },
        { "AllowedPorts", new NetworkAccessOptions { AllowedPorts = [] }.Validate() },
        { "AllowedPorts", new NetworkAccessOptions { AllowedPorts = [0] }.Validate() },
        { "AllowedPorts", new NetworkAccessOptions { AllowedPorts = [65_536] }.Validate() },
        { "MaxAttempts", (Retry with { MaxAttempts = 0 }).Validate() },
        { "MaxAttempts", (Retry with { MaxAttempts = 11 }).Validate() },
        { "Delays", (Retry with { Delays = [] }).Validate() },
        { "Delays", (Retry with { Delays = [TimeSpan.Zero] }).Validate() },
        { "DelayCap", (Retry with { DelayCap = Milliseconds(3_600_001) }).Validate() },
        { "MaxJitter", (Retry with { MaxJitter = -0.01 }).Validate() },
        { "MaxJitter", (Retry with { MaxJitter = 1.01 }).Validate() },
        { "RetryAfterMax", (Retry with { RetryAfterMax = Milliseconds(-1) }).Validate() },
        { "RetryAfterMax", (Retry with { RetryAfterMax = Milliseconds(3_600_001) }).Validate() },
        { "Statuses", (Retry with { Statuses = new Dictionary<string, FailureClass> { ["abc"] = FailureClass.Transient } }).Validate() },
        { "AttemptTimeout", (Retry with { AttemptTimeout = Milliseconds(999) }).Validate() },
        { "AttemptTimeout", (Retry with { AttemptTimeout = Milliseconds(3_600_001) }).Validate() },
        { "QuotaCodes", (Retry with { QuotaCodes = [""] }).Validate() },
        { "FailureRatio", Circuit(new CircuitBreakerOptions { FailureRatio = 0 }) },
        { "FailureRatio", Circuit(new CircuitBreakerOptions { FailureRatio = 1.01 }) },
        { "FailureRatio", Circuit(new CircuitBreakerOptions { FailureRatio = double.NaN }) },
        { "MinThroughput", Circuit(new CircuitBreakerOptions { MinThroughput = 1 }) },
        { "MinThroughput", Circuit(new CircuitBreakerOptions { MinThroughput = 10_001 }) },
        { "Window", Circuit(new CircuitBreakerOptions { Window = Milliseconds(999) }) },
        { "Window", Circuit(new CircuitBreakerOptions { Window = Milliseconds(3_600_001) }) },
        { "BreakDuration", Circuit(new CircuitBreakerOptions { BreakDuration = Milliseconds(999) }) },
        { "BreakDuration", Circuit(new CircuitBreakerOptions { BreakDuration = Milliseconds(3_600_001), IdleTimeout = Milliseconds(3_600_001) }) },
        { "MaxCircuits", Circuit(new CircuitBreakerOptions { MaxCircuits = 15 }) },
        { "MaxCircuits", Circuit(new CircuitBreakerOptions { MaxCircuits = 100_001 }) },
        { "IdleTimeout", Circuit(new CircuitBreakerOptions { IdleTimeout = Milliseconds(29_999) }) },
        { "IdleTimeout", Circuit(new CircuitBreakerOptions { IdleTimeout = Milliseconds(86_400_001) }) },
        { "genai:MaxAttempts", new ResilienceOptions { GenAi = Retry with { MaxAttempts = 0 } }.Validate() },
        { "upload:Delays", new ResilienceOptions { Upload = Retry with { Delays = [] } }.Validate() },
        { "MaxLineBytes", new UrlListOptions { MaxLineBytes = 255 }.Validate() },
        { "MaxLineBytes", new UrlListOptions { MaxLineBytes = (16 << 20) + 1 }.Validate() },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_WhenAValueIsJustOutOfRange_NamesIt(string field, IReadOnlyList<FieldError> errors) =>
        errors.ShouldHaveSingleItem().Field.ShouldBe(field);

    [Fact]
    public void Validate_WhenValuesAreDefaultsOrAtTheirLimits_FindsNothing()
    {
        IReadOnlyList<FieldError>[] all =
        [
            Http.Validate(), Retry.Validate(), new ResilienceOptions().Validate(), new NetworkAccessOptions().Validate(), new UrlListOptions().Validate(), new DnsOptions().Validate(),
            new HttpOptions
            {
                RequestTimeout = Milliseconds(1_000), UrlTimeout = Milliseconds(1_000), FirstByteTimeout = Milliseconds(50), IdleReadTimeout = Milliseconds(100),
                MinBytesPerSecond = 1, RateWindow = Milliseconds(1_000), ConnectTimeout = Milliseconds(50), PooledConnectionLifetime = Milliseconds(1_000), MaxBodyBytes = 1_024,
                MaxBytesInFlight = 1_024, MaxHeaderKibibytes = 1, MaxRedirects = 0, Contact = "a",
            }.Validate(),
            new HttpOptions
            {
                RequestTimeout = Milliseconds(600_000), UrlTimeout = Milliseconds(3_600_000), FirstByteTimeout = Milliseconds(600_000), IdleReadTimeout = Milliseconds(600_000),
                MinBytesPerSecond = 1 << 30, RateWindow = Milliseconds(600_000), ConnectTimeout = Milliseconds(60_000), PooledConnectionLifetime = Milliseconds(3_600_000), MaxBodyBytes = 1L << 30,
                MaxBytesInFlight = 64L << 30, MaxHeaderKibibytes = 1_024, MaxRedirects = 20, Contact = new string('a', 200),
            }.Validate(),
            Circuit(new CircuitBreakerOptions
            {
                FailureRatio = 0.01, MinThroughput = 2, Window = Milliseconds(1_000), BreakDuration = Milliseconds(1_000), MaxCircuits = 16, IdleTimeout = Milliseconds(1_000),
            }),
            Circuit(new CircuitBreakerOptions
            {
                FailureRatio = 1, MinThroughput = 10_000, Window = Milliseconds(3_600_000), BreakDuration = Milliseconds(3_600_000), MaxCircuits = 100_000,
                IdleTimeout = TimeSpan.FromHours(24),
            }),
            new RetryOptions
            {
                MaxAttempts = 1, Delays = [Milliseconds(1)], DelayCap = Milliseconds(1), MaxJitter = 0, RetryAfterMax = TimeSpan.Zero, AttemptTimeout = Milliseconds(1_000),
            }.Validate(),
            new RetryOptions { AttemptTimeout = Milliseconds(3_600_000), MaxAttempts = 10, Delays = [Milliseconds(3_600_000)], DelayCap = Milliseconds(3_600_000), MaxJitter = 1, RetryAfterMax = Milliseconds(3_600_000) }.Validate(),
            new NetworkAccessOptions { AllowedPorts = [1, 65_535] }.Validate(),
            new UrlListOptions { MaxLineBytes = 256 }.Validate(), new UrlListOptions { MaxLineBytes = 16 << 20 }.Validate(),
        ];
        all.SelectMany(errors => errors).ShouldBeEmpty();
    }

    [Fact]
    public void Create_WhenOptionsAreWrong_SaysWhatAndWhere() =>
        Should.Throw<ArgumentException>(() => new UrlListReader(new UrlListOptions { MaxLineBytes = 1 }))
            .Message.ShouldContain("MaxLineBytes must be from 256 to 16777216, not 1");

    private static IReadOnlyList<FieldError> Circuit(CircuitBreakerOptions circuit) => (Retry with { Circuit = circuit }).Validate();

    private static TimeSpan Milliseconds(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
