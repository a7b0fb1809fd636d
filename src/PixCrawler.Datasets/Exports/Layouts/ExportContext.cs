using PixCrawler.Datasets.Exports.Samples;

namespace PixCrawler.Datasets.Exports.Layouts;

/// <summary>What the parts of an export share.</summary>
/// <param name="Options">What the export is to be.</param>
/// <param name="Index">Its samples.</param>
/// <param name="Table">Their table.</param>
/// <param name="Spools">Where tables grow.</param>
internal sealed record ExportContext(ExportOptions Options, SampleIndex Index, SampleTable Table, Spools Spools)
{
    /// <summary>The folder of a sample's class; two digits of its hash where it has none.</summary>
    public string FolderOf(Sample sample) => Index.Categories.Of(sample)?.Folder ?? sample.Sha256[..2];

    public static string FileOf(Sample sample) => $"{sample.Sha256}.{sample.Format}";
}
