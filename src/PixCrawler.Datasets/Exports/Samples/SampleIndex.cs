using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Datasets.Files;
using PixCrawler.Datasets.Manifests;

namespace PixCrawler.Datasets.Exports.Samples;

/// <summary>
/// The samples of an export in the order of their hashes: the same however the job went about it, and as good as shuffled. They lie in
/// 256 files, by the first two digits of the hash, so that sorting holds one of them in memory at a time.
/// </summary>
internal sealed class SampleIndex
{
    private const int Shards = 256;

    private readonly string _folder;
    private readonly Counts _counts;

    private SampleIndex(string folder, Counts counts, string digest) =>
        (_folder, _counts, Digest, Categories) = (folder, counts, digest, new CategoryTable(counts.Labels));

    /// <summary>A hash over every line: equal indexes make equal exports.</summary>
    public string Digest { get; }

    public CategoryTable Categories { get; }

    public SampleColumns Columns => _counts.Columns;

    public long Samples => _counts.Samples;

    public long Bytes => _counts.Bytes;

    /// <summary>The reasons why kept images are not among the samples.</summary>
    public IReadOnlyDictionary<string, long> LeftOut => _counts.LeftOut;

    public IReadOnlySet<DatasetSplit> Splits => _counts.Splits;

    public static async Task<SampleIndex> BuildAsync(
        ExportRequest request, string folder, IProgress<ExportProgress>? progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await DistributeAsync(request, folder, progress, cancellationToken);
        var counts = new Counts(request.Options);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var shard = 0; shard < Shards; shard++)
            await SettleAsync(request.DatasetFolder, File(folder, shard), counts, digest, cancellationToken);
        return new SampleIndex(folder, counts, Convert.ToHexStringLower(digest.GetHashAndReset()));
    }

    public async IAsyncEnumerable<Sample> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var shard = 0; shard < Shards; shard++)
        {
            await foreach (var sample in JsonLines.ReadAsync(File(_folder, shard), DatasetJsonContext.Default.Sample, cancellationToken))
                yield return sample;
        }
    }

    private static async Task DistributeAsync(
        ExportRequest request, string folder, IProgress<ExportProgress>? progress, CancellationToken cancellationToken)
    {
        var writers = new JsonLinesWriter[Shards];
        try
        {
            for (var shard = 0; shard < Shards; shard++)
                writers[shard] = new JsonLinesWriter(System.IO.File.Create(File(folder, shard), bufferSize: 1));
            long files = 0, bytes = 0;
            await foreach (var row in ManifestReader.ReadAsync(request.DatasetFolder, cancellationToken))
            {
                if (Sample.Of(row, request.Options, request.GroupOf) is not { } sample)
                    continue;
                writers[ImageName.Shard(sample.Sha256)].Write(sample, DatasetJsonContext.Default.Sample);
                (files, bytes) = (files + 1, bytes + sample.Bytes);
                if (files % 1000 == 0)
                    progress?.Report(new ExportProgress(ExportStage.Indexing, files, 0, bytes, 0));
            }
        }
        finally
        {
            foreach (var writer in writers)
                writer?.Dispose();
        }
    }

    // Equal images of several URLs are one sample; the earliest slot says what it is called.
    private static async Task SettleAsync(
        string datasetFolder, string file, Counts counts, IncrementalHash digest, CancellationToken cancellationToken)
    {
        var samples = new Dictionary<string, Sample>(StringComparer.Ordinal);
        await foreach (var sample in JsonLines.ReadAsync(file, DatasetJsonContext.Default.Sample, cancellationToken))
            samples.TryAdd(sample.Sha256, sample);
        using (var writer = new JsonLinesWriter(System.IO.File.Create(file, bufferSize: 1)))
        {
            foreach (var sample in samples.Values.OrderBy(sample => sample.Sha256, StringComparer.Ordinal))
            {
                if (counts.Count(sample, new FileInfo(Path.Combine(datasetFolder, sample.Source()))))
                    writer.Write(sample, DatasetJsonContext.Default.Sample);
            }
        }

        await using var content = System.IO.File.OpenRead(file);
        digest.AppendData(await SHA256.HashDataAsync(content, cancellationToken));
    }

    private static string File(string folder, int shard) => Path.Combine(folder, shard.ToString("x2", null) + ".jsonl");

    private sealed class Counts(ExportOptions options)
    {
        public Dictionary<string, long> Labels { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, long> LeftOut { get; } = new(StringComparer.Ordinal);

        public HashSet<DatasetSplit> Splits { get; } = [];

        public SampleColumns Columns { get; } = new();

        public long Samples { get; private set; }

        public long Bytes { get; private set; }

        public bool Count(Sample sample, FileInfo file)
        {
            if (options.Layout != ExportLayout.Index && (!file.Exists || file.Length != sample.Bytes))
            {
                var reason = file.Exists ? "damaged" : "missing";
                LeftOut[reason] = LeftOut.GetValueOrDefault(reason) + 1;
                return false;
            }

            (Samples, Bytes) = (Samples + 1, Bytes + sample.Bytes);
            Splits.Add(sample.Split);
            Columns.Add(sample);
            if (sample.Label is { } label)
                Labels[label] = Labels.GetValueOrDefault(label) + 1;
            if (Labels.Count > options.MaxCategories)
            {
                throw new InvalidInputException(
                    "too-many-categories",
                    $"There are more than {options.MaxCategories:N0} class labels. Name the column that holds the class, or raise MaxCategories.");
            }

            return true;
        }
    }
}
