using PixCrawler.Domain.Politeness;
using PixCrawler.Net.Politeness;

namespace PixCrawler.Actors.Politeness;

/// <summary>What a gate knows of one origin's rules: scheme, host and port have files of their own.</summary>
/// <param name="origin">The origin.</param>
/// <param name="kinds">The files that are respected.</param>
internal sealed class Site(Uri origin, IReadOnlyList<SiteFileKind> kinds)
{
    /// <summary>How often a robots.txt that can't be read is asked for before its URLs are given up.</summary>
    public const int MaxAttempts = 3;

    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(24);
    private static readonly TimeSpan GivenUpFor = TimeSpan.FromMinutes(5);

    private readonly Dictionary<SiteFileKind, ISiteRule> _rules = [];
    private DateTimeOffset _validUntil;
    private int _attempts;

    public Uri Origin => origin;

    /// <summary>What could not be read, and until when it is not asked for again.</summary>
    public (SiteFile File, DateTimeOffset Until)? GivenUp { get; private set; }

    /// <summary>Requests that wait for the rules.</summary>
    public List<Waiting> Unjudged { get; } = [];

    public bool IsReading { get; set; }

    public TimeSpan? CrawlDelay => _rules.Values.Max(rule => rule.CrawlDelay);

    /// <summary>The next file to read; null when all is known.</summary>
    public SiteFileKind? Missing(DateTimeOffset now)
    {
        if (_rules.Count == kinds.Count && now >= _validUntil)
            _rules.Clear();
        foreach (var kind in kinds)
        {
            if (!_rules.ContainsKey(kind))
                return kind;
        }

        return null;
    }

    public bool IsGivenUp(DateTimeOffset now) => GivenUp is { } givenUp && now < givenUp.Until;

    public Refusal? Judge(string pathAndQuery) =>
        _rules.Values.Select(rule => rule.Judge(pathAndQuery)).FirstOrDefault(refusal => refusal is not null);

    /// <summary>Takes what was read.</summary>
    /// <returns>How long to wait before the same file is asked for again; null when that is not needed.</returns>
    public TimeSpan? Take(SiteFileKind kind, SiteFile file, DateTimeOffset now)
    {
        // Only robots.txt forbids by its silence; the others reserve nothing until they say so.
        if (file.Rule is null && kind == SiteFileKind.Robots)
        {
            if (++_attempts < MaxAttempts)
                return TimeSpan.FromSeconds(2 * _attempts);
            GivenUp = (file, now + GivenUpFor);
            _attempts = 0;
            return null;
        }

        _rules[kind] = file.Rule ?? TdmReservations.Parse([]);
        _validUntil = now + MaxAge;
        _attempts = 0;
        return null;
    }
}
