using PixCrawler.Datasets.Exports.Archives;
using PixCrawler.Datasets.Exports.Samples;

namespace PixCrawler.Datasets.Exports.Layouts;

/// <summary>A <c>metadata.jsonl</c> in each split's folder; <c>file_name</c> is relative to it.</summary>
internal sealed class MetadataTables(ExportContext context) : IExportPart
{
    private readonly SortedSet<DatasetSplit> _splits = [];

    public void Add(Sample sample, string path, ExportSink sink)
    {
        _splits.Add(sample.Split);
        context.Spools.Lines(NameOf(sample.Split)).Write(json => context.Table.WriteJson(json, sample, path[(SplitNames.Of(sample.Split).Length + 1)..]));
    }

    public void Finish(ExportSink sink)
    {
        foreach (var split in _splits)
            sink.AddFile(NameOf(split), context.Spools.Finish(NameOf(split)));
    }

    private static string NameOf(DatasetSplit split) => $"{SplitNames.Of(split)}/metadata.jsonl";
}
