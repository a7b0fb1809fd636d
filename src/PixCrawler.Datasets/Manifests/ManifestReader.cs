using System.Runtime.CompilerServices;
using System.Text.Json;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Datasets.Files;

namespace PixCrawler.Datasets.Manifests;

/// <summary>Reads the account of a dataset back, for tools and tests.</summary>
public static class ManifestReader
{
    /// <summary>Whether a folder holds the account of a dataset.</summary>
    /// <param name="outputFolder">The folder.</param>
    /// <returns>Whether there is one, be it damaged.</returns>
    public static bool IsDataset(string outputFolder) =>
        Directory.Exists(new FolderLayout(Path.GetFullPath(outputFolder)).Manifests);

    /// <summary>How many chunks a dataset has, by the numbers of its manifests.</summary>
    /// <param name="outputFolder">The dataset's folder.</param>
    /// <returns>One more than the highest number; 0 without a manifest.</returns>
    /// <exception cref="InfrastructureException">The manifests cannot be listed (kind: disk).</exception>
    public static int CountChunks(string outputFolder) =>
        Chunks(new FolderLayout(Path.GetFullPath(outputFolder))) is { Count: > 0 } chunks ? chunks[^1] + 1 : 0;

    /// <summary>Where an image lies.</summary>
    /// <param name="image">The image, as a manifest names it.</param>
    /// <returns>Its path relative to the dataset's folder, with <c>/</c>; null where no image of ours bears such a name.</returns>
    public static string? FileOf(StoredImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var name = $"{image.Sha256}.{image.Extension}";
        return ImageName.IsOurs(name) ? "images/" + ImageName.Of(image.Sha256, image.Extension) : null;
    }

    /// <summary>The bytes of a few rejected images of each reason, which were put aside for people to look at (docs/output.md).</summary>
    /// <param name="outputFolder">The dataset's folder.</param>
    /// <returns>Their files, by chunk and slot; they are what strangers' servers sent.</returns>
    /// <exception cref="InfrastructureException">The folder cannot be read (kind: disk).</exception>
    public static IReadOnlyDictionary<(int Chunk, int Slot), string> RejectsOf(string outputFolder)
    {
        var layout = new FolderLayout(Path.GetFullPath(outputFolder));
        try
        {
            return RejectSamples.Find(layout.Rejects);
        }
        catch (Exception error) when (DiskErrors.IsDiskError(error))
        {
            throw DiskErrors.ToInfrastructure(error, layout.Rejects);
        }
    }

    /// <summary>The files that hold the account, in order.</summary>
    /// <param name="outputFolder">The dataset's folder.</param>
    /// <returns>Their paths, one for each settled chunk.</returns>
    /// <exception cref="InfrastructureException">The folder cannot be read (kind: disk).</exception>
    public static IReadOnlyList<string> FilesOf(string outputFolder)
    {
        var layout = new FolderLayout(Path.GetFullPath(outputFolder));
        return [.. Chunks(layout).Select(layout.Manifest)];
    }

    /// <summary>Reads all manifests of a dataset in order, a few lines in memory at a time.</summary>
    /// <param name="outputFolder">The dataset's folder.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One row per settled URL, by chunk and slot.</returns>
    /// <exception cref="InfrastructureException">A manifest is missing, unreadable or damaged (kind: disk).</exception>
    public static IAsyncEnumerable<ManifestRow> ReadAsync(string outputFolder, CancellationToken cancellationToken = default) =>
        ReadAsync(outputFolder, fromChunk: 0, cancellationToken);

    /// <summary>Reads the manifests of a dataset from one chunk on, a few lines in memory at a time.</summary>
    /// <param name="outputFolder">The dataset's folder.</param>
    /// <param name="fromChunk">The first chunk to read, from 0.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One row per settled URL, by chunk and slot.</returns>
    /// <exception cref="InfrastructureException">A manifest is missing, unreadable or damaged (kind: disk).</exception>
    public static async IAsyncEnumerable<ManifestRow> ReadAsync(
        string outputFolder, int fromChunk, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var layout = new FolderLayout(Path.GetFullPath(outputFolder));
        foreach (var chunk in Chunks(layout).Where(chunk => chunk >= fromChunk))
        {
            var path = layout.Manifest(chunk);
            await foreach (var line in JsonLines.ReadAsync(path, DatasetJsonContext.Default.ManifestLine, cancellationToken))
                yield return Row(line, path);
        }
    }

    private static IReadOnlyList<int> Chunks(FolderLayout layout)
    {
        try
        {
            return layout.ManifestChunks();
        }
        catch (Exception error) when (DiskErrors.IsDiskError(error))
        {
            throw DiskErrors.ToInfrastructure(error, layout.Manifests);
        }
    }

    private static ManifestRow Row(ManifestLine line, string path)
    {
        try
        {
            return line.ToRow();
        }
        catch (JsonException error)
        {
            throw DiskErrors.ToInfrastructure(error, path);
        }
    }
}
