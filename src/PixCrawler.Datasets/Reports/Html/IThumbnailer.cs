using PixCrawler.Datasets.Manifests;

namespace PixCrawler.Datasets.Reports.Html;

/// <summary>Makes small pictures for the report, of kept images and, where their bytes were put aside, of rejected ones.</summary>
public interface IThumbnailer
{
    /// <summary>Makes one.</summary>
    /// <param name="datasetFolder">The dataset's folder.</param>
    /// <param name="row">The account of the URL.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>JPEG, PNG or WebP, at most 64 KiB, some 160 pixels a side; null where there is nothing to show.</returns>
    ValueTask<ReadOnlyMemory<byte>?> ThumbnailAsync(string datasetFolder, ManifestRow row, CancellationToken cancellationToken);
}
