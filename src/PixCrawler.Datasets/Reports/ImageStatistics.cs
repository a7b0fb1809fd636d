using PixCrawler.Datasets.Manifests;

namespace PixCrawler.Datasets.Reports;

/// <summary>Formats and sizes of the kept images, counted while the manifests stream by; each URL counts, equal files too.</summary>
internal sealed class ImageStatistics
{
    private static readonly (long BelowPixels, string Label)[] Sides =
    [
        (64, "below 64 px"), (256, "64 to 255 px"), (512, "256 to 511 px"), (1024, "512 to 1,023 px"),
        (2048, "1,024 to 2,047 px"), (long.MaxValue, "2,048 px and more"),
    ];

    private readonly SortedDictionary<string, Group> _formats = new(StringComparer.Ordinal);
    private readonly Group[] _sides = new Group[Sides.Length];

    public IEnumerable<(string Format, Group Group)> Formats => _formats.Select(pair => (pair.Key, pair.Value));

    /// <summary>By the shorter side; sizes that no image has are left out.</summary>
    public IEnumerable<(string Side, Group Group)> ShortestSides =>
        Sides.Zip(_sides, (side, group) => (side.Label, group)).Where(row => row.group.Images > 0);

    public void Add(ImageLine line)
    {
        if (line.Format is null)
            return;
        _formats[line.Format] = _formats.GetValueOrDefault(line.Format).With(line.Bytes);
        var side = Array.FindIndex(Sides, candidate => Math.Min(line.Width, line.Height) < candidate.BelowPixels);
        _sides[side] = _sides[side].With(line.Bytes);
    }

    internal readonly record struct Group(long Images, long Bytes)
    {
        public Group With(long bytes) => new(Images + 1, Bytes + bytes);
    }
}
