using PixCrawler.Contracts.Sources;
using PixCrawler.Datasets.Files;
using PixCrawler.Datasets.Manifests;
using PixCrawler.Datasets.Reports;
using PixCrawler.Datasets.Reports.Html;

namespace PixCrawler.Datasets;

/// <summary>A dataset folder on a file system.</summary>
internal sealed class DatasetFolder(FolderLayout layout, AtomicFiles files, Func<IThumbnailer?>? thumbnailer = null) : IDatasetFolder
{
    private readonly BadRowsFile _badRows = new(layout.BadRows);
    private readonly RejectSamples _rejects = new(layout.Rejects, files);
    private readonly bool[] _shardExists = new bool[256];

    public string Path => layout.Root;

    public ValueTask WritePlanAsync(int chunk, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken) =>
        Write(
            () => files.Write(
                layout.Plan(chunk),
                stream => JsonLines.Write(stream, candidates, DatasetJsonContext.Default.Candidate)),
            cancellationToken);

    public async ValueTask<IReadOnlyList<Candidate>> ReadPlanAsync(int chunk, CancellationToken cancellationToken)
    {
        var candidates = new List<Candidate>();
        await foreach (var candidate in JsonLines.ReadAsync(
            layout.Plan(chunk), DatasetJsonContext.Default.Candidate, cancellationToken))
            candidates.Add(candidate);
        return candidates;
    }

    public ValueTask StoreImageAsync(
        string sha256, string extension, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        Write(() =>
        {
            var target = new FileInfo(System.IO.Path.Combine(layout.Images, ImageName.Of(sha256, extension)));
            // Only a rename gives a file its final name, so the length tells whether it is whole.
            if (target.Exists && target.Length == bytes.Length)
                return;
            EnsureShard(ImageName.Shard(sha256));
            files.Write(target.FullName, bytes);
        }, cancellationToken);

    public async ValueTask<bool> CreateManifestAsync(int chunk, IReadOnlyList<ManifestEntry> entries, CancellationToken cancellationToken)
    {
        var created = false;
        await Write(() => created = files.Create(layout.Manifest(chunk), stream => WriteLines(stream, chunk, entries)), cancellationToken);
        return created;
    }

    public ValueTask WriteManifestAsync(int chunk, IReadOnlyList<ManifestEntry> entries, CancellationToken cancellationToken) =>
        Write(() => files.Write(layout.Manifest(chunk), stream => WriteLines(stream, chunk, entries)), cancellationToken);

    public async ValueTask<IReadOnlyList<ManifestEntry>> ReadManifestAsync(int chunk, CancellationToken cancellationToken)
    {
        var entries = new List<ManifestEntry>();
        if (!File.Exists(layout.Manifest(chunk)))
            return entries;
        await foreach (var line in JsonLines.ReadAsync(
            layout.Manifest(chunk), DatasetJsonContext.Default.ManifestLine, cancellationToken))
            entries.Add(line.ToRow().Entry);
        return entries;
    }

    public ValueTask WriteDuplicatesAsync(IReadOnlyList<DuplicateEntry> duplicates, CancellationToken cancellationToken) =>
        Write(
            () => files.Write(
                layout.Duplicates, stream => JsonLines.Write(stream, duplicates, DatasetJsonContext.Default.DuplicateEntry)),
            cancellationToken);

    public async ValueTask<IReadOnlyList<DuplicateEntry>> ReadDuplicatesAsync(CancellationToken cancellationToken)
    {
        var duplicates = new List<DuplicateEntry>();
        if (!File.Exists(layout.Duplicates))
            return duplicates;
        await foreach (var duplicate in JsonLines.ReadAsync(
            layout.Duplicates, DatasetJsonContext.Default.DuplicateEntry, cancellationToken))
            duplicates.Add(duplicate);
        return duplicates;
    }

    public ValueTask DropImageAsync(string sha256, string extension, bool toQuarantine, CancellationToken cancellationToken) =>
        Write(() =>
        {
            var name = ImageName.Of(sha256, extension);
            var image = System.IO.Path.Combine(layout.Images, name);
            if (!File.Exists(image))
                return;
            if (!toQuarantine)
            {
                File.Delete(image);
                return;
            }

            var target = System.IO.Path.Combine(layout.Quarantine, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Move(image, target, overwrite: true);
        }, cancellationToken);

    public ValueTask AppendBadRowsAsync(long recordedBefore, IReadOnlyList<BadRow> rows, CancellationToken cancellationToken) =>
        Write(() => _badRows.Append(recordedBefore, rows), cancellationToken);

    public async ValueTask<DatasetFiles> CountFilesAsync(CancellationToken cancellationToken) =>
        await Long(() =>
        {
            long images = 0, bytes = 0;
            foreach (var file in new DirectoryInfo(layout.Images).EnumerateFiles("*", SearchOption.AllDirectories))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!ImageName.IsOurs(file.Name))
                    continue;
                images++;
                bytes += file.Length;
            }

            return new DatasetFiles(images, bytes);
        }, cancellationToken);

    public void KeepReject(int chunk, int slot, string reason, ReadOnlyMemory<byte> bytes) => _rejects.Add(chunk, slot, reason, bytes);

    public async ValueTask WriteSummaryAsync(DatasetSummary summary, CancellationToken cancellationToken)
    {
        var chunks = await Long(layout.ManifestChunks, cancellationToken);
        var images = new ImageStatistics();
        foreach (var chunk in chunks)
        {
            await foreach (var line in JsonLines.ReadAsync(
                layout.Manifest(chunk), DatasetJsonContext.Default.ImageLine, cancellationToken))
                images.Add(line);
        }

        var badRows = await SampleBadRowsAsync(cancellationToken);
        await Write(() =>
        {
            files.Write(layout.Document, DatasetDocument.Of(summary, images).ToJson());
            files.Write(layout.Report, new Report(summary, images, badRows).ToUtf8());
        }, cancellationToken);
        await new HtmlReport(thumbnailer).WriteAsync(layout.Root, summary, cancellationToken);
    }

    public async ValueTask<int> CollectTemporaryFilesAsync(CancellationToken cancellationToken) =>
        await Long(files.Collect, cancellationToken);

    private async ValueTask<IReadOnlyList<BadRow>> SampleBadRowsAsync(CancellationToken cancellationToken)
    {
        var sample = new List<BadRow>();
        if (!File.Exists(layout.BadRows))
            return sample;
        await foreach (var row in JsonLines.ReadAsync(layout.BadRows, DatasetJsonContext.Default.BadRow, cancellationToken))
        {
            sample.Add(row);
            if (sample.Count == Report.MaxBadRows)
                break;
        }

        return sample;
    }

    private void EnsureShard(int shard)
    {
        if (_shardExists[shard])
            return;
        Directory.CreateDirectory(layout.Shard(shard));
        _shardExists[shard] = true;
    }

    // Short writes are done on the calling thread; every outcome, also an argument error, comes out of the task and not of the call.
    private static void WriteLines(Stream stream, int chunk, IReadOnlyList<ManifestEntry> entries) =>
        JsonLines.Write(stream, entries.Select(entry => ManifestLine.Of(chunk, entry)), DatasetJsonContext.Default.ManifestLine);

    private ValueTask Write(Action write, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled(cancellationToken);
        try
        {
            write();
            return ValueTask.CompletedTask;
        }
        catch (Exception error)
        {
            return ValueTask.FromException(
                DiskErrors.IsDiskError(error) ? DiskErrors.ToInfrastructure(error, layout.Root) : error);
        }
    }

    // What takes seconds on a large dataset leaves the calling thread.
    private async Task<T> Long<T>(Func<T> work, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(work, cancellationToken);
        }
        catch (Exception error) when (DiskErrors.IsDiskError(error))
        {
            throw DiskErrors.ToInfrastructure(error, layout.Root);
        }
    }
}
