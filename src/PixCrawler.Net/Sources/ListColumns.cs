using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Sources;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Net.Sources;

/// <summary>Which column of a table holds what.</summary>
internal sealed class ListColumns
{
    private readonly int _url;
    private readonly int _caption;
    private readonly int _key;
    private readonly int _count;
    private readonly List<(int Index, string Name)> _extra = [];

    /// <summary>Finds the columns by a table's header.</summary>
    /// <exception cref="InvalidInputException">The URL column is not there.</exception>
    public ListColumns(UrlListSource source, IReadOnlyList<string> header)
    {
        var names = header.Select(name => name.Trim()).ToList();
        _count = names.Count;
        _url = Find(names, source.UrlColumn);
        _caption = Find(names, source.CaptionColumn);
        _key = Find(names, source.KeyColumn);
        if (_url < 0)
        {
            throw new InvalidInputException(
                FailureReasons.ListColumnMissing,
                $"The URL list '{source.Path}' has no column '{source.UrlColumn}'; it has: {string.Join(", ", names)}. Say which one holds the URL.");
        }

        for (var index = 0; index < names.Count; index++)
        {
            if (index != _url && index != _caption && index != _key && IsExtra(source, names[index]))
                _extra.Add((index, names[index]));
        }
    }

    /// <summary>Whether a column that holds none of the known things is carried along.</summary>
    public static bool IsExtra(UrlListSource source, string name) =>
        source.ExtraColumns.Any(extra => extra == "*" || extra.Equals(name, StringComparison.OrdinalIgnoreCase));

    public ListRow Row(IReadOnlyList<string> fields, long number)
    {
        if (fields.Count > _count && fields.Skip(_count).Any(field => field.Length > 0))
            return new ListRow(new BadRow(number, $"the row has {fields.Count} fields and the header {_count}; quote fields that hold the separator"));
        var url = Field(fields, _url);
        if (url is null)
            return new ListRow(new BadRow(number, "the row has no URL"));
        Dictionary<string, string>? extra = null;
        foreach (var (index, name) in _extra)
        {
            if (Field(fields, index) is { } value)
                (extra ??= new Dictionary<string, string>(_extra.Count))[name] = value;
        }

        return new ListRow(new Candidate(url, number, Field(fields, _caption), Field(fields, _key), extra));
    }

    private static string? Field(IReadOnlyList<string> fields, int index) =>
        index >= 0 && index < fields.Count && fields[index].Trim() is { Length: > 0 } value ? value : null;

    /// <summary>The column of that very name, or else of that name in other capitals.</summary>
    private static int Find(List<string> names, string name)
    {
        var exact = names.IndexOf(name);
        return exact >= 0 ? exact : names.FindIndex(other => other.Equals(name, StringComparison.OrdinalIgnoreCase));
    }
}
