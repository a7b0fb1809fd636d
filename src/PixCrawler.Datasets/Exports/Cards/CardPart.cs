using System.Text;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Datasets.Exports.Archives;
using PixCrawler.Datasets.Exports.Layouts;
using PixCrawler.Datasets.Exports.Samples;

namespace PixCrawler.Datasets.Exports.Cards;

/// <summary>
/// <c>README.md</c>: the dataset card, with the YAML head that the Hugging Face Hub reads, and what is known of licences and sources.
/// </summary>
internal sealed class CardPart(ExportContext context) : IExportPart
{
    private const int MaxRows = 50;

    private readonly SortedDictionary<DatasetSplit, (long Images, long Bytes)> _splits = [];
    private readonly SortedDictionary<string, long> _licenses = new(StringComparer.Ordinal);
    private readonly StringBuilder _text = new();

    public void Add(Sample sample, string path, ExportSink sink) => Count(sample);

    public void Count(Sample sample)
    {
        var split = _splits.GetValueOrDefault(sample.Split);
        _splits[sample.Split] = (split.Images + 1, split.Bytes + sample.Bytes);
        var license = sample.License ?? sample.LicenseUrl ?? "";
        if (_licenses.ContainsKey(license) || _licenses.Count < MaxRows)
            _licenses[license] = _licenses.GetValueOrDefault(license) + 1;
    }

    public void Finish(ExportSink sink)
    {
        Head();
        Body();
        sink.Add("README.md", Encoding.UTF8.GetBytes(_text.ToString()));
    }

    private ExportOptions Options => context.Options;

    private long Images => _splits.Values.Sum(split => split.Images);

    private void Head()
    {
        Line("---");
        Line($"pretty_name: {Yaml.Quote(Options.Name)}");
        Line($"license: {Yaml.Quote(Options.License ?? "unknown")}");
        Line("task_categories:");
        Line(context.Index.Categories.All.Count > 0 ? "- image-classification" : "- unconditional-image-generation");
        Line("size_categories:");
        Line($"- {SizeCategory(Images)}");
        Line("tags:");
        Line("- image");
        Line("- pixcrawler");
        if (DataFiles() is { } pattern && _splits.Count > 0)
        {
            Line("configs:");
            Line("- config_name: default");
            Line("  data_files:");
            foreach (var split in _splits.Keys)
            {
                // The Hub's name of the set that is called val in folders.
                Line($"  - split: {(split == DatasetSplit.Val ? "validation" : SplitNames.Of(split))}");
                Line($"    path: {Yaml.Quote(string.Format(null, pattern, SplitNames.Of(split)))}");
            }
        }

        Line("---");
    }

    private void Body()
    {
        Line("");
        Line($"# {Reports.Markdown.Escape(Options.Name)}");
        if (Options.Description is { } description)
            Paragraph(Reports.Markdown.Escape(description));
        Paragraph($"{Images} distinct images, {context.Index.Categories.All.Count} classes. Files are named by the SHA-256 of their bytes; SHA256SUMS lists them.");
        Table("| Set | Images | Bytes |", "|---|---:|---:|", _splits.Select(split => $"| {SplitNames.Of(split.Key)} | {split.Value.Images} | {split.Value.Bytes} |"));
        Table(
            "| Class | Number | Images |", "|---|---:|---:|",
            context.Index.Categories.All.Take(MaxRows).Select(category => $"| {Reports.Markdown.Escape(category.Name)} | {category.Id} | {category.Images} |"));
        Line("");
        Line("## Licences and sources");
        Paragraph("Each image has its own source and may have its own licence: see the columns url, page_url, author, license and license_url of the "
            + "tables, where the list of URLs had them. An image without a licence is not free: ask its owner.");
        Table("| Licence | Images |", "|---|---:|", _licenses.Select(pair =>
            $"| {(pair.Key.Length == 0 ? "not known" : Reports.Markdown.Escape(pair.Key))} | {pair.Value} |"));
    }

    private string? DataFiles() => Options.Compression != ExportCompression.None ? null : Options.Layout switch
    {
        ExportLayout.ImageFolder => "{0}/**",
        ExportLayout.WebDataset => "{0}-*.tar",
        _ => null,
    };

    // The Hub's own steps.
    private static string SizeCategory(long images) => images switch
    {
        < 1_000 => "n<1K",
        < 10_000 => "1K<n<10K",
        < 100_000 => "10K<n<100K",
        < 1_000_000 => "100K<n<1M",
        < 10_000_000 => "1M<n<10M",
        < 100_000_000 => "10M<n<100M",
        _ => "100M<n<1B",
    };

    private void Table(string header, string rule, IEnumerable<string> rows)
    {
        var lines = rows.ToList();
        if (lines.Count == 0)
            return;
        Line("");
        Line(header);
        Line(rule);
        lines.ForEach(Line);
    }

    private void Paragraph(string text)
    {
        Line("");
        Line(text);
    }

    private void Line(string line) => _text.Append(line).Append('\n');
}
