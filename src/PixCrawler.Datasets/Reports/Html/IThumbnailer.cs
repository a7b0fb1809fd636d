namespace PixCrawler.Datasets.Reports.Html;

/// <summary>Makes small pictures for the report, of kept images and of rejected ones.</summary>
public interface IThumbnailer
{
    /// <summary>Makes one.</summary>
    /// <param name="file">The image's file: what a stranger's server sent, and may be none at all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>JPEG, PNG or WebP, at most 64 KiB, some 160 pixels a side; null where there is nothing to show.</returns>
    ValueTask<ReadOnlyMemory<byte>?> ThumbnailAsync(string file, CancellationToken cancellationToken);
}
