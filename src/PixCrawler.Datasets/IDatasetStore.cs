using PixCrawler.Contracts.Errors;

namespace PixCrawler.Datasets;

/// <summary>Makes and opens the output folders of jobs.</summary>
public interface IDatasetStore
{
    /// <summary>
    /// Creates the folder of a new job. A folder that an earlier, killed start created and nothing was written to counts as empty, so
    /// that creating it again is harmless; leftovers in its temporary folder are deleted.
    /// </summary>
    /// <param name="outputFolder">The folder's path, absolute or relative to the working directory.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The folder, ready to be written to.</returns>
    /// <exception cref="InvalidInputException">
    /// The path is empty or is that of a file, the folder is not empty, or it cannot be written to; the message says what to do.
    /// </exception>
    /// <exception cref="InfrastructureException">The disk is full or failed (kind: disk).</exception>
    ValueTask<IDatasetFolder> CreateAsync(string outputFolder, CancellationToken cancellationToken);

    /// <summary>Opens the folder of a job that was begun before; nothing in it is changed.</summary>
    /// <param name="outputFolder">The folder's path, as it was given to <see cref="CreateAsync"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="InvalidInputException">The path is empty or is that of a file.</exception>
    /// <exception cref="InfrastructureException">
    /// No dataset lies there, as when its disk is not mounted (kind: disk); it is worth another try.
    /// </exception>
    ValueTask<IDatasetFolder> OpenAsync(string outputFolder, CancellationToken cancellationToken);
}
