using System.Text;
using System.Text.Json;
using PixCrawler.Datasets.Exports.Archives;
using PixCrawler.Datasets.Exports.Samples;
using PixCrawler.Datasets.Files;

namespace PixCrawler.Datasets.Exports.Layouts;

/// <summary>
/// COCO annotation files per set. A class label is an annotation whose box is the whole image, since COCO's readers want one; a
/// caption is an annotation of its own file. Images and annotations grow in spools and are joined at the end.
/// </summary>
internal sealed class CocoAnnotations(ExportContext context) : IExportPart
{
    private readonly SortedDictionary<DatasetSplit, Counts> _counts = [];
    private readonly Dictionary<(string?, string?), int> _licenses = [];

    public void Add(Sample sample, string path, ExportSink sink)
    {
        if (!_counts.TryGetValue(sample.Split, out var counts))
            _counts.Add(sample.Split, counts = new Counts());
        var image = ++counts.Images;
        Append(sample.Split, "images", counts.Images, json =>
        {
            json.WriteNumber("id", image);
            json.WriteString("file_name", path[(SplitNames.Of(sample.Split).Length + 1)..]);
            json.WriteNumber("width", sample.Width);
            json.WriteNumber("height", sample.Height);
            json.WriteString("coco_url", sample.Url);
            json.WriteString("date_captured", sample.SettledAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", null));
            if (LicenseOf(sample) is { } license)
                json.WriteNumber("license", license);
        });
        if (context.Index.Categories.Of(sample) is { } category)
            Append(sample.Split, "labels", ++counts.Labels, json => WholeImage(json, counts.Labels, image, category.Id + 1, sample));
        if (sample.Caption is { } caption)
        {
            Append(sample.Split, "captions", ++counts.Captions, json =>
            {
                json.WriteNumber("id", counts.Captions);
                json.WriteNumber("image_id", image);
                json.WriteString("caption", caption);
            });
        }
    }

    public void Finish(ExportSink sink)
    {
        foreach (var (split, counts) in _counts)
        {
            Document(sink, split, "instances", "labels", withCategories: true);
            if (counts.Captions > 0)
                Document(sink, split, "captions", "captions", withCategories: false);
        }
    }

    private static void WholeImage(Utf8JsonWriter json, long id, long image, int category, Sample sample)
    {
        json.WriteNumber("id", id);
        json.WriteNumber("image_id", image);
        json.WriteNumber("category_id", category);
        json.WriteStartArray("bbox");
        json.WriteNumberValue(0);
        json.WriteNumberValue(0);
        json.WriteNumberValue(sample.Width);
        json.WriteNumberValue(sample.Height);
        json.WriteEndArray();
        json.WriteNumber("area", (long)sample.Width * sample.Height);
        json.WriteStartArray("segmentation");
        json.WriteEndArray();
        json.WriteNumber("iscrowd", 0);
    }

    // Licences are few; a list with thousands of them is text and not licences, and stays out.
    private int? LicenseOf(Sample sample)
    {
        const int maxLicenses = 1000;
        if (sample.License is null && sample.LicenseUrl is null)
            return null;
        var key = (sample.License, sample.LicenseUrl);
        if (!_licenses.TryGetValue(key, out var id) && _licenses.Count < maxLicenses)
            _licenses.Add(key, id = _licenses.Count + 1);
        return id == 0 ? null : id;
    }

    private void Append(DatasetSplit split, string kind, long number, Action<Utf8JsonWriter> write)
    {
        var spool = context.Spools[SpoolName(split, kind)];
        spool.Write(number == 1 ? "\n"u8 : ",\n"u8);
        using var json = new Utf8JsonWriter(spool, JsonLines.WriterOptions(indented: false));
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    }

    private void Document(ExportSink sink, DatasetSplit split, string name, string annotations, bool withCategories)
    {
        var spoolName = SpoolName(split, name + "-document");
        var target = context.Spools[spoolName];
        Text(target, "{\"info\":" + Json(json => json.WriteString("description", context.Options.Name)));
        Text(target, ",\n\"licenses\":" + JsonArray(_licenses.OrderBy(pair => pair.Value), (json, license) =>
        {
            json.WriteNumber("id", license.Value);
            json.WriteString("name", license.Key.Item1 ?? "");
            json.WriteString("url", license.Key.Item2 ?? "");
        }));
        if (withCategories)
        {
            Text(target, ",\n\"categories\":" + JsonArray(context.Index.Categories.All, (json, category) =>
            {
                json.WriteNumber("id", category.Id + 1);
                json.WriteString("name", category.Name);
                json.WriteString("supercategory", "");
            }));
        }

        Text(target, ",\n\"images\":[");
        context.Spools.CopyTo(SpoolName(split, "images"), target);
        Text(target, "\n],\n\"annotations\":[");
        context.Spools.CopyTo(SpoolName(split, annotations), target);
        Text(target, "\n]}\n");
        sink.AddFile($"annotations/{name}_{SplitNames.Of(split)}.json", context.Spools.Finish(spoolName));
    }

    private static string SpoolName(DatasetSplit split, string kind) => $"coco-{SplitNames.Of(split)}-{kind}";

    private static void Text(FileStream target, string text) => target.Write(Encoding.UTF8.GetBytes(text));

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonLines.WriterOptions(indented: false)))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string JsonArray<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> write) =>
        "[" + string.Join(",\n", items.Select(item => Json(json => write(json, item)))) + "]";

    private sealed class Counts
    {
        public long Images { get; set; }

        public long Labels { get; set; }

        public long Captions { get; set; }
    }
}
