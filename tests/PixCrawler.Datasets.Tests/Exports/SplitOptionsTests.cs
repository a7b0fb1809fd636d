using PixCrawler.Contracts.Datasets;
using PixCrawler.Datasets.Exports;

namespace PixCrawler.Datasets.Tests.Exports;

public sealed class SplitOptionsTests
{
    [Fact]
    public void Of_WhenManyGroups_MeetsTheShares()
    {
        var split = new SplitOptions(0.7, 0.2, 0.1, "s");

        var counts = Enumerable.Range(0, 20_000).GroupBy(index => split.Of($"group {index}")).ToDictionary(set => set.Key, set => set.Count());

        counts[DatasetSplit.Train].ShouldBeInRange(13_700, 14_300);
        counts[DatasetSplit.Val].ShouldBeInRange(3_800, 4_200);
        counts[DatasetSplit.Test].ShouldBeInRange(1_850, 2_150);
    }

    [Fact]
    public void Of_WhenTheSeedDiffers_DividesOtherwise()
    {
        var names = Enumerable.Range(0, 100).Select(index => $"{index}").ToList();

        names.Select(new SplitOptions(Seed: "a").Of).ShouldNotBe(names.Select(new SplitOptions(Seed: "b").Of));
        names.Select(new SplitOptions(Seed: "a").Of).ShouldBe(names.Select(new SplitOptions(Seed: "a").Of));
    }

    [Theory]
    [InlineData(1, 0, 0, DatasetSplit.Train)]
    [InlineData(0, 1, 0, DatasetSplit.Val)]
    [InlineData(0, 0, 1, DatasetSplit.Test)]
    public void Of_WhenOneSetHasAll_PutsAllThere(double train, double val, double test, DatasetSplit expected) =>
        Enumerable.Range(0, 1000).ShouldAllBe(index => new SplitOptions(train, val, test, "0").Of($"{index}") == expected);

    [Theory]
    [InlineData(0.8, 0.1, 0.1, true)]
    [InlineData(1, 0, 0, true)]
    [InlineData(0.8, 0.1, 0.2, false)]
    [InlineData(1.1, -0.1, 0, false)]
    [InlineData(double.NaN, 0.5, 0.5, false)]
    public void IsValid_TakesSharesThatAddUp(double train, double val, double test, bool valid) =>
        new SplitOptions(train, val, test).IsValid().ShouldBe(valid);

    /// <summary>A sample stays in its set when the dataset grows, and a cluster of near-duplicates is never divided.</summary>
    [Fact]
    public async Task ExportAsync_WhenTheDatasetGrows_MovesNobodyAndDividesNoGroup()
    {
        using var dataset = await SampleDataset.CreateAsync(60);
        var options = new ExportOptions { Name = "pets", Layout = ExportLayout.ImageFolder, Split = new SplitOptions(0.5, 0.25, 0.25) };
        await dataset.ExportAsync(options);
        var before = dataset.Files().Keys.Where(IsImage).ToList();
        await dataset.AddAsync(60, 60, 2);

        await dataset.ExportAsync(options, "grown");
        await dataset.ExportAsync(options, "grouped", row => $"cluster {row.Entry.Settlement.Slot / 10}");

        before.Except(dataset.Files("grown").Keys).ShouldBeEmpty();
        before.Select(name => name.Split('/')[0]).Distinct().Count().ShouldBe(3);
        var setOf = dataset.Files("grouped").Keys.Where(IsImage).ToDictionary(name => Path.GetFileNameWithoutExtension(name), name => name.Split('/')[0]);
        (await Datasets.Manifests.ManifestReader.ReadAsync(dataset.Path).ToListAsync())
            .Where(row => row.Entry.Settlement.Image is not null)
            .GroupBy(row => row.Entry.Settlement.Slot / 10)
            .ShouldAllBe(group => group.Select(row => setOf[row.Entry.Settlement.Image!.Sha256]).Distinct().Count() == 1);
    }

    private static bool IsImage(string name) => name.EndsWith(".jpg", StringComparison.Ordinal) || name.EndsWith(".png", StringComparison.Ordinal);
}
