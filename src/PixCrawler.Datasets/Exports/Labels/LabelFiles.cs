using System.Globalization;
using System.Text;
using PixCrawler.Contracts.Operations;
using PixCrawler.Datasets.Exports.Archives;
using PixCrawler.Datasets.Exports.Layouts;
using PixCrawler.Datasets.Exports.Samples;

namespace PixCrawler.Datasets.Exports.Labels;

/// <summary>
/// <c>labels/aa/hash.*</c> for each image, <c>labels/dataset_metadata.*</c> and <c>labels/category_index.*</c>, in each format asked for.
/// </summary>
internal sealed class LabelFiles(ExportContext context) : IExportPart
{
    private readonly SortedDictionary<DatasetSplit, long> _splits = [];
    private long _images;
    private long _bytes;

    public void Add(Sample sample, string path, ExportSink sink)
    {
        var fields = Fields(sample, path);
        foreach (var format in context.Options.Labels.Distinct())
            Write(sink, $"labels/{Path.ChangeExtension(sample.FileName(), LabelText.Extension(format))}", LabelText.Of(format, fields));
        _splits[sample.Split] = _splits.GetValueOrDefault(sample.Split) + 1;
        (_images, _bytes) = (_images + 1, _bytes + sample.Bytes);
    }

    public void Finish(ExportSink sink)
    {
        foreach (var format in context.Options.Labels.Distinct())
        {
            Write(sink, $"labels/dataset_metadata.{LabelText.Extension(format)}", LabelText.Of(format, Summary()));
            Write(sink, $"labels/category_index.{LabelText.Extension(format)}", LabelText.OfIndex(format, context.Index.Categories));
        }
    }

    private static void Write(ExportSink sink, string name, string text) => sink.Add(name, Encoding.UTF8.GetBytes(text));

    private static List<LabelField> Fields(Sample sample, string path)
    {
        var fields = new List<LabelField>
        {
            new("category", sample.Label ?? ""),
            new("caption", sample.Caption ?? ""),
            new("image_path", path),
            new("filename", ExportContext.FileOf(sample)),
            new("width", sample.Width),
            new("height", sample.Height),
            new("format", sample.Format),
            new("size", sample.Bytes),
            new("sha256", sample.Sha256),
            new("split", SplitNames.Of(sample.Split)),
            new("url", sample.Url),
            new("timestamp", sample.SettledAt.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        };
        Optional("key", sample.Key);
        Optional("license", sample.License);
        Optional("license_url", sample.LicenseUrl);
        Optional("author", sample.Author);
        Optional("page_url", sample.PageUrl);
        return fields;

        void Optional(string name, string? value)
        {
            if (value is not null)
                fields.Add(new LabelField(name, value));
        }
    }

    private List<LabelField> Summary() =>
    [
        new("name", context.Options.Name),
        new("images", _images),
        new("bytes", _bytes),
        new("categories", context.Index.Categories.All.Count),
        .. _splits.Select(split => new LabelField(SplitNames.Of(split.Key), split.Value)),
    ];
}
