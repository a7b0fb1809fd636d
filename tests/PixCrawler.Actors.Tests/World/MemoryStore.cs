using System.Collections.Concurrent;
using PixCrawler.Contracts.Sources;
using PixCrawler.Datasets;
using PixCrawler.Datasets.Manifests;
using PixCrawler.Datasets.Reports;

namespace PixCrawler.Actors.Tests.World;

/// <summary>A dataset folder in memory, with a hook before each step where a test can make it fail.</summary>
internal sealed class MemoryStore : IDatasetStore, IDatasetFolder
{
    public ConcurrentDictionary<int, IReadOnlyList<Candidate>> Plans { get; } = new();

    public ConcurrentDictionary<string, byte[]> Images { get; } = new();

    public ConcurrentDictionary<int, IReadOnlyList<ManifestEntry>> Manifests { get; } = new();

    public IReadOnlyList<DuplicateEntry> Duplicates { get; private set; } = [];

    public ConcurrentDictionary<string, byte[]> Quarantine { get; } = new();

    public ConcurrentQueue<BadRow> BadRows { get; } = new();

    /// <summary>What dead processes left half written.</summary>
    public ConcurrentQueue<string> Temporary { get; } = new();

    /// <summary>The process is dead: what it is still about to do does not happen.</summary>
    public bool IsFrozen { get; set; }

    public DatasetSummary? Summary { get; private set; }

    public bool IsCreated { get; private set; }

    /// <summary>Called with the name of each step; what it throws is what the step fails with.</summary>
    public Action<string> Before { get; set; } = _ => { };

    public string Path => "/dataset";

    public IEnumerable<ManifestEntry> Entries => Manifests.OrderBy(chunk => chunk.Key).SelectMany(chunk => chunk.Value);

    public ValueTask<IDatasetFolder> CreateAsync(string outputFolder, CancellationToken cancellationToken)
    {
        Before("create");
        IsCreated = true;
        return ValueTask.FromResult<IDatasetFolder>(this);
    }

    public async ValueTask<IDatasetFolder> OpenAsync(string outputFolder, CancellationToken cancellationToken)
    {
        await Do("open", () => { });
        return this;
    }

    public ValueTask WritePlanAsync(int chunk, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken) =>
        Do("write-plan", () => Plans[chunk] = candidates);

    public ValueTask<IReadOnlyList<Candidate>> ReadPlanAsync(int chunk, CancellationToken cancellationToken)
    {
        try
        {
            Before("read-plan");
            return ValueTask.FromResult(Plans[chunk]);
        }
        catch (Exception error)
        {
            return ValueTask.FromException<IReadOnlyList<Candidate>>(error);
        }
    }

    public ValueTask StoreImageAsync(
        string sha256, string extension, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        Do("store-image", () => Images[sha256] = bytes.ToArray());

    public async ValueTask<bool> CreateManifestAsync(int chunk, IReadOnlyList<ManifestEntry> entries, CancellationToken cancellationToken)
    {
        var created = false;
        await Do("write-manifest", () => created = Manifests.TryAdd(chunk, entries));
        return created;
    }

    public ValueTask WriteManifestAsync(int chunk, IReadOnlyList<ManifestEntry> entries, CancellationToken cancellationToken) =>
        Do("write-manifest", () => Manifests[chunk] = entries);

    public ValueTask<IReadOnlyList<ManifestEntry>> ReadManifestAsync(int chunk, CancellationToken cancellationToken) =>
        Read("read-manifest", () => Manifests.GetValueOrDefault(chunk, []));

    public ValueTask WriteDuplicatesAsync(IReadOnlyList<DuplicateEntry> duplicates, CancellationToken cancellationToken) =>
        Do("write-duplicates", () => Duplicates = [.. duplicates]);

    public ValueTask<IReadOnlyList<DuplicateEntry>> ReadDuplicatesAsync(CancellationToken cancellationToken) =>
        Read("read-duplicates", () => Duplicates);

    public ValueTask DropImageAsync(string sha256, string extension, bool toQuarantine, CancellationToken cancellationToken) =>
        Do("drop-image", () =>
        {
            if (Images.TryRemove(sha256, out var bytes) && toQuarantine)
                Quarantine[sha256] = bytes;
        });

    public ValueTask AppendBadRowsAsync(long recordedBefore, IReadOnlyList<BadRow> rows, CancellationToken cancellationToken) =>
        Do("bad-rows", () =>
        {
            BadRow[] kept = [.. BadRows.Take((int)recordedBefore)];
            BadRows.Clear();
            foreach (var row in kept)
                BadRows.Enqueue(row);
            foreach (var row in rows)
                BadRows.Enqueue(row);
        });

    public ValueTask<DatasetFiles> CountFilesAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new DatasetFiles(Images.Count, Images.Values.Sum(image => (long)image.Length)));

    public ValueTask WriteSummaryAsync(DatasetSummary summary, CancellationToken cancellationToken) =>
        Do("write-summary", () => Summary = summary);

    /// <summary>What packaging waits for before it begins.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    public async ValueTask<int> CollectTemporaryFilesAsync(CancellationToken cancellationToken)
    {
        await Hold.WaitAsync(cancellationToken);
        await Do("collect", Temporary.Clear);
        return 0;
    }

    private ValueTask<T> Read<T>(string step, Func<T> read)
    {
        if (IsFrozen)
            return new ValueTask<T>(new TaskCompletionSource<T>().Task);
        try
        {
            Before(step);
            return ValueTask.FromResult(read());
        }
        catch (Exception error)
        {
            return ValueTask.FromException<T>(error);
        }
    }

    private ValueTask Do(string step, Action action)
    {
        if (IsFrozen)
            return new ValueTask(new TaskCompletionSource().Task);
        try
        {
            Before(step);
            action();
            return ValueTask.CompletedTask;
        }
        catch (Exception error)
        {
            return ValueTask.FromException(error);
        }
    }
}
