using System.Globalization;

namespace PixCrawler.Datasets.Exports.Samples;

/// <summary>
/// The columns of a dataset's tables. Loaders take a column's type from its values and want the same columns in every set, so a text
/// column is there for all samples as soon as one of them has it, empty for the others, and left out where none has it.
/// </summary>
internal sealed class SampleColumns
{
    private const int MaxExtraColumns = 1000;

    private static readonly (string Name, Func<Sample, string?> Value)[] Known =
    [
        ("caption", sample => sample.Caption),
        ("key", sample => sample.Key),
        ("license", sample => sample.License),
        ("license_url", sample => sample.LicenseUrl),
        ("author", sample => sample.Author),
        ("page_url", sample => sample.PageUrl),
    ];

    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _extra = new(StringComparer.Ordinal);
    private bool _hasLabels;

    /// <summary>Names of all text columns, in order, and how to get their values.</summary>
    public IEnumerable<(string Name, Func<Sample, string?> Value)> Texts =>
    [
        .. _hasLabels ? new (string, Func<Sample, string?>)[] { ("label", sample => sample.Label) } : [],
        .. Known.Where(column => _used.Contains(column.Name)),
        .. _extra.Select(pair => (pair.Value, (Func<Sample, string?>)(sample => sample.Extra?.GetValueOrDefault(pair.Key)))),
    ];

    public static IEnumerable<(string Name, Func<Sample, string> Value)> Facts =>
    [
        ("url", sample => sample.Url),
        ("sha256", sample => sample.Sha256),
        ("format", sample => sample.Format),
        ("split", sample => SplitNames.Of(sample.Split)),
        ("settled_at", sample => sample.SettledAt.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
    ];

    public static IEnumerable<(string Name, Func<Sample, long> Value)> Numbers =>
    [
        ("width", sample => sample.Width),
        ("height", sample => sample.Height),
        ("frames", sample => sample.Frames),
        ("bytes", sample => sample.Bytes),
    ];

    public void Add(Sample sample)
    {
        _hasLabels |= sample.Label is not null;
        foreach (var (name, value) in Known)
        {
            if (value(sample) is not null)
                _used.Add(name);
        }

        foreach (var name in sample.Extra?.Keys ?? [])
        {
            if (_extra.Count < MaxExtraColumns)
                _extra.TryAdd(name, ColumnName(name));
        }
    }

    // Hugging Face loads columns that end in file_name as files.
    private static string ColumnName(string name)
    {
        var column = "extra_" + name;
        return column.EndsWith("file_name", StringComparison.Ordinal) || column.EndsWith("file_names", StringComparison.Ordinal)
            ? column + "_text"
            : column;
    }
}

/// <summary>What the sets are called in folders, files and tables.</summary>
internal static class SplitNames
{
    public static string Of(DatasetSplit split) => split switch
    {
        DatasetSplit.Train => "train",
        DatasetSplit.Val => "val",
        _ => "test",
    };
}
