using PixCrawler.Contracts.Errors;
using PixCrawler.Datasets.Files;
using PixCrawler.Datasets.Reports.Html;
using PixCrawler.Domain.Failures;

namespace PixCrawler.Datasets;

/// <summary>Dataset folders on a file system.</summary>
/// <param name="thumbnailer">
/// Finds what makes the report's small pictures, when they are first needed; without one, some kept images themselves are shown.
/// </param>
public sealed class DatasetStore(Func<IThumbnailer?>? thumbnailer = null) : IDatasetStore
{
    /// <inheritdoc/>
    public async ValueTask<IDatasetFolder> CreateAsync(string outputFolder, CancellationToken cancellationToken)
    {
        var layout = Locate(outputFolder);
        return await Task.Run(() => Create(layout), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IDatasetFolder> OpenAsync(string outputFolder, CancellationToken cancellationToken)
    {
        var layout = Locate(outputFolder);
        return await Task.Run(() => Open(layout), cancellationToken);
    }

    private static FolderLayout Locate(string outputFolder)
    {
        if (string.IsNullOrWhiteSpace(outputFolder))
            throw new InvalidInputException("output-folder-missing", "Name the folder the dataset is to be written to.");
        if (outputFolder.Contains('\0', StringComparison.Ordinal))
            throw new InvalidInputException("output-folder-invalid", "The output folder's name holds a character no name may have.");
        var path = Path.GetFullPath(outputFolder);
        if (File.Exists(path))
            throw new InvalidInputException("output-folder-is-file", $"'{path}' is a file. Name a folder to write the dataset to.");
        return new FolderLayout(path);
    }

    private DatasetFolder Create(FolderLayout layout)
    {
        try
        {
            if (Directory.Exists(layout.Root) && IsInUse(layout))
            {
                throw new InvalidInputException(
                    "output-folder-not-empty",
                    $"'{layout.Root}' is not empty. Name a new or an empty folder, or move away what is in it.");
            }

            foreach (var folder in new[] { layout.Images, layout.Manifests, layout.Plans, layout.Temporary })
                Directory.CreateDirectory(folder);
            var files = new AtomicFiles(layout.Temporary);
            files.Collect();
            TryWriting(layout, files);
            return new DatasetFolder(layout, files, thumbnailer);
        }
        catch (Exception error) when (DiskFaults.IsFull(error))
        {
            throw DiskErrors.ToInfrastructure(error, layout.Root);
        }
        catch (Exception error) when (DiskErrors.IsDiskError(error))
        {
            throw new InvalidInputException(
                "output-folder-unwritable",
                $"'{layout.Root}' cannot be written to. Name a folder this user may write to, on a disk that is there. ({error.Message})",
                error);
        }
    }

    private DatasetFolder Open(FolderLayout layout)
    {
        if (!Directory.Exists(layout.Plans) || !Directory.Exists(layout.Temporary))
        {
            throw new InfrastructureException(
                InfrastructureKind.Disk,
                $"There is no dataset in '{layout.Root}': check that its disk is mounted and that the folder was not moved or deleted.");
        }

        return new DatasetFolder(layout, new AtomicFiles(layout.Temporary), thumbnailer);
    }

    // A journal, a log, a lock: what a process keeps beside the dataset does not make it one.
    private static bool IsInUse(FolderLayout layout)
    {
        string[] ours = [layout.Private, layout.Images, layout.Manifests];
        string[] filled = [layout.Plans, layout.Images, layout.Manifests];
        return Directory.EnumerateFileSystemEntries(layout.Root).Any(entry => !ours.Contains(entry, StringComparer.Ordinal))
            || filled.Where(Directory.Exists).Any(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any());
    }

    // Rights, quotas and read-only mounts show themselves only in a real write.
    private static void TryWriting(FolderLayout layout, AtomicFiles files)
    {
        var probe = Path.Combine(layout.Temporary, "probe");
        files.Write(probe, "probe"u8.ToArray());
        File.Delete(probe);
    }
}
