using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Datasets.Manifests;
using PixCrawler.Imaging.Formats;

namespace PixCrawler.Actors.Checks;

/// <summary>An image file to be looked at.</summary>
/// <param name="Name">Its path below the folder, with <c>/</c>.</param>
/// <param name="Expected">What a manifest says of it; null in a folder without one.</param>
internal sealed record FolderImage(string Name, StoredImage? Expected);

/// <summary>The images of a folder: those a dataset's manifests name, or every file that is called like an image.</summary>
internal static class FolderImages
{
    private const string ImagesFolder = "images/";

    /// <exception cref="InvalidInputException">There is no such folder.</exception>
    public static async Task<IReadOnlyList<FolderImage>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            throw new InvalidInputException("folder-not-found", $"There is no folder '{folder}': check the path.");
        return ManifestReader.IsDataset(folder) ? await OfDatasetAsync(folder, cancellationToken) : OfFolder(folder, cancellationToken);
    }

    private static async Task<IReadOnlyList<FolderImage>> OfDatasetAsync(string folder, CancellationToken cancellationToken)
    {
        var images = new SortedDictionary<string, FolderImage>(StringComparer.Ordinal);
        await foreach (var row in ManifestReader.ReadAsync(folder, cancellationToken))
        {
            if (row.Entry.Settlement is { Status: SettlementStatus.Kept, Image: { } image })
            {
                var name = ManifestReader.FileOf(image) ?? ImagesFolder + image.Sha256;
                images.TryAdd(name, new FolderImage(name, image));
            }
        }

        return [.. images.Values];
    }

    private static List<FolderImage> OfFolder(string folder, CancellationToken cancellationToken)
    {
        var images = new List<FolderImage>();
        var pending = new Stack<string>([folder]);
        while (pending.TryPop(out var next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var entry in new DirectoryInfo(next).EnumerateFileSystemInfos())
            {
                // Hidden folders are somebody's own, what was put aside is put aside, and links may lead in circles.
                if (entry.Name.StartsWith('.') || entry.LinkTarget is not null)
                    continue;
                if (entry is DirectoryInfo)
                {
                    if (entry.Name != Quarantine.Folder)
                        pending.Push(entry.FullName);
                }
                else if (FormatExtensions.FromExtension(entry.Extension).IsSupported())
                {
                    images.Add(new FolderImage(Path.GetRelativePath(folder, entry.FullName).Replace(Path.DirectorySeparatorChar, '/'), null));
                }
            }
        }

        images.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name));
        return images;
    }
}
