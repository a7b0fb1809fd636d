namespace PixCrawler.Datasets.Exports.Samples;

/// <summary>The further columns of a row: known ones are taken out by name, the rest stays.</summary>
internal sealed class ListColumnsOf(IReadOnlyDictionary<string, string>? extra)
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyDictionary<string, string>? Rest =>
        extra?.Where(column => !_taken.Contains(column.Key)).ToDictionary(StringComparer.Ordinal) is { Count: > 0 } rest ? rest : null;

    /// <summary>The first of these columns that has a value.</summary>
    public string? Take(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            var column = extra?.FirstOrDefault(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (column is not { Key: not null } || string.IsNullOrWhiteSpace(column.Value.Value))
                continue;
            _taken.Add(name);
            return column.Value.Value.Trim();
        }

        return null;
    }
}
