using System.Text;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Sources;
using PixCrawler.Datasets;
using PixCrawler.Datasets.Manifests;
using PixCrawler.Datasets.Reports;
using PixCrawler.Simulation.Engine;

namespace PixCrawler.Simulation.World;

/// <summary>The disk that all processes share. What a process had not flushed when it was killed is forgotten.</summary>
internal sealed class SimDisk(SimLoop loop, SimRandom chance, Swarm swarm)
{
    public SortedDictionary<string, byte[]> Images { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<int, IReadOnlyList<Candidate>> Plans { get; } = [];

    public SortedDictionary<int, IReadOnlyList<ManifestEntry>> Manifests { get; } = [];

    public List<BadRow> BadRows { get; } = [];

    public IReadOnlyList<DuplicateEntry> Duplicates { get; set; } = [];

    public DatasetSummary? Summary { get; set; }

    public bool IsCreated { get; set; }

    /// <summary>Every reading of a plan: who, which chunk, when.</summary>
    public List<(SimProcess By, int Chunk, TimeSpan At)> PlanReads { get; } = [];

    /// <summary>False once everything has healed.</summary>
    public bool Faulty { get; set; } = true;

    /// <summary>From when to when the disk is full.</summary>
    public (TimeSpan From, TimeSpan To)? Full { get; set; }

    public SimLoop Loop => loop;

    public SimRandom Chance => chance;

    public bool IsFull => Faulty && Full is { } full && loop.Elapsed >= full.From && loop.Elapsed < full.To;

    public Exception? Trouble(bool writes) =>
        writes && IsFull ? new InfrastructureException(InfrastructureKind.Disk, "the disk is full")
        : Faulty && chance.Chance(swarm.DiskDenied) ? new InfrastructureException(InfrastructureKind.Disk, "the disk may not be written to or read")
        : null;

    public TimeSpan Latency() => chance.Milliseconds(0, swarm.LatencyMilliseconds);
}

/// <summary>A process's way to the disk.</summary>
internal sealed class SimFolder(SimDisk disk, SimProcess process) : IDatasetStore, IDatasetFolder, IDiskSpace
{
    public string Path => "/dataset";

    public async ValueTask<IDatasetFolder> CreateAsync(string outputFolder, CancellationToken cancellationToken)
    {
        await Write("folder", () => disk.IsCreated = true, cancellationToken);
        return this;
    }

    public async ValueTask<IDatasetFolder> OpenAsync(string outputFolder, CancellationToken cancellationToken) =>
        await Read<IDatasetFolder>(
            () => disk.IsCreated ? this : throw new InfrastructureException(InfrastructureKind.Disk, "no dataset lies there"), cancellationToken);

    public ValueTask WritePlanAsync(int chunk, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken) =>
        Write($"plan {chunk}", () => disk.Plans[chunk] = [.. candidates], cancellationToken);

    public ValueTask<IReadOnlyList<Candidate>> ReadPlanAsync(int chunk, CancellationToken cancellationToken)
    {
        disk.PlanReads.Add((process, chunk, disk.Loop.Elapsed));
        return Read(
            () => disk.Plans.GetValueOrDefault(chunk)
                ?? throw new InfrastructureException(InfrastructureKind.Disk, $"the plan of chunk {chunk} is not there"),
            cancellationToken);
    }

    public ValueTask StoreImageAsync(string sha256, string extension, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var copy = bytes.ToArray();
        return Write($"image {sha256[..8]} {Encoding.UTF8.GetString(copy)}", () => disk.Images[sha256] = copy, cancellationToken);
    }

    public async ValueTask<bool> CreateManifestAsync(int chunk, IReadOnlyList<ManifestEntry> entries, CancellationToken cancellationToken)
    {
        var created = false;
        await Write($"manifest {chunk}", () => created = disk.Manifests.TryAdd(chunk, [.. entries]), cancellationToken);
        return created;
    }

    public ValueTask WriteManifestAsync(int chunk, IReadOnlyList<ManifestEntry> entries, CancellationToken cancellationToken) =>
        Write($"manifest {chunk}", () => disk.Manifests[chunk] = [.. entries], cancellationToken);

    public ValueTask<IReadOnlyList<ManifestEntry>> ReadManifestAsync(int chunk, CancellationToken cancellationToken) =>
        Read(() => disk.Manifests.GetValueOrDefault(chunk) ?? [], cancellationToken);

    public ValueTask WriteDuplicatesAsync(IReadOnlyList<DuplicateEntry> duplicates, CancellationToken cancellationToken) =>
        Write($"duplicates {duplicates.Count}", () => disk.Duplicates = [.. duplicates], cancellationToken);

    public ValueTask<IReadOnlyList<DuplicateEntry>> ReadDuplicatesAsync(CancellationToken cancellationToken) =>
        Read(() => disk.Duplicates, cancellationToken);

    public ValueTask DropImageAsync(string sha256, string extension, bool toQuarantine, CancellationToken cancellationToken) =>
        Write($"drop {sha256[..8]}", () => disk.Images.Remove(sha256), cancellationToken);

    public ValueTask AppendBadRowsAsync(long recordedBefore, IReadOnlyList<BadRow> rows, CancellationToken cancellationToken) =>
        Write("bad rows", () =>
        {
            if (recordedBefore < disk.BadRows.Count)
                disk.BadRows.RemoveRange((int)recordedBefore, disk.BadRows.Count - (int)recordedBefore);
            disk.BadRows.AddRange(rows);
        }, cancellationToken);

    public ValueTask<DatasetFiles> CountFilesAsync(CancellationToken cancellationToken) =>
        Read(
            () => new DatasetFiles(disk.Images.Count, disk.Images.Values.Sum(image => (long)image.Length)), cancellationToken);

    public ValueTask WriteSummaryAsync(DatasetSummary summary, CancellationToken cancellationToken) =>
        Write($"summary {summary.Status}", () => disk.Summary = summary, cancellationToken);

    public ValueTask<int> CollectTemporaryFilesAsync(CancellationToken cancellationToken) => Read(() => 0, cancellationToken);

    public long? FreeBytes(string folder) => disk.IsFull ? 0 : 1L << 40;

    private ValueTask<T> Read<T>(Func<T> read, CancellationToken token)
    {
        disk.Loop.CheckThread();
        token.ThrowIfCancellationRequested();
        var trouble = disk.Trouble(writes: false);
        return new(process.Answer(disk.Latency(), () => trouble is null ? read() : throw trouble));
    }

    // Written, flushed and renamed: only then it is there, and only then it is said to be. A process killed before leaves nothing.
    private ValueTask Write(string what, Action write, CancellationToken token)
    {
        disk.Loop.CheckThread();
        if (token.IsCancellationRequested)
            return ValueTask.FromCanceled(token);
        var trouble = disk.Trouble(writes: true);
        var done = new TaskCompletionSource();
        disk.Loop.After(disk.Latency(), () =>
        {
            if (process.IsDead)
                return;
            if (trouble is null)
                write();
            disk.Loop.Trace.Line(disk.Loop.Elapsed, process.Name, trouble is null ? $"disk {what}" : $"disk {what}: {trouble.Message}");
            disk.Loop.After(disk.Latency(), () => process.Post(() =>
            {
                if (trouble is null)
                    done.SetResult();
                else
                    done.SetException(trouble);
            }));
        });
        return new(done.Task);
    }
}
