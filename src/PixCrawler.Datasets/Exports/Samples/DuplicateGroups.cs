using PixCrawler.Contracts.Errors;
using PixCrawler.Datasets.Files;
using PixCrawler.Datasets.Manifests;

namespace PixCrawler.Datasets.Exports.Samples;

/// <summary>Which images a dataset's own account of duplicates calls the same: they belong into one set of a split.</summary>
internal sealed class DuplicateGroups
{
    private readonly Dictionary<string, string> _twins = new(StringComparer.Ordinal);

    private DuplicateGroups()
    {
    }

    /// <summary>Reads the account; a dataset without one has no groups.</summary>
    /// <exception cref="InfrastructureException">It is damaged or cannot be read (kind: disk).</exception>
    public static async Task<DuplicateGroups> ReadAsync(string datasetFolder, CancellationToken cancellationToken)
    {
        var groups = new DuplicateGroups();
        var file = new FolderLayout(Path.GetFullPath(datasetFolder)).Duplicates;
        if (!File.Exists(file))
            return groups;
        await foreach (var line in JsonLines.ReadAsync(file, DatasetJsonContext.Default.DuplicateEntry, cancellationToken))
        {
            if (line.Sha256 != line.TwinSha256)
                groups._twins.TryAdd(line.Sha256, line.TwinSha256);
        }

        return groups;
    }

    /// <summary>The group of an image: the hash of the one that all its twins lead to; null where it has none.</summary>
    public string? Of(ManifestRow row)
    {
        if (row.Entry.Settlement.Image is not { } image || !_twins.TryGetValue(image.Sha256, out var twin))
            return null;
        // A twin of a twin; the count ends a ring, which no whole account has.
        for (var steps = 0; steps < _twins.Count && _twins.TryGetValue(twin, out var next); steps++)
            twin = next;
        return twin;
    }
}
