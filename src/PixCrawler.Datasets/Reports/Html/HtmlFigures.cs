using PixCrawler.Contracts.Chunks;
using PixCrawler.Datasets.Manifests;

namespace PixCrawler.Datasets.Reports.Html;

/// <summary>What the report shows, gathered while the manifests stream by; memory has a bound.</summary>
/// <param name="hasBytes">Whether the bytes of a rejected image were put aside: those are chosen before others.</param>
internal sealed class HtmlFigures(Func<ManifestRow, bool> hasBytes)
{
    public const int MaxKept = 24;
    public const int MaxOfReason = 6;
    private const int MaxHosts = 100_000;

    private readonly Dictionary<string, HostCount> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedDictionary<int, long> _attempts = [];
    private readonly SortedDictionary<string, ManifestRow> _kept = new(StringComparer.Ordinal);

    public ImageStatistics Images { get; } = new();

    public Timeline Timeline { get; } = new();

    public SortedDictionary<string, List<ManifestRow>> Rejects { get; } = new(StringComparer.Ordinal);

    /// <summary>The images with the lowest hashes: as good as drawn by lot, and the same each time.</summary>
    public IEnumerable<ManifestRow> Kept => _kept.Values;

    public IEnumerable<KeyValuePair<int, long>> Attempts => _attempts;

    /// <summary>Hosts that were met after the first 100,000; their URLs are counted nowhere else.</summary>
    public long UrlsOfFurtherHosts { get; private set; }

    public IEnumerable<(string Host, HostCount Count)> Hosts =>
        _hosts.OrderByDescending(host => host.Value.All).ThenBy(host => host.Key, StringComparer.Ordinal).Select(host => (host.Key, host.Value));

    public void Add(ManifestRow row)
    {
        var settlement = row.Entry.Settlement;
        var isKept = settlement.Status == SettlementStatus.Kept;
        Timeline.Add(settlement.SettledAt, new Timeline.Step(isKept ? 1 : 0, isKept ? 0 : 1, Math.Max(0, settlement.Attempts - 1)));
        _attempts[settlement.Attempts] = _attempts.GetValueOrDefault(settlement.Attempts) + 1;
        CountHost(row.Entry.Candidate.Url, isKept);
        if (settlement.Image is { } image)
        {
            Images.Add(new ImageLine(image.Extension, image.WidthPixels, image.HeightPixels, image.Bytes));
            _kept.TryAdd(image.Sha256, row);
            if (_kept.Count > MaxKept)
                _kept.Remove(_kept.Keys.Last());
        }
        else if (settlement.Status == SettlementStatus.Rejected)
        {
            if (!Rejects.TryGetValue(settlement.Reason ?? "", out var rows))
                Rejects.Add(settlement.Reason ?? "", rows = []);
            Choose(rows, row);
        }
    }

    private void Choose(List<ManifestRow> rows, ManifestRow row)
    {
        if (rows.Count == MaxOfReason && hasBytes(row) && rows.FindLastIndex(chosen => !hasBytes(chosen)) is >= 0 and var dull)
            rows.RemoveAt(dull);
        if (rows.Count < MaxOfReason)
            rows.Add(row);
    }

    private void CountHost(string url, bool isKept)
    {
        var host = Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Host.Length > 0 ? parsed.Host : "(no host)";
        if (!_hosts.TryGetValue(host, out var count) && _hosts.Count >= MaxHosts)
        {
            UrlsOfFurtherHosts++;
            return;
        }

        _hosts[host] = new HostCount(count.Kept + (isKept ? 1 : 0), count.All + 1);
    }

    internal readonly record struct HostCount(long Kept, long All);
}
