using System.Text.Json;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Datasets.Exports;

namespace PixCrawler.Datasets.Tests.Exports;

public sealed class CardTests : IAsyncLifetime
{
    private SampleDataset _dataset = null!;

    public async Task InitializeAsync() => _dataset = await SampleDataset.CreateAsync();

    public Task DisposeAsync()
    {
        _dataset.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(ExportLayout.ImageFolder, "\"val/**\"")]
    [InlineData(ExportLayout.WebDataset, "\"val-*.tar\"")]
    public async Task Readme_HasTheHeadThatTheHubReads(ExportLayout layout, string path)
    {
        await _dataset.ExportAsync(new ExportOptions { Name = "my: pets", Layout = layout, License = "cc0-1.0", Split = new SplitOptions(0.5, 0.3, 0.2) });

        var lines = (await File.ReadAllTextAsync(_dataset.Output("export/README.md"))).Split('\n');

        lines[0].ShouldBe("---");
        var head = lines.Skip(1).TakeWhile(line => line != "---").ToList();
        head.ShouldContain("pretty_name: \"my: pets\"");
        head.ShouldContain("license: \"cc0-1.0\"");
        head.ShouldContain("- image-classification");
        head.ShouldContain("- n<1K");
        head.ShouldContain("  - split: validation");
        head.ShouldContain($"    path: {path}");
        lines.ShouldContain("| CC0-1.0 | 30 |");
    }

    /// <summary>Every file, set and column that a record names is there, and the table's hash is its hash.</summary>
    [Fact]
    public async Task Croissant_NamesOnlyWhatIsThere()
    {
        await _dataset.ExportAsync(new ExportOptions { Name = "pets" });

        var root = JsonDocument.Parse(await File.ReadAllTextAsync(_dataset.Output("export/croissant.json"))).RootElement;

        root.GetProperty("@type").GetString().ShouldBe("sc:Dataset");
        root.GetProperty("conformsTo").GetString().ShouldBe("http://mlcommons.org/croissant/1.0");
        var distribution = root.GetProperty("distribution").EnumerateArray().ToDictionary(item => item.GetProperty("@id").GetString()!);
        var table = distribution["index-jsonl"];
        table.GetProperty("sha256").GetString().ShouldBe(_dataset.Files()[table.GetProperty("contentUrl").GetString()!]);
        var row = JsonDocument.Parse(File.ReadLines(_dataset.Output("export/index.jsonl")).First()).RootElement;
        var fields = root.GetProperty("recordSet")[0].GetProperty("field").EnumerateArray().ToList();
        foreach (var field in fields.Where(field => field.GetProperty("source").TryGetProperty("fileObject", out _)))
        {
            var column = field.GetProperty("source").GetProperty("extract").GetProperty("column").GetString()!;
            row.TryGetProperty(column, out var value).ShouldBeTrue(column);
            (value.ValueKind == JsonValueKind.Number).ShouldBe(field.GetProperty("dataType").GetString() == "sc:Integer");
        }

        fields.Count(field => field.GetProperty("dataType").GetString() == "sc:ImageObject").ShouldBe(1);
        row.EnumerateObject().Count().ShouldBe(fields.Count - 1);
    }
}
