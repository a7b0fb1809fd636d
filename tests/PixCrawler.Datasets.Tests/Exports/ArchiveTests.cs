using PixCrawler.Contracts.Datasets;
using PixCrawler.Contracts.Errors;
using PixCrawler.Contracts.Operations;
using PixCrawler.Datasets.Exports;
using PixCrawler.Datasets.Exports.Archives;

namespace PixCrawler.Datasets.Tests.Exports;

/// <summary>Archives as the system's own tools read them.</summary>
public sealed class ArchiveTests : IAsyncLifetime
{
    private SampleDataset _dataset = null!;

    public async Task InitializeAsync() => _dataset = await SampleDataset.CreateAsync();

    public Task DisposeAsync()
    {
        _dataset.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(ExportCompression.Zip)]
    [InlineData(ExportCompression.ZipDeflate)]
    public async Task ExportAsync_WhenZip_UnzipAndSha256sumAgree(ExportCompression compression)
    {
        var result = await _dataset.ExportAsync(Options(compression));

        result.Archives.ShouldHaveSingleItem().Name.ShouldBe("pets.zip");
        SystemTool.Run(_dataset.Output(), "unzip", "-tq", "pets.zip").ShouldContain("No errors detected");
        SystemTool.Run(_dataset.Output(), "sha256sum", "-c", "--quiet", "pets.zip.sha256");
        SystemTool.Run(_dataset.Output(), "unzip", "-q", "pets.zip", "-d", "out");
        SystemTool.Run(_dataset.Output("export/out"), "sha256sum", "-c", "--quiet", "--strict", "SHA256SUMS");
        ShouldHoldTheImages("export/out");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(19)]
    public async Task ExportAsync_WhenTarZst_ZstdTarAndSha256sumAgree(int level)
    {
        var result = await _dataset.ExportAsync(Options(ExportCompression.TarZst) with { ZstdLevel = level });

        result.Archives.ShouldHaveSingleItem().Name.ShouldBe("pets.tar.zst");
        SystemTool.Run(_dataset.Output(), "zstd", "-tq", "pets.tar.zst");
        SystemTool.Run(_dataset.Output(), "zstd", "-dq", "pets.tar.zst", "-o", "pets.tar");
        SystemTool.Run(_dataset.Output(), "tar", "-tf", "pets.tar").Split('\n').Length.ShouldBeGreaterThan(30);
        Directory.CreateDirectory(_dataset.Output("export/out"));
        SystemTool.Run(_dataset.Output("export/out"), "tar", "-xf", "../pets.tar");
        SystemTool.Run(_dataset.Output("export/out"), "sha256sum", "-c", "--quiet", "--strict", "SHA256SUMS");
        ShouldHoldTheImages("export/out");
    }

    [Theory]
    [InlineData(ExportLayout.Files, ExportCompression.None)]
    [InlineData(ExportLayout.Files, ExportCompression.Zip)]
    [InlineData(ExportLayout.Files, ExportCompression.ZipDeflate)]
    [InlineData(ExportLayout.Files, ExportCompression.TarZst)]
    [InlineData(ExportLayout.ImageFolder, ExportCompression.TarZst)]
    [InlineData(ExportLayout.Coco, ExportCompression.Zip)]
    [InlineData(ExportLayout.Yolo, ExportCompression.Zip)]
    [InlineData(ExportLayout.WebDataset, ExportCompression.None)]
    [InlineData(ExportLayout.Index, ExportCompression.None)]
    public async Task ExportAsync_WhenRepeated_GivesTheSameBytes(ExportLayout layout, ExportCompression compression)
    {
        var options = Options(compression) with { Layout = layout, Labels = [], Split = new SplitOptions() };
        await _dataset.ExportAsync(options, "first");
        await _dataset.ExportAsync(options, "second");
        var again = await _dataset.ExportAsync(options, "first");

        _dataset.Files("first").ShouldBe(_dataset.Files("second"));
        again.Archives.ShouldAllBe(archive => archive.Reused);
        again.Samples.ShouldBe(layout == ExportLayout.Yolo ? 20 : 30);
    }

    [Fact]
    public async Task ExportAsync_WhenAnImageIsDamaged_LeavesItOutAndTriesAgainNextTime()
    {
        var image = _dataset.Images[3];
        var path = Path.Combine(_dataset.Path, "images", image.Sha256[..2], $"{image.Sha256}.{image.Extension}");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[500] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);

        var damaged = await _dataset.ExportAsync(Options(ExportCompression.Zip));
        bytes[500] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        var mended = await _dataset.ExportAsync(Options(ExportCompression.Zip));

        damaged.LeftOut.ShouldBe(new Dictionary<string, long> { ["damaged"] = 1 });
        damaged.Samples.ShouldBe(29);
        mended.LeftOut.ShouldBeEmpty();
        mended.Archives[0].Reused.ShouldBeFalse();
    }

    [Fact]
    public async Task ExportAsync_WhenAnImageIsMissing_LeavesItOut()
    {
        var image = _dataset.Images[0];
        File.Delete(Path.Combine(_dataset.Path, "images", image.Sha256[..2], $"{image.Sha256}.{image.Extension}"));

        (await _dataset.ExportAsync(Options(ExportCompression.None))).LeftOut.ShouldBe(new Dictionary<string, long> { ["missing"] = 1 });
    }

    [Fact]
    public async Task ExportAsync_WhenStopped_GoesOnAndEndsWithTheSameFiles()
    {
        var options = Options(ExportCompression.None) with { Layout = ExportLayout.WebDataset, Labels = [], MaxSamplesPerShard = 3 };
        await _dataset.AddAsync(30, 70, 2);
        await _dataset.ExportAsync(options, "whole");
        using var stop = new CancellationTokenSource();
        var request = new ExportRequest(_dataset.Path, _dataset.Output("stopped"), options);
        var exporter = new DatasetExporter(new LibZstd());
        var progress = new Told(at =>
        {
            if (at.Stage == ExportStage.Writing && File.Exists(_dataset.Output("stopped/train-000010.tar")))
                stop.Cancel();
        });
        await Should.ThrowAsync<OperationCanceledException>(exporter.ExportAsync(request, progress, stop.Token));

        var reused = Directory.GetFiles(_dataset.Output("stopped"), "*.tar").Length;
        var result = await exporter.ExportAsync(request, null, default);

        result.Archives.Select(archive => archive.Reused).ShouldBe([.. Enumerable.Repeat(true, reused), .. Enumerable.Repeat(false, 34 - reused)]);
        reused.ShouldBeInRange(11, 33);
        _dataset.Files("stopped").ShouldBe(_dataset.Files("whole"));
    }

    [Fact]
    public async Task ExportAsync_WhenAnEarlierFileWasDamaged_WritesItAnew()
    {
        await _dataset.ExportAsync(Options(ExportCompression.None));
        var before = _dataset.Files();
        var image = _dataset.Output($"export/{before.Keys.First(name => name.EndsWith(".jpg", StringComparison.Ordinal))}");
        await File.WriteAllBytesAsync(image, new byte[new FileInfo(image).Length]);

        await _dataset.ExportAsync(Options(ExportCompression.None));

        _dataset.Files().ShouldBe(before);
    }

    [Fact]
    public async Task ExportAsync_WhenTheDatasetChanged_DeletesWhatTheExportNoLongerHas()
    {
        var options = new ExportOptions { Name = "pets", Layout = ExportLayout.ImageFolder };
        await _dataset.ExportAsync(options);
        await _dataset.AddAsync(0, 15, 0, seed => seed == 4 ? null : "renamed");

        await _dataset.ExportAsync(options);
        await _dataset.ExportAsync(options, "fresh");

        _dataset.Files().ShouldBe(_dataset.Files("fresh"));
    }

    [Fact]
    public async Task ExportAsync_WhenTheFolderHoldsSomethingElse_IsRefused()
    {
        Directory.CreateDirectory(_dataset.Output());
        await File.WriteAllTextAsync(_dataset.Output("export/mine.txt"), "mine");

        (await Should.ThrowAsync<InvalidInputException>(_dataset.ExportAsync(Options(ExportCompression.None))))
            .Reason.ShouldBe("export-folder-not-empty");
    }

    [Fact]
    public async Task ExportAsync_WhenTheFolderHoldsAnotherExport_IsRefused()
    {
        await _dataset.ExportAsync(Options(ExportCompression.None));

        (await Should.ThrowAsync<InvalidInputException>(_dataset.ExportAsync(Options(ExportCompression.Zip))))
            .Reason.ShouldBe("export-folder-differs");
    }

    [Fact]
    public async Task ExportAsync_WhenThereIsNoDataset_SaysSo() =>
        (await Should.ThrowAsync<InvalidInputException>(() => new DatasetExporter(new LibZstd())
            .ExportAsync(new ExportRequest(_dataset.Output("nowhere"), _dataset.Output(), Options(ExportCompression.None)), null, default)))
            .Reason.ShouldBe("dataset-missing");

    private static ExportOptions Options(ExportCompression compression) => new()
    {
        Name = "pets",
        Compression = compression,
        CaptionFiles = true,
        Labels = [LabelFormat.Json],
    };

    private sealed class Told(Action<ExportProgress> tell) : IProgress<ExportProgress>
    {
        public void Report(ExportProgress value) => tell(value);
    }

    private void ShouldHoldTheImages(string output) =>
        _dataset.Images.ShouldAllBe(image => _dataset.Files(output)[Datasets.Manifests.ManifestReader.FileOf(image)!] == image.Sha256);
}
