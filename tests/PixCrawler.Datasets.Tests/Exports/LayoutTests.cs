using System.Formats.Tar;
using System.Text.Json;
using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Operations;
using PixCrawler.Datasets.Exports;

namespace PixCrawler.Datasets.Tests.Exports;

/// <summary>Each layout against the documented rules of the tools that load it.</summary>
public sealed class LayoutTests : IAsyncLifetime
{
    private SampleDataset _dataset = null!;

    public async Task InitializeAsync() => _dataset = await SampleDataset.CreateAsync();

    public Task DisposeAsync()
    {
        _dataset.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Every row names a file relative to its table, every file has one row, and all rows of all sets have the same columns and types.</summary>
    [Fact]
    public async Task ImageFolder_KeepsTheRulesOfHuggingFace()
    {
        await _dataset.ExportAsync(Options(ExportLayout.ImageFolder) with { Split = new SplitOptions(0.5, 0.3, 0.2) });
        var files = _dataset.Files();
        var shapes = new HashSet<string>();
        foreach (var split in new[] { "train", "val", "test" })
        {
            var rows = Rows($"export/{split}/metadata.jsonl");
            rows.Select(row => $"{split}/{row.GetProperty("file_name").GetString()}").Order(StringComparer.Ordinal)
                .ShouldBe(files.Keys.Where(name => name.StartsWith($"{split}/", StringComparison.Ordinal) && !name.EndsWith(".jsonl", StringComparison.Ordinal)));
            shapes.UnionWith(rows.Select(row => string.Join(',', row.EnumerateObject().Select(column => $"{column.Name}:{column.Value.ValueKind}"))));
            rows.ShouldAllBe(row => row.GetProperty("label").GetString() == "" || row.GetProperty("file_name").GetString()!.StartsWith(row.GetProperty("label").GetString() + "/"));
        }

        shapes.ShouldHaveSingleItem().ShouldStartWith("file_name:String,label:String,caption:String,key:String,license:String,author:String,extra_mood:String,label_id:Number");
    }

    [Fact]
    public async Task ImageFolder_WhenAColumnOfTheListWouldBeLoadedAsAFile_RenamesIt()
    {
        var image = _dataset.Images[0];
        var entry = SampleDataset.Entry(0, 0, image, "dog");
        await _dataset.WriteAsync(0, entry with { Candidate = entry.Candidate with { Extra = new Dictionary<string, string> { ["mask_file_name"] = "x" } } });

        await _dataset.ExportAsync(Options(ExportLayout.ImageFolder));

        Rows("export/train/metadata.jsonl").ShouldAllBe(row => row.EnumerateObject().Count(column => column.Name == "extra_mask_file_name_text") == 1);
        File.ReadAllText(_dataset.Output("export/train/metadata.jsonl")).ShouldNotContain("_file_name\"");
    }

    [Fact]
    public async Task WebDataset_ReadByTwoReaders_GroupsMembersByKeysWithoutDots()
    {
        var result = await _dataset.ExportAsync(Options(ExportLayout.WebDataset) with { MaxSamplesPerShard = 7 });

        result.Archives.Select(shard => shard.Name).ShouldBe(["train-000000.tar", "train-000001.tar", "train-000002.tar", "train-000003.tar", "train-000004.tar"]);
        SystemTool.Run(_dataset.Output(), "sha256sum", "-c", "--quiet", "--strict", "SHA256SUMS");
        var keys = new List<string>();
        foreach (var shard in result.Archives)
        {
            var names = Members(_dataset.Output($"export/{shard.Name}")).ToList();
            SystemTool.Run(_dataset.Output(), "tar", "-tf", shard.Name).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(names.Select(member => member.Name));
            SystemTool.Run(_dataset.Output(), "tar", "-xf", shard.Name);
            names.ShouldAllBe(member => File.ReadAllBytes(_dataset.Output($"export/{member.Name}")).SequenceEqual(member.Bytes));
            var groups = names.Select(member => member.Name[..member.Name.IndexOf('.', StringComparison.Ordinal)]).ToList();
            groups.Distinct().Count().ShouldBeLessThanOrEqualTo(7);
            keys.AddRange(groups.Where((key, index) => index == 0 || groups[index - 1] != key));
        }

        keys.Order(StringComparer.Ordinal).ShouldBe(_dataset.Images.Select(image => image.Sha256).Order(StringComparer.Ordinal));
        foreach (var image in _dataset.Images)
        {
            var json = JsonDocument.Parse(await File.ReadAllTextAsync(_dataset.Output($"export/{image.Sha256}.json"))).RootElement;
            json.GetProperty("width").GetInt32().ShouldBe(image.WidthPixels);
            File.Exists(_dataset.Output($"export/{image.Sha256}.txt")).ShouldBe(json.GetProperty("caption").GetString() != "");
            File.Exists(_dataset.Output($"export/{image.Sha256}.cls")).ShouldBe(json.GetProperty("label").GetString() != "");
        }
    }

    [Fact]
    public async Task WebDataset_WhenAShardIsFullOfBytes_BeginsTheNext()
    {
        var images = Enumerable.Range(0, 6).ToList();
        using var dataset = await SampleDataset.CreateAsync(2);
        foreach (var seed in images)
        {
            var bytes = Samples.Bytes(1000 + seed, 500_000);
            var folder = await new DatasetStore().OpenAsync(dataset.Path, default);
            await folder.StoreImageAsync(Samples.Hash(bytes), "jpg", bytes, default);
            await dataset.WriteAsync(2 + seed, SampleDataset.Entry(0, seed, new(Samples.Hash(bytes), "jpg", 9, 9, bytes.Length), "cat"));
        }

        var result = await dataset.ExportAsync(Options(ExportLayout.WebDataset) with { MaxBytesPerShard = 1 << 20 });

        result.Archives.Count.ShouldBe(3);
        result.Archives.ShouldAllBe(shard => shard.Bytes < (1 << 20) + 20_000);
    }

    [Fact]
    public async Task Coco_HasIdsThatFitTogether()
    {
        await _dataset.ExportAsync(Options(ExportLayout.Coco) with { Split = new SplitOptions(0.6, 0.4, 0) });

        var seen = 0;
        foreach (var split in new[] { "train", "val" })
        {
            var root = JsonDocument.Parse(await File.ReadAllTextAsync(_dataset.Output($"export/annotations/instances_{split}.json"))).RootElement;
            var images = root.GetProperty("images").EnumerateArray().ToDictionary(image => image.GetProperty("id").GetInt64());
            var categories = root.GetProperty("categories").EnumerateArray().ToDictionary(row => row.GetProperty("id").GetInt32(), row => row.GetProperty("name").GetString());
            categories.ShouldBe(new Dictionary<int, string?> { [1] = "cat", [2] = "dog" });
            images.Values.ShouldAllBe(image => File.Exists(_dataset.Output($"export/{split}/{image.GetProperty("file_name").GetString()}")));
            foreach (var label in root.GetProperty("annotations").EnumerateArray())
            {
                var image = images[label.GetProperty("image_id").GetInt64()];
                categories.ShouldContainKey(label.GetProperty("category_id").GetInt32());
                label.GetProperty("bbox").EnumerateArray().Select(side => side.GetInt32()).ShouldBe([0, 0, image.GetProperty("width").GetInt32(), 480]);
            }

            var captions = JsonDocument.Parse(await File.ReadAllTextAsync(_dataset.Output($"export/annotations/captions_{split}.json"))).RootElement;
            captions.GetProperty("annotations").EnumerateArray().ShouldAllBe(caption => images.ContainsKey(caption.GetProperty("image_id").GetInt64()));
            root.GetProperty("licenses").EnumerateArray().ShouldHaveSingleItem().GetProperty("name").GetString().ShouldBe("CC0-1.0");
            seen += images.Count;
        }

        seen.ShouldBe(30);
    }

    [Fact]
    public async Task Yolo_HasClassFoldersAndLeavesOutWhatHasNoClass()
    {
        var result = await _dataset.ExportAsync(Options(ExportLayout.Yolo) with { Split = new SplitOptions(0.6, 0.2, 0.2) });

        result.LeftOut.ShouldBe(new Dictionary<string, long> { ["unlabelled"] = 10 });
        var folders = _dataset.Files().Keys.Where(name => name.Contains('/', StringComparison.Ordinal)).Select(name => string.Join('/', name.Split('/')[..2])).Distinct();
        folders.ShouldBe(["test/cat", "test/dog", "train/cat", "train/dog", "val/cat", "val/dog"], ignoreOrder: true);
    }

    [Fact]
    public async Task Files_HaveTablesLabelsAndCaptions()
    {
        await _dataset.ExportAsync(Options(ExportLayout.Files) with
        {
            CaptionFiles = true,
            Labels = [LabelFormat.Text, LabelFormat.Json, LabelFormat.Csv, LabelFormat.Yaml],
        });

        var files = _dataset.Files();
        SystemTool.Run(_dataset.Output(), "sha256sum", "-c", "--quiet", "--strict", "SHA256SUMS");
        Rows("export/index.jsonl").Count.ShouldBe(30);
        foreach (var extension in new[] { "txt", "json", "csv", "yaml" })
        {
            _dataset.Images.Select(image => $"labels/{image.Sha256[..2]}/{image.Sha256}.{extension}").ShouldBeSubsetOf(files.Keys);
            files.ShouldContainKey($"labels/dataset_metadata.{extension}");
            files.ShouldContainKey($"labels/category_index.{extension}");
        }

        files.Keys.Count(name => name.StartsWith("images/", StringComparison.Ordinal) && name.EndsWith(".txt", StringComparison.Ordinal)).ShouldBe(15);
        (await File.ReadAllTextAsync(_dataset.Output("export/labels/category_index.yaml"))).ShouldBe("\"cat\": 0\n\"dog\": 1\n");
        (await File.ReadAllTextAsync(_dataset.Output("export/labels/category_index.json"))).ShouldBe("{\n  \"cat\": 0,\n  \"dog\": 1\n}\n");
    }

    /// <summary>Equal images of several URLs are one sample; the earliest slot says what it is called.</summary>
    [Fact]
    public async Task Index_WhenTwoUrlsHaveTheSameImage_HasItOnce()
    {
        var image = _dataset.Images[0];
        await _dataset.WriteAsync(2, SampleDataset.Entry(0, 77, image, "cat"));

        await _dataset.ExportAsync(Options(ExportLayout.Index));

        Rows("export/index.jsonl").Where(row => row.GetProperty("sha256").GetString() == image.Sha256)
            .ShouldHaveSingleItem().GetProperty("label").GetString().ShouldBe("dog");
    }

    private static ExportOptions Options(ExportLayout layout) => new() { Name = "pets", Layout = layout };

    private static IEnumerable<(string Name, byte[] Bytes)> Members(string path)
    {
        using var file = File.OpenRead(path);
        using var tar = new TarReader(file);
        while (tar.GetNextEntry() is { } entry)
        {
            using var bytes = new MemoryStream();
            entry.DataStream!.CopyTo(bytes);
            yield return (entry.Name, bytes.ToArray());
        }
    }

    private List<JsonElement> Rows(string path) =>
        [.. File.ReadLines(_dataset.Output(path)).Select(line => JsonDocument.Parse(line).RootElement)];
}
