using System.Text.Json;

namespace PixCrawler.Datasets.Exports.Samples;

/// <summary>Writes samples as rows of one table, in JSON and CSV with the same columns in the same order.</summary>
internal sealed class SampleTable
{
    public const string FileColumn = "file_name";

    private readonly CategoryTable _categories;
    private readonly (string Name, Func<Sample, string?> Value)[] _texts;
    private readonly bool _hasLabels;

    public SampleTable(SampleIndex index)
    {
        _categories = index.Categories;
        _texts = [.. index.Columns.Texts];
        _hasLabels = index.Categories.All.Count > 0;
    }

    /// <summary>Names and whether the values are numbers, in order.</summary>
    public IEnumerable<(string Name, bool IsNumber)> Columns =>
    [
        (FileColumn, false),
        .. _texts.Select(column => (column.Name, false)),
        .. _hasLabels ? new[] { ("label_id", true) } : [],
        .. SampleColumns.Numbers.Select(column => (column.Name, true)),
        .. SampleColumns.Facts.Select(column => (column.Name, false)),
    ];

    /// <param name="json">Where the object goes.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="file">The value of <see cref="FileColumn"/>; null leaves it out.</param>
    public void WriteJson(Utf8JsonWriter json, Sample sample, string? file)
    {
        json.WriteStartObject();
        if (file is not null)
            json.WriteString(FileColumn, file);
        foreach (var (name, value) in _texts)
            json.WriteString(name, value(sample) ?? "");
        if (_hasLabels)
            json.WriteNumber("label_id", LabelId(sample));
        foreach (var (name, value) in SampleColumns.Numbers)
            json.WriteNumber(name, value(sample));
        foreach (var (name, value) in SampleColumns.Facts)
            json.WriteString(name, value(sample));
        json.WriteEndObject();
    }

    public IEnumerable<string> CsvFields(Sample sample, string file) =>
    [
        file,
        .. _texts.Select(column => column.Value(sample) ?? ""),
        .. _hasLabels ? new[] { sample.Label is null ? "" : Csv.Number(LabelId(sample)) } : [],
        .. SampleColumns.Numbers.Select(column => Csv.Number(column.Value(sample))),
        .. SampleColumns.Facts.Select(column => column.Value(sample)),
    ];

    // Numbers must be numbers for everyone; -1 is what loaders use for "no class".
    private int LabelId(Sample sample) => _categories.Of(sample)?.Id ?? -1;
}
