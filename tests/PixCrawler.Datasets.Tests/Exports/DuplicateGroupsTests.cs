using System.Text.Json;
using PixCrawler.Contracts.Chunks;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Jobs;
using PixCrawler.Datasets.Exports;
using PixCrawler.Datasets.Manifests;

namespace PixCrawler.Datasets.Tests.Exports;

/// <summary>A split never divides what the dataset's own account of duplicates calls the same.</summary>
public sealed class DuplicateGroupsTests : IDisposable
{
    private static readonly ExportOptions Halves = new() { Name = "s", Layout = ExportLayout.Index, Split = new SplitOptions(0.5, 0.25, 0.25) };

    private SampleDataset? _dataset;

    private string Account => Path.Combine(_dataset!.Path, "duplicates.jsonl");

    [Fact]
    public async Task Split_OfImagesThatAreThereTwice_KeepsThemTogether()
    {
        _dataset = await SampleDataset.CreateAsync(60);
        var hashes = _dataset.Images.Select(image => image.Sha256).ToList();
        // Twins of twins: each three are one group.
        var twins = Enumerable.Range(0, 20).SelectMany(group => new[]
        {
            (Image: hashes[3 * group], Twin: hashes[(3 * group) + 1]),
            (Image: hashes[(3 * group) + 1], Twin: hashes[(3 * group) + 2]),
        }).ToList();
        (await SetsAsync("without")).ShouldSatisfyAllConditions(sets => twins.Count(pair => sets[pair.Image] != sets[pair.Twin]).ShouldBeGreaterThan(5));

        var folder = await new DatasetStore().OpenAsync(_dataset.Path, default);
        await folder.WriteDuplicatesAsync([.. twins.Select(pair => Entry(pair.Image, pair.Twin))], default);

        var together = await SetsAsync("with");
        twins.ShouldAllBe(pair => together[pair.Image] == together[pair.Twin]);
        together.Values.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task Split_WhenTheAccountIsDamaged_SaysSoAndDoesNotGuess()
    {
        _dataset = await SampleDataset.CreateAsync(4);
        await File.WriteAllTextAsync(Account, "{ cut o");

        (await Should.ThrowAsync<InfrastructureException>(() => _dataset.ExportAsync(Halves))).Message.ShouldContain("duplicates.jsonl");
    }

    public void Dispose() => _dataset?.Dispose();

    private static DuplicateEntry Entry(string image, string twin) => new()
    {
        Slot = "00000/1",
        Url = "http://example.com/",
        Sha256 = image,
        Format = "jpg",
        Width = 1,
        Height = 1,
        Bytes = 1,
        Kind = DuplicateKind.Near,
        DistanceBits = 1,
        Action = DuplicateMode.Report,
        Twin = "00000/2",
        TwinSha256 = twin,
        TwinFile = "images/aa/a.jpg",
    };

    private async Task<Dictionary<string, string>> SetsAsync(string output)
    {
        await _dataset!.ExportAsync(Halves, output);
        return (await File.ReadAllLinesAsync(Path.Combine(_dataset.Output(output), "index.jsonl")))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(row => row.GetProperty("sha256").GetString()!, row => row.GetProperty("split").GetString()!);
    }
}
