using System.Buffers;
using System.Text.Json;
using PixCrawler.Datasets.Exports.Archives;
using PixCrawler.Datasets.Exports.Samples;
using PixCrawler.Datasets.Files;

namespace PixCrawler.Datasets.Exports.Layouts;

/// <summary><c>category_index.json</c>: the number, label, folder and size of each class, by number.</summary>
internal sealed class CategoryFile(CategoryTable categories) : IExportPart
{
    public void Add(Sample sample, string path, ExportSink sink)
    {
    }

    public void Finish(ExportSink sink) => sink.Add("category_index.json", ToJson(categories));

    public static byte[] ToJson(CategoryTable categories)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonLines.WriterOptions(indented: true)))
        {
            json.WriteStartArray();
            foreach (var category in categories.All)
            {
                json.WriteStartObject();
                json.WriteNumber("id", category.Id);
                json.WriteString("name", category.Name);
                json.WriteString("folder", category.Folder);
                json.WriteNumber("images", category.Images);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
