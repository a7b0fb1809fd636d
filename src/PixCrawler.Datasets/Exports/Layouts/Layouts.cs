using System.Collections.Frozen;
using PixCrawler.Datasets.Exports.Samples;

namespace PixCrawler.Datasets.Exports.Layouts;

/// <summary>Images as the dataset has them, with the tables of the index.</summary>
internal sealed class FilesLayout(ExportContext context, bool hasImages) : ILayout
{
    public IReadOnlyList<IExportPart> Parts { get; } =
        [new IndexTables(context), .. context.Options.CaptionFiles && hasImages ? new IExportPart[] { new CaptionFiles() } : []];

    public string? PathOf(Sample sample) => hasImages ? sample.Source() : null;
}

/// <summary>
/// Hugging Face's <c>imagefolder</c>: <c>train/cat/x.jpg</c> with <c>train/metadata.jsonl</c>. Loaders take
/// the label from the table; the folders are for people and for tools without tables.
/// </summary>
internal sealed class ImageFolderLayout(ExportContext context) : ILayout
{
    public IReadOnlyList<IExportPart> Parts { get; } = [new MetadataTables(context)];

    public string PathOf(Sample sample) => $"{SplitNames.Of(sample.Split)}/{context.FolderOf(sample)}/{ExportContext.FileOf(sample)}";
}

/// <summary>COCO: <c>train/aa/x.jpg</c> with <c>annotations/instances_train.json</c> and <c>annotations/captions_train.json</c>.</summary>
internal sealed class CocoLayout(ExportContext context) : ILayout
{
    public IReadOnlyList<IExportPart> Parts { get; } = [new CocoAnnotations(context)];

    public string PathOf(Sample sample) => $"{SplitNames.Of(sample.Split)}/{sample.FileName()}";
}

/// <summary>Ultralytics' classification: <c>train/cat/x.jpg</c>; samples without a class, or of formats it does not read, stay out.</summary>
internal sealed class YoloLayout(ExportContext context) : ILayout
{
    private static readonly FrozenSet<string> Readable =
        new[] { "bmp", "heic", "jpg", "png", "tif", "webp" }.ToFrozenSet(StringComparer.Ordinal);

    public IReadOnlyList<IExportPart> Parts { get; } = [new CategoryFile(context.Index.Categories)];

    public string? Refuses(Sample sample)
    {
        if (sample.Label is null)
            return "unlabelled";
        return Readable.Contains(sample.Format) ? null : "format";
    }

    public string PathOf(Sample sample) => $"{SplitNames.Of(sample.Split)}/{context.FolderOf(sample)}/{ExportContext.FileOf(sample)}";
}
