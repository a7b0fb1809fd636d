using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Sources;
using PixCrawler.Datasets.Exports;
using PixCrawler.Datasets.Exports.Archives;
using PixCrawler.Datasets.Manifests;

namespace PixCrawler.Datasets.Tests.Exports;

/// <summary>A dataset of random bytes with labels and captions, in a temporary folder beside the folder it is exported to.</summary>
internal sealed class SampleDataset : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<ManifestEntry> _entries = [];

    private SampleDataset()
    {
    }

    public string Path => _folder.Combine("dataset");

    public string Output(string name = "export") => _folder.Combine(name);

    public IReadOnlyList<StoredImage> Images => [.. _entries.Select(entry => entry.Settlement.Image).OfType<StoredImage>()];

    /// <summary>Two chunks; every third image is a dog, every third a cat, the others have no label; every other one has a caption.</summary>
    public static async Task<SampleDataset> CreateAsync(int images = 30)
    {
        var dataset = new SampleDataset();
        await dataset.AddAsync(0, images / 2, 0);
        await dataset.AddAsync(images / 2, images - (images / 2), 1);
        return dataset;
    }

    public async Task AddAsync(int firstSeed, int count, int chunk, Func<int, string?>? label = null)
    {
        var folder = _entries.Count == 0 ? await new DatasetStore().CreateAsync(Path, default) : await new DatasetStore().OpenAsync(Path, default);
        var entries = new List<ManifestEntry>();
        for (var index = 0; index < count; index++)
        {
            var seed = firstSeed + index;
            var bytes = Samples.Bytes(seed, 1000 + (seed * 37));
            var image = new StoredImage(Samples.Hash(bytes), seed % 5 == 4 ? "png" : "jpg", 640 + seed, 480, bytes.Length);
            await folder.StoreImageAsync(image.Sha256, image.Extension, bytes, default);
            entries.Add(Entry(index, seed, image, label is null ? (seed % 3) switch { 0 => "dog", 1 => "cat", _ => null } : label(seed)));
        }

        entries.Add(Samples.Failed(count, "http://example.com/gone"));
        _entries.AddRange(entries);
        await folder.WriteManifestAsync(chunk, entries, default);
    }

    public async Task WriteAsync(int chunk, params ManifestEntry[] entries) =>
        await (await new DatasetStore().OpenAsync(Path, default)).WriteManifestAsync(chunk, entries, default);

    public static ManifestEntry Entry(int slot, int seed, StoredImage image, string? label) =>
        new(
            new Candidate($"http://example.com/{seed}.jpg", slot + 1, seed % 2 == 0 ? $"Picture \"{seed}\", = nice\n" : null, $"key.{seed}", Extra(seed, label)),
            new Settlement(slot, SettlementStatus.Kept, Samples.Noon.AddSeconds(seed)) { Attempts = 1, HttpStatus = 200, Image = image });

    public Task<ExportResult> ExportAsync(ExportOptions options, string output = "export", Func<ManifestRow, string?>? groupOf = null) =>
        new DatasetExporter(new LibZstd()).ExportAsync(
            new ExportRequest(Path, Output(output), options) { GroupOf = groupOf }, progress: null, default);

    /// <summary>Names and hashes of all files but the private ones.</summary>
    public SortedDictionary<string, string> Files(string output = "export") => new(
        Directory.EnumerateFiles(Output(output), "*", SearchOption.AllDirectories)
            .Select(file => (Name: System.IO.Path.GetRelativePath(Output(output), file), File: file))
            .Where(file => !file.Name.StartsWith(".pixcrawl", StringComparison.Ordinal))
            .ToDictionary(file => file.Name, file => Samples.Hash(File.ReadAllBytes(file.File)), StringComparer.Ordinal),
        StringComparer.Ordinal);

    public void Dispose() => _folder.Dispose();

    private static Dictionary<string, string> Extra(int seed, string? label)
    {
        var extra = new Dictionary<string, string> { ["license"] = "CC0-1.0", ["author"] = "A. N. Other", ["mood"] = seed % 4 == 0 ? "calm" : "" };
        if (label is not null)
            extra["Label"] = label;
        return extra;
    }
}
