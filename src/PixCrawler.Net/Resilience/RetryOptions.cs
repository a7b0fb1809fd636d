using PixCrawler.Contracts.Jobs;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Net.Resilience;

/// <summary>A named profile (section <c>Retry:{profile}</c>); the defaults are those of the network.</summary>
public sealed record RetryOptions
{
    /// <summary>How many attempts there are in all, the first included, 1 to 10. Default 3.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>The waits after attempt 1, 2 ...; the last one is used for all later ones. Each 1 ms to 1 h. Default 2 s, 4 s.</summary>
    public IReadOnlyList<TimeSpan> Delays { get; init; } = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    /// <summary>The longest scheduled wait, jitter included, 1 ms to 1 h. Default 10 s.</summary>
    public TimeSpan DelayCap { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most that is added to a wait by chance, as a part of it, 0 (none) to 1. Default 0.2.</summary>
    public double MaxJitter { get; init; } = 0.2;

    /// <summary>The longest Retry-After an item waits for, 0 s to 1 h; above it the item fails now. Default 60 s.</summary>
    public TimeSpan RetryAfterMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long one attempt may take, 1 s to 1 h. Default 30 s. Downloads have limits of their own (section <c>Http</c>) instead.
    /// </summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Error codes of a 429 that mean that the quota or the billing is gone, and not that one should wait; case does not matter
    /// (failure-semantics C5). Default: the codes of the usual model APIs.
    /// </summary>
    public IReadOnlyList<string> QuotaCodes { get; init; } =
        ["insufficient_quota", "billing_not_active", "billing_hard_limit_reached", "quota_exceeded", "credit_balance_too_low"];

    /// <summary>
    /// When calls are held back; null: never, as for downloads, whose circuit is the host's gate's (section <c>Politeness:Circuit</c>).
    /// </summary>
    public CircuitBreakerOptions? Circuit { get; init; }

    /// <summary>
    /// What status codes mean: codes (<c>429</c>) or classes (<c>5xx</c>), each transient or permanent. Default: 429, 503 and
    /// 504 are transient, everything else is permanent.
    /// </summary>
    public IReadOnlyDictionary<string, FailureClass> Statuses { get; init; } = new Dictionary<string, FailureClass>
    {
        ["429"] = FailureClass.Transient,
        ["503"] = FailureClass.Transient,
        ["504"] = FailureClass.Transient,
    };

    internal ErrorRules ToRules() => new(new StatusTable(Statuses), QuotaCodes, RetryAfterMax);

    /// <summary>Finds everything that is wrong with the options.</summary>
    /// <returns>One entry per problem; empty when they are in order.</returns>
    public IReadOnlyList<FieldError> Validate()
    {
        var check = new OptionsCheck();
        var shortest = TimeSpan.FromMilliseconds(1);
        var longest = TimeSpan.FromHours(1);
        check.Range(nameof(MaxAttempts), MaxAttempts, 1, 10);
        check.That(Delays.Count > 0, nameof(Delays), "name at least one wait, for example 00:00:02");
        foreach (var delay in Delays)
            check.Range(nameof(Delays), delay, shortest, longest);
        check.Range(nameof(DelayCap), DelayCap, shortest, longest);
        check.Range(nameof(MaxJitter), MaxJitter, 0, 1);
        check.Range(nameof(RetryAfterMax), RetryAfterMax, TimeSpan.Zero, longest);
        check.Range(nameof(AttemptTimeout), AttemptTimeout, TimeSpan.FromSeconds(1), longest);
        check.That(QuotaCodes.All(code => code.Length > 0), nameof(QuotaCodes), "must not hold an empty code");
        Circuit?.Validate(check);
        try
        {
            _ = new StatusTable(Statuses);
        }
        catch (ArgumentException exception)
        {
            check.That(false, nameof(Statuses), exception.Message);
        }

        return check.Errors;
    }
}
