using PixCrawler.Domain.Politeness;

namespace PixCrawler.Net.Politeness;

/// <summary>What sites' files said in the last 24 hours (RFC 9309, 2.4); the oldest make room when there are too many.</summary>
internal sealed class SiteFileCache(TimeProvider timeProvider)
{
    private const int MaxEntries = 10_000;
    private const long MaxBytes = 64 * 1024 * 1024;

    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(24);

    private readonly Lock _gate = new();
    private readonly Dictionary<(Uri Origin, SiteFileKind Kind), Entry> _entries = [];
    private readonly Queue<((Uri Origin, SiteFileKind Kind) Key, Entry Entry)> _byAge = new();
    private long _bytes;

    public ISiteRule? Find(Uri origin, SiteFileKind kind)
    {
        lock (_gate)
        {
            return _entries.TryGetValue((origin, kind), out var entry) && timeProvider.GetUtcNow() - entry.ReadAt < MaxAge
                ? entry.Rule
                : null;
        }
    }

    public void Keep(Uri origin, SiteFileKind kind, ISiteRule rule, int bytes)
    {
        var entry = new Entry(rule, bytes, timeProvider.GetUtcNow());
        lock (_gate)
        {
            _entries[(origin, kind)] = entry;
            _byAge.Enqueue(((origin, kind), entry));
            _bytes += bytes;
            while (_byAge.Count > MaxEntries || _bytes > MaxBytes)
            {
                var (key, oldest) = _byAge.Dequeue();
                _bytes -= oldest.Bytes;
                if (_entries.TryGetValue(key, out var latest) && ReferenceEquals(latest, oldest))
                    _entries.Remove(key);
            }
        }
    }

    private sealed record Entry(ISiteRule Rule, int Bytes, DateTimeOffset ReadAt);
}
