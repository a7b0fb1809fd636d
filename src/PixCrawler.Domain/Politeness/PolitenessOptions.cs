using PixCrawler.Contracts.Jobs;

namespace PixCrawler.Domain.Politeness;

/// <summary>How fast one host may be asked.</summary>
public sealed record HostLimits
{
    /// <summary>Requests to the host in flight at once, 1 to 256. Default 2.</summary>
    public int MaxConcurrentRequests { get; init; } = 2;

    /// <summary>The least time from one request to the next, 0 s to 1 h. Default 500 ms.</summary>
    public TimeSpan MinGap { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The most that is added to a gap by chance, as a part of it, 0 (none) to 1. Default 0.2.</summary>
    public double MaxJitter { get; init; } = 0.2;

    /// <summary>The limits of hosts of one's own: 64 requests at once and no gap.</summary>
    public static HostLimits Own { get; } = new() { MaxConcurrentRequests = 64, MinGap = TimeSpan.Zero };
}

/// <summary>When a host that fails is left alone for a while.</summary>
public sealed record CircuitOptions
{
    /// <summary>The part of the latest requests that must fail, above 0 to 1. Default 0.9.</summary>
    public double FailureRatio { get; init; } = 0.9;

    /// <summary>The fewest requests a judgement is made on, 2 to 10,000. Default 10.</summary>
    public int MinRequests { get; init; } = 10;

    /// <summary>How long a request counts among the latest, 1 s to 1 h; it is forgotten after one to two such times. Default 2 min:
    /// enough to notice a host of which every request takes its whole time limit.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long the host is left alone before the first trial, 1 s to 1 h; doubled after each trial that fails. Default 30 s.</summary>
    public TimeSpan Break { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Trials that may fail in a row before the host is given up, 1 to 10. Default 3.</summary>
    public int MaxTrials { get; init; } = 3;
}

/// <summary>Other limits for the hosts a pattern names.</summary>
/// <param name="Pattern">A host name, or <c>*.</c> and a domain for all hosts below it. The longest that fits is used.</param>
/// <param name="Limits">Their limits.</param>
public sealed record HostRule(string Pattern, HostLimits Limits)
{
    /// <summary>Whether a host is one of these.</summary>
    /// <param name="host">The host, lower-case.</param>
    /// <returns>Whether it is.</returns>
    public bool Covers(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return Pattern.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(Pattern[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(Pattern, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>How hosts are treated and which of their wishes are respected (section <c>Politeness</c>).</summary>
public sealed record PolitenessOptions
{
    /// <summary>The name we go by in robots.txt and header prefixes (RFC 9309, 2.2.1).</summary>
    public const string ProductToken = "pixcrawler";

    /// <summary>The limits of hosts that nothing else names.</summary>
    public HostLimits Default { get; init; } = new();

    /// <summary>Other limits by host pattern. Default: none.</summary>
    public IReadOnlyList<HostRule> PerHost { get; init; } = [];

    /// <summary>The limits of hosts inside an explicitly allowed network, the operator's own. Default: 64 at once and no gap.</summary>
    public HostLimits OwnNetwork { get; init; } = HostLimits.Own;

    /// <summary>When a failing host is left alone.</summary>
    public CircuitOptions Circuit { get; init; } = new();

    /// <summary>The longest gap that slowing down leads to, 1 s to 1 h. Default 60 s.</summary>
    public TimeSpan SlowestGap { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The longest a job waits for a host that asks to be left alone (Retry-After, Crawl-delay), 1 s to 24 h; above it the host's
    /// URLs fail at once. Default 1 h.
    /// </summary>
    public TimeSpan MaxHostPause { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether robots.txt is respected (RFC 9309). Default: yes.</summary>
    public bool RespectRobots { get; init; } = true;

    /// <summary>Whether <c>X-Robots-Tag</c> is respected. Default: yes.</summary>
    public bool RespectRobotsTag { get; init; } = true;

    /// <summary>Whether reservations by the TDM Reservation Protocol are respected, in headers and the site's file. Default: yes.</summary>
    public bool RespectTdmRep { get; init; } = true;

    /// <summary>Whether ai.txt is respected. Default: yes.</summary>
    public bool RespectAiTxt { get; init; } = true;

    /// <summary>Whether <c>Content-Usage</c> is respected; it is still a draft. Default: no.</summary>
    public bool RespectContentUsage { get; init; }

    /// <summary>The wishes that are respected by default and are not now, by their names.</summary>
    public IEnumerable<string> Ignored =>
        new[] { (RespectRobots, "robots.txt"), (RespectRobotsTag, "X-Robots-Tag"), (RespectTdmRep, "TDMRep"), (RespectAiTxt, "ai.txt") }
            .Where(wish => !wish.Item1).Select(wish => wish.Item2);

    /// <summary>The limits of a host.</summary>
    /// <param name="host">The host, lower-case.</param>
    /// <param name="isOwn">Whether it lies inside an explicitly allowed network.</param>
    /// <returns>Its limits.</returns>
    public HostLimits LimitsOf(string host, bool isOwn) =>
        PerHost.Where(entry => entry.Covers(host)).MaxBy(entry => entry.Pattern.Length)?.Limits ?? (isOwn ? OwnNetwork : Default);

    /// <summary>Finds everything that is wrong with the options.</summary>
    /// <returns>One entry per problem; empty when they are in order.</returns>
    public IReadOnlyList<FieldError> Validate()
    {
        var errors = new List<FieldError>();
        Limits(nameof(Default), Default);
        Limits(nameof(OwnNetwork), OwnNetwork);
        foreach (var entry in PerHost)
        {
            Check(entry.Pattern.TrimStart('*', '.') is { Length: > 0 } rest && !rest.Contains('*', StringComparison.Ordinal),
                nameof(PerHost), $"'{entry.Pattern}' must be a host name, or *. and a domain");
            Limits($"{nameof(PerHost)}:{entry.Pattern}", entry.Limits);
        }

        Range(nameof(SlowestGap), SlowestGap, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Range(nameof(MaxHostPause), MaxHostPause, TimeSpan.FromSeconds(1), TimeSpan.FromHours(24));
        Check(Circuit.FailureRatio is > 0 and <= 1, $"{nameof(Circuit)}:{nameof(Circuit.FailureRatio)}", $"must be above 0 and at most 1, not {Circuit.FailureRatio}");
        Range($"{nameof(Circuit)}:{nameof(Circuit.MinRequests)}", Circuit.MinRequests, 2, 10_000);
        Range($"{nameof(Circuit)}:{nameof(Circuit.Window)}", Circuit.Window, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Range($"{nameof(Circuit)}:{nameof(Circuit.Break)}", Circuit.Break, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Range($"{nameof(Circuit)}:{nameof(Circuit.MaxTrials)}", Circuit.MaxTrials, 1, 10);
        return errors;

        void Limits(string field, HostLimits limits)
        {
            Range($"{field}:{nameof(limits.MaxConcurrentRequests)}", limits.MaxConcurrentRequests, 1, 256);
            Range($"{field}:{nameof(limits.MinGap)}", limits.MinGap, TimeSpan.Zero, TimeSpan.FromHours(1));
            Range($"{field}:{nameof(limits.MaxJitter)}", limits.MaxJitter, 0, 1);
        }

        void Range<T>(string field, T value, T min, T max)
            where T : IComparable<T> =>
            Check(value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0, field, $"must be from {min} to {max}, not {value}");

        void Check(bool ok, string field, string problem)
        {
            if (!ok)
                errors.Add(new FieldError(field, problem));
        }
    }
}
