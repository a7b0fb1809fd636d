using System.Text;
using PixCrawler.Datasets.Exports.Archives;
using PixCrawler.Datasets.Exports.Samples;

namespace PixCrawler.Datasets.Exports.Layouts;

/// <summary>A <c>.txt</c> with the caption beside each image that has one, as trainers of text-to-image models read it.</summary>
internal sealed class CaptionFiles : IExportPart
{
    public void Add(Sample sample, string path, ExportSink sink)
    {
        if (sample.Caption is { } caption)
            sink.Add(Path.ChangeExtension(path, ".txt"), Encoding.UTF8.GetBytes(caption));
    }

    public void Finish(ExportSink sink)
    {
    }
}
