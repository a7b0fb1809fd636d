using System.Buffers;
using System.Text.Json;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Datasets.Exports.Archives;
using PixCrawler.Datasets.Exports.Layouts;
using PixCrawler.Datasets.Exports.Samples;
using PixCrawler.Datasets.Files;

namespace PixCrawler.Datasets.Exports.Cards;

/// <summary>
/// <c>croissant.json</c>: the dataset in the words of Croissant 1.0 (https://docs.mlcommons.org/croissant/docs/croissant-spec.html), for
/// layouts that have one table of all images: <c>index.jsonl</c> is a FileObject, the images are a FileSet, a record joins both.
/// </summary>
internal sealed class CroissantPart(ExportContext context) : IExportPart
{
    private const string Table = "index-jsonl";
    private const string ImageSet = "images";
    private DateTimeOffset _latest;

    public void Add(Sample sample, string path, ExportSink sink) => _latest = sample.SettledAt > _latest ? sample.SettledAt : _latest;

    public void Finish(ExportSink sink)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonLines.WriterOptions(indented: true)))
            Write(json, sink);
        buffer.Write("\n"u8);
        sink.Add("croissant.json", buffer.WrittenSpan.ToArray());
    }

    private void Write(Utf8JsonWriter json, ExportSink sink)
    {
        json.WriteStartObject();
        json.WritePropertyName("@context");
        json.WriteRawValue(CroissantContext.Json);
        json.WriteString("@type", "sc:Dataset");
        json.WriteString("conformsTo", "http://mlcommons.org/croissant/1.0");
        json.WriteString("name", context.Options.Name);
        json.WriteString("description", context.Options.Description ?? $"{context.Options.Name}: images collected from the web.");
        if (context.Options.License is { } license)
            json.WriteString("license", license);
        // A time of the data and not of the export, so that the same data gives the same bytes.
        json.WriteString("datePublished", _latest.UtcDateTime.ToString("yyyy-MM-dd", null));
        json.WriteStartArray("distribution");
        FileObject(json, sink);
        if (context.Options.Layout == ExportLayout.Files)
            FileSet(json);
        json.WriteEndArray();
        json.WriteStartArray("recordSet");
        RecordSet(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void FileObject(Utf8JsonWriter json, ExportSink sink)
    {
        json.WriteStartObject();
        json.WriteString("@type", "cr:FileObject");
        json.WriteString("@id", Table);
        json.WriteString("name", IndexTables.Jsonl);
        json.WriteString("contentUrl", IndexTables.Jsonl);
        json.WriteString("encodingFormat", "application/jsonlines");
        json.WriteString("sha256", sink.HashOf(IndexTables.Jsonl));
        json.WriteEndObject();
    }

    private static void FileSet(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("@type", "cr:FileSet");
        json.WriteString("@id", ImageSet);
        json.WriteString("name", ImageSet);
        json.WriteString("encodingFormat", "image/*");
        json.WriteString("includes", "images/*/*");
        json.WriteEndObject();
    }

    private void RecordSet(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("@type", "cr:RecordSet");
        json.WriteString("@id", "samples");
        json.WriteString("name", "samples");
        json.WriteStartObject("key");
        json.WriteString("@id", "samples/sha256");
        json.WriteEndObject();
        json.WriteStartArray("field");
        foreach (var (name, isNumber) in context.Table.Columns)
            Field(json, name, isNumber ? "sc:Integer" : name is "url" or "page_url" or "license_url" ? "sc:URL" : "sc:Text");
        if (context.Options.Layout == ExportLayout.Files)
            ImageField(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Field(Utf8JsonWriter json, string name, string type)
    {
        json.WriteStartObject();
        json.WriteString("@type", "cr:Field");
        json.WriteString("@id", $"samples/{name}");
        json.WriteString("name", name);
        json.WriteString("dataType", type);
        json.WriteStartObject("source");
        Reference(json, "fileObject", Table);
        json.WriteStartObject("extract");
        json.WriteString("column", name);
        json.WriteEndObject();
        json.WriteEndObject();
        if (name == SampleTable.FileColumn && context.Options.Layout == ExportLayout.Files)
        {
            json.WriteStartObject("references");
            Reference(json, "fileSet", ImageSet);
            json.WriteStartObject("extract");
            json.WriteString("fileProperty", "fullpath");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void ImageField(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("@type", "cr:Field");
        json.WriteString("@id", "samples/image");
        json.WriteString("name", "image");
        json.WriteString("dataType", "sc:ImageObject");
        json.WriteStartObject("source");
        Reference(json, "fileSet", ImageSet);
        json.WriteStartObject("extract");
        json.WriteString("fileProperty", "content");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Reference(Utf8JsonWriter json, string property, string id)
    {
        json.WriteStartObject(property);
        json.WriteString("@id", id);
        json.WriteEndObject();
    }
}
