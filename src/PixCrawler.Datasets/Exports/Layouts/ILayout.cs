using PixCrawler.Datasets.Exports.Archives;
using PixCrawler.Datasets.Exports.Samples;

namespace PixCrawler.Datasets.Exports.Layouts;

/// <summary>Where images lie in an export.</summary>
internal interface ILayout
{
    /// <summary>Why the layout cannot hold a sample; null where it can.</summary>
    string? Refuses(Sample sample) => null;

    /// <summary>The path of an image; null where the layout has no images.</summary>
    string? PathOf(Sample sample);

    /// <summary>What is written beside the images.</summary>
    IReadOnlyList<IExportPart> Parts { get; }
}

/// <summary>Something that is written beside the images: a table, label files.</summary>
internal interface IExportPart
{
    /// <summary>Takes note of a sample that was written, in the order of the index.</summary>
    void Add(Sample sample, string path, ExportSink sink);

    /// <summary>Writes what is left once all samples are.</summary>
    void Finish(ExportSink sink);
}
