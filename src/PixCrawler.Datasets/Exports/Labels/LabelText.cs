using System.Globalization;
using System.Text;
using System.Text.Json;
using PixCrawler.Contracts.Operations;
using PixCrawler.Datasets.Exports.Samples;
using PixCrawler.Datasets.Files;

namespace PixCrawler.Datasets.Exports.Labels;

/// <summary>A field of a label: a text or a number.</summary>
internal readonly record struct LabelField(string Name, string? Text, long Number = 0)
{
    public LabelField(string name, long number)
        : this(name, null, number)
    {
    }

    /// <summary>The value as text.</summary>
    public string Value => Text ?? Number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Labels as text, JSON, CSV and YAML.</summary>
internal static class LabelText
{
    public static string Extension(LabelFormat format) => format switch
    {
        LabelFormat.Text => "txt",
        LabelFormat.Json => "json",
        LabelFormat.Csv => "csv",
        _ => "yaml",
    };

    public static string Of(LabelFormat format, IReadOnlyList<LabelField> fields) => format switch
    {
        LabelFormat.Text => string.Concat(fields.Select(field => $"{field.Name}: {OneLine(field.Value)}\n")),
        LabelFormat.Json => Json(fields),
        LabelFormat.Csv => Csv.Line(fields.Select(field => field.Name)) + Csv.Line(fields.Select(field => field.Value)),
        _ => string.Concat(fields.Select(field => $"{field.Name}: {(field.Text is { } text ? Yaml.Quote(text) : field.Value)}\n")),
    };

    /// <summary>Class names with their numbers, by number.</summary>
    public static string OfIndex(LabelFormat format, CategoryTable categories) => format switch
    {
        LabelFormat.Text => string.Concat(categories.All.Select(category => $"{category.Id} {OneLine(category.Name)}\n")),
        LabelFormat.Json => Json(categories.All.Select(category => new LabelField(category.Name, category.Id))),
        LabelFormat.Csv => Csv.Line(["id", "name"]) + string.Concat(
            categories.All.Select(category => Csv.Line([Csv.Number(category.Id), category.Name]))),
        _ => categories.All.Count == 0
            ? "{}\n"
            : string.Concat(categories.All.Select(category => $"{Yaml.Quote(category.Name)}: {category.Id}\n")),
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static string Json(IEnumerable<LabelField> fields)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonLines.WriterOptions(indented: true)))
        {
            json.WriteStartObject();
            foreach (var field in fields)
            {
                if (field.Text is { } text)
                    json.WriteString(field.Name, text);
                else
                    json.WriteNumber(field.Name, field.Number);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }
}
