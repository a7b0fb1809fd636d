namespace PixCrawler.Datasets;

/// <summary>
/// Dataset folders that may have been moved since their jobs were accepted: a job keeps the path it was given, and its host says where
/// that folder lies now. Register it as the <see cref="IDatasetStore"/> of the host.
/// </summary>
/// <param name="store">Where the folders are.</param>
/// <param name="whereIs">Says where a folder lies now, by the path that its job was given; the same path when it was not moved.</param>
public sealed class MovedDatasetStore(IDatasetStore store, Func<string, string> whereIs) : IDatasetStore
{
    /// <inheritdoc/>
    public ValueTask<IDatasetFolder> CreateAsync(string outputFolder, CancellationToken cancellationToken) =>
        store.CreateAsync(outputFolder, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IDatasetFolder> OpenAsync(string outputFolder, CancellationToken cancellationToken) =>
        store.OpenAsync(whereIs(outputFolder), cancellationToken);
}
